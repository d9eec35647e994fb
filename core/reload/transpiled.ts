import type { Node, Statement } from "@babel/types";
import type { Edit } from "./exports.ts";
import { placeOf, type Source } from "./parse.ts";
import { accessor } from "./write.ts";

/**
 * What esbuild, within tsx, has made of an ES module: CommonJS in a function of its own, whose exports are getters of its variables.
 * `(()=>{ … __export(x,{f:()=>f}); … })()` hands out its scope and the variables behind its exports.
 */
export function instrumentTranspiled({ text, program }: Source, hash: string): string | null {
  const body = program.body.flatMap(bodyOf);
  const last = body.at(-1);
  if (!last) return null;
  const exports = new Map(body.flatMap(exportedBy));
  const told = `;globalThis[Symbol.for("supertree.hot")]?.transpiled(module,"${hash}",${accessor},${JSON.stringify(Object.fromEntries(exports))});`;
  // Before the last statement, which only names the exports for Node: functions are there from the beginning, and all else runs first.
  const edits: Edit[] = [
    ...constants(body, new Set(exports.values())),
    { at: placeOf(last).end, remove: 0, insert: told },
  ];
  return edits
    .sort((a, b) => b.at - a.at)
    .reduce((out, { at, remove, insert }) => out.slice(0, at) + insert + out.slice(at + remove), text);
}

/** The statements within the function that is called at once, where there is one. */
function bodyOf(statement: Statement): Statement[] {
  if (statement.type !== "ExpressionStatement" || statement.expression.type !== "CallExpression") return [statement];
  const { callee } = statement.expression;
  return callee.type === "ArrowFunctionExpression" && callee.body.type === "BlockStatement"
    ? callee.body.body
    : [statement];
}

/** `__export(x,{f:()=>f})` → f, f */
function exportedBy(statement: Statement): [string, string][] {
  const call = statement.type === "ExpressionStatement" ? statement.expression : null;
  if (call?.type !== "CallExpression" || call.callee.type !== "Identifier" || call.callee.name !== "__export")
    return [];
  const [, all] = call.arguments;
  if (all?.type !== "ObjectExpression") return [];
  return all.properties.flatMap((property) => {
    if (property.type !== "ObjectProperty") return [];
    const name = nameOf(property.key);
    const local = property.value.type === "ArrowFunctionExpression" ? property.value.body : null;
    return name !== null && local?.type === "Identifier" ? [[name, local.name] as [string, string]] : [];
  });
}

function nameOf(key: Node): string | null {
  if (key.type === "Identifier") return key.name;
  return key.type === "StringLiteral" ? key.value : null;
}

/** `const` of what is exported → `let  `, so that it can be bound anew. */
function constants(body: readonly Statement[], exported: ReadonlySet<string>): Edit[] {
  return body.flatMap((statement) => {
    if (statement.type !== "VariableDeclaration" || statement.kind !== "const") return [];
    const isExported = statement.declarations.some(({ id }) => id.type === "Identifier" && exported.has(id.name));
    return isExported ? [{ at: placeOf(statement).start, remove: "const".length, insert: "let  " }] : [];
  });
}
