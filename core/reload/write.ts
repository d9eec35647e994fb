import type { Node } from "@babel/types";
import type { MethodChange } from "./classes.ts";
import type { Changes } from "./compare.ts";
import type { ClassUnit, FunctionUnit, ValueUnit } from "./outline.ts";
import { placeOf, type Refused, refuse, type Source } from "./parse.ts";
import { visit } from "./tree.ts";

/** Names that the accessor of a module gives to the code it evaluates; `__st_meta__` is as long as the `import.meta` it stands for. */
export const accessor = "(__st_code__,__st_meta__)=>eval(__st_code__)";
const meta = "__st_meta__";

/**
 * The code of a patch, still with its types: every function stands at the line and column it has in the file, all else is blank.
 * `function f(a) {}` → `f=function(a) {}`: an own name inside would hide later versions from a function that calls itself.
 */
export function writePatch(after: Source, changes: Changes): string | Refused {
  const page = new Page();
  const pieces = [
    ...changes.functions.map(({ unit }) => ({
      node: unit.node as Node,
      write: () => writeFunction(page, after, unit, ""),
    })),
    ...changes.added.map((unit) => ({ node: unit.node as Node, write: () => writeAdded(page, after, unit) })),
    ...changes.methods.map((method, index) => ({
      node: method.node as Node,
      write: () => writeMethod(page, after, method, index),
    })),
  ].sort((a, b) => placeOf(a.node).start - placeOf(b.node).start);
  for (const { node, write } of pieces) {
    const refused = refuseCompiled(node);
    if (refused) return refused;
    write();
  }
  const holders = changes.methods.map((_, index) => holder(index));
  const declared = holders.length > 0 ? `var ${holders.join(",")};` : "";
  return `${page.text}\n;${declared}[${accessor},[${holders.join(",")}]]`;
}

function writeFunction(page: Page, { text }: Source, unit: FunctionUnit, declare: "" | "let "): void {
  const { node, fn } = unit;
  if (node.type === "VariableDeclarator") {
    if (node.init) page.put(`${declare}${unit.name}=`, slice(text, node, initStart(node.init)));
    return;
  }
  const head = `${fn.async ? "async " : ""}function${fn.generator ? "*" : ""}`;
  if (node.id) page.put(`${declare}${unit.name}=${head}`, slice(text, node, placeOf(node.id).end));
}

/** New names live in the patch's own scope, which later patches are evaluated in; `let`, so that those can bind them anew. */
function writeAdded(page: Page, after: Source, unit: FunctionUnit | ClassUnit | ValueUnit): void {
  if (unit.kind === "value") page.put(`${unit.declare} `, slice(after.text, unit.node));
  else if (unit.kind === "function" && unit.node.type === "VariableDeclarator")
    writeFunction(page, after, unit, "let ");
  else page.put("", slice(after.text, unit.node));
}

function writeMethod(page: Page, { text }: Source, method: MethodChange, index: number): void {
  const { node } = method;
  const mark = method.kind === "method" ? (node.generator ? "*" : "") : `${method.kind} `;
  const piece = slice(text, node, placeOf(node.key).start);
  // `async` must stand on the same line as the name; where it stood in the class there is room for it.
  const head = `${node.async ? "async " : ""}${mark}`.replace(" *", "*");
  const whole = { code: head + piece.code, line: piece.line, column: Math.max(0, piece.column - head.length) };
  page.put(`${holder(index)}={`, whole, "}");
}

const holder = (index: number) => `__st_${index}__`;

/** A piece of the new text: where it begins and what it says, with `import.meta` replaced, which evaluated code may not say. */
function slice(text: string, node: Node, from = placeOf(node).start) {
  const { end } = placeOf(node);
  let code = text.slice(from, end);
  visit(node, (child) => {
    if (child.type !== "MetaProperty" || child.meta.name !== "import") return;
    const place = placeOf(child);
    if (place.start < from) return;
    const padded = meta.padEnd(place.end - place.start);
    code = code.slice(0, place.start - from) + padded + code.slice(place.end - from);
  });
  const lines = text.slice(0, from).split("\n");
  return { code, line: lines.length, column: lines.at(-1)?.length ?? 0 };
}

/** Where an initialiser begins, with the parentheses around it that the tree does not have. */
function initStart(init: Node): number {
  const start = init.extra?.parenStart;
  return typeof start === "number" ? start : placeOf(init).start;
}

/** TypeScript that is compiled, not just taken away. */
function refuseCompiled(node: Node): Refused | null {
  let found: Node | null = null;
  visit(node, (child) => {
    if (compiled.has(child.type)) found ??= child;
  });
  return found ? refuse(found, "this TypeScript is compiled, not just taken away, so it cannot be exchanged") : null;
}

const compiled = new Set(["TSEnumDeclaration", "TSModuleDeclaration", "TSParameterProperty", "Decorator"]);

/** Text that grows by pieces, each at its own line and column. */
class Page {
  text = "";
  #line = 1;
  #column = 0;

  /** `before` goes right in front of the piece if there is room, else to where the last piece ended. */
  put(before: string, piece: { code: string; line: number; column: number }, after = ""): void {
    const free = this.#line < piece.line ? 0 : this.#column;
    if (piece.column - before.length >= free) this.#to(piece.line, piece.column - before.length);
    this.#add(before);
    this.#to(piece.line, piece.column);
    this.#add(`${piece.code}${after};`);
  }

  /** On a line that is too tight, what follows stands further right than in the file, never on another line. */
  #to(line: number, column: number): void {
    if (line > this.#line) this.#add("\n".repeat(line - this.#line));
    if (column > this.#column) this.#add(" ".repeat(column - this.#column));
  }

  #add(text: string): void {
    this.text += text;
    const lines = text.split("\n");
    this.#line += lines.length - 1;
    this.#column = lines.length > 1 ? (lines.at(-1)?.length ?? 0) : this.#column + text.length;
  }
}
