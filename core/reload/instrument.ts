import type { Node, Program } from "@babel/types";
import { requiredConstants, requiredLinks } from "./commonjs.ts";
import { defaultName, type Edit, nameDefault, ownExports } from "./exports.ts";
import { isCommonjs, type Language } from "./language.ts";
import { type Outline, outline } from "./outline.ts";
import { placeOf, readModule, type Source } from "./parse.ts";
import { instrumentTranspiled } from "./transpiled.ts";
import { visit } from "./tree.ts";
import { accessor } from "./write.ts";

/**
 * A module's text as it has to be loaded to be reloadable: `const f = () => {}` becomes `let   f = () => {}`, as do exported constants
 * and a default export without a name, and at the end of a line, where nothing else is moved by it, the module hands out its exports
 * and a function that evaluates code in its scope. Null for a text that does not parse: loading it will say so better.
 */
export function instrument(text: string, hash: string, language: Language): string | null {
  const source = readModule(text, language);
  if (source.kind === "refused") return null;
  if (language === "transpiled") return instrumentTranspiled(source, hash);
  if (isCommonjs(language)) return instrumentRequired(source, hash);
  const read = outline(source.program);
  const exports = ownExports(source.program, read);
  const byName = nameDefault(text, source.program);
  if (!byName && exports.get("default") === defaultName) exports.delete("default");
  const told = tell(hash, exports) + (byName ? `export{${defaultName} as default};` : "");
  const edits: Edit[] = [...constants(source.program, read, exports), ...(byName ? [byName] : [])];
  edits.push(telling(source, told));
  return edited(text, edits);
}

/** The same for CommonJS, which hands out what it has required too: `const { a } = require("./m")` is bound anew by its name. */
function instrumentRequired(source: Source, hash: string): string {
  const { text, program } = source;
  const links = JSON.stringify(requiredLinks(program).map(({ local, from, name }) => [local, from, name]));
  const told = `;globalThis[Symbol.for("supertree.hot")]?.required(module,"${hash}",${accessor},${links});`;
  const required = requiredConstants(program);
  const taken = new Set(required.map(({ at }) => at));
  const functions = constants(program, outline(program), new Map()).filter(({ at }) => !taken.has(at));
  return edited(text, [...required, ...functions, telling(source, told)]);
}

/** From the end, so that no edit moves another's place. */
function edited(text: string, edits: readonly Edit[]): string {
  return [...edits]
    .sort((a, b) => b.at - a.at)
    .reduce((out, edit) => out.slice(0, edit.at) + edit.insert + out.slice(edit.at + edit.remove), text);
}

function tell(hash: string, exports: ReadonlyMap<string, string>): string {
  const names = JSON.stringify(Object.fromEntries(exports));
  return `;globalThis[Symbol.for("supertree.hot")]?.loaded(import.meta,"${hash}",${accessor},${names});`;
}

/** `const` of a function or of an export → `let  `: as long, and it can be bound anew. */
function constants(program: Program, read: Outline, exports: ReadonlyMap<string, string>): Edit[] {
  const exported = new Set(exports.values());
  const bound = new Set<Node>(
    read.units.flatMap((unit) => {
      if (unit.kind === "function") return [unit.node];
      return unit.kind === "value" && unit.names.some((name) => exported.has(name)) ? [unit.node] : [];
    }),
  );
  return program.body.flatMap((statement) => {
    const declaration = statement.type === "ExportNamedDeclaration" ? statement.declaration : statement;
    if (declaration?.type !== "VariableDeclaration" || declaration.kind !== "const") return [];
    if (!declaration.declarations.some((node) => bound.has(node))) return [];
    return [{ at: placeOf(declaration).start, remove: "const".length, insert: "let  " }];
  });
}

/**
 * At the end of the first statement that ends its line, so that no other character moves and a module that waits at its top level
 * can be reloaded meanwhile; behind the last line where there is none.
 */
function telling({ text, program }: Source, insert: string): Edit {
  for (const statement of program.body) {
    if (waits(statement)) break;
    const { end } = placeOf(statement);
    if (/^[ \t]*(\r?\n|\/\/|$)/.test(text.slice(end))) return { at: end, remove: 0, insert };
  }
  return { at: text.length, remove: 0, insert: `\n${insert}` };
}

/** Whether running the statement may suspend the module; what functions in it await is their own business. */
function waits(statement: Node): boolean {
  let found = false;
  visit(statement, (node) => {
    if (node.type === "FunctionDeclaration" || node.type === "FunctionExpression") return "skip";
    if (node.type === "ArrowFunctionExpression" || node.type === "ClassMethod" || node.type === "ObjectMethod")
      return "skip";
    found ||= node.type === "AwaitExpression" || (node.type === "ForOfStatement" && node.await);
    return undefined;
  });
  return found;
}
