import { type ParserOptions, parse } from "@babel/parser";
import type { Node, Program } from "@babel/types";
import { isCommonjs, isTyped, type Language } from "./language.ts";

/** Where and why an edit cannot be exchanged, in the new text; lines and columns from 1. */
export interface Refused {
  kind: "refused";
  code: "syntax_error" | "not_swappable";
  reason: string;
  line: number;
  column: number;
}

/** A module's text and its syntax tree. */
export interface Source {
  kind: "source";
  text: string;
  program: Program;
}

/** What was read lately: what is new in one reload is what runs in the next. */
const lately = new Map<string, Source | Refused>();
const remembered = 4;
const worthRemembering = 200_000;

/** The same as `readModule`, faster for a text that was read a moment ago. */
export function parseModule(text: string, language: Language): Source | Refused {
  const key = `${language} ${text}`;
  const known = lately.get(key) ?? readModule(text, language);
  lately.delete(key);
  if (text.length < worthRemembering) lately.set(key, known);
  for (const oldest of [...lately.keys()].slice(0, -remembered)) lately.delete(oldest);
  return known;
}

export function readModule(text: string, language: Language): Source | Refused {
  try {
    const plugins: ParserOptions["plugins"] = ["decorators", "explicitResourceManagement"];
    if (isTyped(language)) plugins.push("typescript");
    const options: ParserOptions = isCommonjs(language)
      ? { sourceType: "script", allowReturnOutsideFunction: true, plugins }
      : { sourceType: "module", plugins };
    return { kind: "source", text, program: parse(text, options).program };
  } catch (error) {
    if (!isParseError(error)) throw error;
    const reason = error.message.replace(/ \(\d+:\d+\)$/, "");
    return { kind: "refused", code: "syntax_error", reason, line: error.loc.line, column: error.loc.column + 1 };
  }
}

export function refuse(node: Node, reason: string): Refused {
  const { line, column } = placeOf(node);
  return { kind: "refused", code: "not_swappable", reason, line, column: column + 1 };
}

/** Where a node stands: offsets into the text, the line from 1 and the column from 0, as V8 counts them. */
export interface Place {
  start: number;
  end: number;
  line: number;
  column: number;
}

export function placeOf(node: Node): Place {
  if (typeof node.start !== "number" || typeof node.end !== "number" || !node.loc) {
    throw new Error(`a parsed ${node.type} has no place`);
  }
  return { start: node.start, end: node.end, line: node.loc.start.line, column: node.loc.start.column };
}

function isParseError(error: unknown): error is SyntaxError & { loc: { line: number; column: number } } {
  return error instanceof SyntaxError && "loc" in error;
}
