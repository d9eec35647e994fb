import type { Node, Program } from "@babel/types";
import { isExporting } from "./commonjs.ts";
import { type Place, placeOf } from "./parse.ts";
import { visit } from "./tree.ts";

/** Something that goes on with the old code after a reload, and where it stands. */
export interface Stays {
  what: string;
  place: Place;
  /** The importer in which it stands; null for the module itself. */
  importer: string | null;
}

/**
 * Where the old code was handed over by value, which no reload can take back: `setInterval(tick, 100)`, `const f = tick`. And changed
 * functions that wait: a call of them that is under way, or a loop in them, ends in the code it began in. `names`: the module's own
 * names of what was exchanged.
 */
export function staying(program: Program, names: ReadonlySet<string>): Stays[] {
  const found: Stays[] = [];
  visit(program, (node, parent, key) => {
    if (isExporting(node)) return "skip";
    if (node.type === "Identifier" && parent && names.has(node.name) && isHandedOver(parent, key))
      found.push({ what: `\`${node.name}\` was handed over by value`, place: placeOf(node), importer: null });
    const name = nameOfFunction(node, parent);
    if (name !== null && names.has(name)) {
      const waits = waitsIn(node);
      if (waits) found.push({ what: `calls of \`${name}\` that are under way`, place: placeOf(node), importer: null });
    }
    return undefined;
  });
  return found;
}

/** As an argument, on the right of an assignment, in an array or as the value of a property. */
export function isHandedOver(parent: Node, key: string): boolean {
  switch (parent.type) {
    case "CallExpression":
      return key === "arguments" && !isHot(parent.callee);
    case "NewExpression":
    case "OptionalCallExpression":
      return key === "arguments";
    case "VariableDeclarator":
      return key === "init";
    case "AssignmentExpression":
      return key === "right";
    case "ArrayExpression":
      return key === "elements";
    case "ObjectProperty":
      return key === "value";
    default:
      return false;
  }
}

/** `hot.entry("name", f)` follows what becomes of `f`. */
function isHot(callee: Node): boolean {
  return callee.type === "MemberExpression" && callee.object.type === "Identifier" && callee.object.name === "hot";
}

function nameOfFunction(node: Node, parent: Node | null): string | null {
  if (node.type === "FunctionDeclaration") return node.id?.name ?? null;
  if (node.type !== "ArrowFunctionExpression" && node.type !== "FunctionExpression") return null;
  return parent?.type === "VariableDeclarator" && parent.id.type === "Identifier" ? parent.id.name : null;
}

function waitsIn(fn: Node): boolean {
  let waits = false;
  visit(fn, (node) => {
    waits ||= node.type === "AwaitExpression" || node.type === "YieldExpression";
    return node !== fn && /Function/.test(node.type) ? "skip" : undefined;
  });
  return waits;
}
