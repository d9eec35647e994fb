import type { Node } from "@babel/types";
import { withoutCast } from "./tree.ts";

/**
 * Whether computing an expression has no effect but its value: such a value can be computed during a reload, and thrown away
 * again when another process refuses. A call of the program's own code is not; `new Map()` and `Number(x)` are.
 */
export function isInert(expression: Node | null | undefined): boolean {
  if (!expression) return true;
  const node = withoutCast(expression);
  switch (node.type) {
    case "StringLiteral":
    case "NumericLiteral":
    case "BigIntLiteral":
    case "BooleanLiteral":
    case "NullLiteral":
    case "RegExpLiteral":
    case "Identifier":
    case "ArrowFunctionExpression":
    case "FunctionExpression":
    case "MetaProperty":
      return true;
    case "TemplateLiteral":
      return node.expressions.every(isInert);
    case "UnaryExpression":
      return node.operator !== "delete" && isInert(node.argument);
    case "BinaryExpression":
    case "LogicalExpression":
      return isInert(node.left) && isInert(node.right);
    case "ConditionalExpression":
      return isInert(node.test) && isInert(node.consequent) && isInert(node.alternate);
    case "MemberExpression":
    case "OptionalMemberExpression":
      return isInert(node.object) && (!node.computed || isInert(node.property));
    case "ArrayExpression":
      return node.elements.every(isInert);
    case "ObjectExpression":
      return node.properties.every(isInert);
    case "ObjectProperty":
      return (!node.computed || isInert(node.key)) && isInert(node.value);
    case "ObjectMethod":
      return !node.computed || isInert(node.key);
    case "NewExpression":
      return harmlessClasses.has(nameOf(node.callee)) && node.arguments.every(isInert);
    case "CallExpression":
      return harmlessCalls.has(nameOf(node.callee)) && node.arguments.every(isInert);
    default:
      return false;
  }
}

const harmlessClasses = words(`
  Map Set WeakMap WeakSet WeakRef Date RegExp URL URLSearchParams Error TypeError RangeError Array Object ArrayBuffer
  Uint8Array Float64Array TextEncoder TextDecoder AbortController Intl.NumberFormat Intl.DateTimeFormat
`);

const harmlessCalls = words(`
  Number String Boolean BigInt Symbol Symbol.for parseInt parseFloat Math.min Math.max Math.floor Math.ceil Math.round Math.abs
  Object.freeze Object.keys Object.values Object.entries Object.fromEntries Object.create Array.from Array.of JSON.parse JSON.stringify
`);

function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}

/** `JSON.parse` for a callee that is a plain name or a name of a name; empty for anything else. */
function nameOf(callee: Node): string {
  if (callee.type === "Identifier") return callee.name;
  if (callee.type !== "MemberExpression" || callee.computed) return "";
  if (callee.object.type !== "Identifier" || callee.property.type !== "Identifier") return "";
  return `${callee.object.name}.${callee.property.name}`;
}
