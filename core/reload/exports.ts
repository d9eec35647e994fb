import type { Node, Program, Statement } from "@babel/types";
import { importedNames } from "./links.ts";
import { type Outline, outline } from "./outline.ts";
import { placeOf } from "./parse.ts";

/** A replacement in a module's text, as long as what it replaces: nothing else moves. */
export interface Edit {
  at: number;
  remove: number;
  insert: string;
}

/** The variable that a default export without a name gets, so that it can be bound anew. */
export const defaultName = "__st_d__";

/** Exported name → the module's own variable behind it; what is only passed on from another module is not there. */
export function ownExports(program: Program, read: Outline = outline(program)): Map<string, string> {
  const imported = importedNames(read);
  const own = new Map<string, string>();
  for (const [name, { of }] of read.exports) if (!of.includes("#") && !imported.has(of)) own.set(name, of);
  if (!own.has("default") && program.body.some(isNameless)) own.set("default", defaultName);
  return own;
}

/** `export default 1` → `let __st_d__=  1`: an export that can be bound anew; null where the text leaves no room for it. */
export function nameDefault(text: string, program: Program): Edit | null {
  const statement = program.body.find(isNameless);
  if (!statement) return null;
  const { start } = placeOf(statement);
  const rest = text.slice(start);
  const [head] = /^export +default +(async +)?function *\*?(?= *[(<])|^export +default +class\b/.exec(rest) ?? [];
  if (head !== undefined) return replace(start, head, declared(head));
  if (/^export\s+default\s+(abstract|@)/.test(rest)) return null;
  const { declaration } = statement;
  if (declaration.type === "FunctionDeclaration" || declaration.type === "ClassDeclaration") return null;
  const [words] = /^export +default\b */.exec(rest) ?? [];
  return words === undefined ? null : replace(start, words, `let ${defaultName}=`);
}

/** `export default async function*` → `async function*__st_d__` */
function declared(head: string): string {
  if (/class$/.test(head)) return `class ${defaultName}`;
  return `${/async/.test(head) ? "async " : ""}function${head.endsWith("*") ? "*" : " "}${defaultName}`;
}

function replace(at: number, words: string, by: string): Edit | null {
  return by.length > words.length ? null : { at, remove: words.length, insert: by.padEnd(words.length) };
}

function isNameless(statement: Statement): statement is Extract<Statement, { type: "ExportDefaultDeclaration" }> {
  if (statement.type !== "ExportDefaultDeclaration") return false;
  const declaration: Node = statement.declaration;
  if (declaration.type.startsWith("TS") && declaration.type !== "TSAsExpression") return false;
  return !("id" in declaration && declaration.type.endsWith("Declaration") && declaration.id);
}
