import { diffLines } from "diff";
import { type Range, TextEdit } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { type Document, Lexer, visit } from "yaml";
import { readDocument } from "../spec/index.ts";
import { formatOf } from "./diagnostics.ts";
import { formattedJson } from "./format-json.ts";
import { valueIn } from "./place.ts";
import type { Asked } from "./rename.ts";

/** The edits that bring a whole spec, or the lines of a range, into its usual form; refuses where any word or comment would be different after it. */
export function formatting(document: TextDocument, indent: number, within?: Range): Asked<TextEdit[]> {
  const text = document.getText();
  const format = formatOf(document.uri, document.languageId);
  const formatted = inForm(text, format, Math.min(Math.max(indent, 1), 8));
  if (!formatted.ok) return formatted;
  const edits = editsTo(document, formatted.value).filter(({ range }) => !within || holds(within, range));
  if (!within || edits.length === 0 || saysTheSame(text, applied(document, edits))) return { ok: true, value: edits };
  return refused(
    "These lines have no form of their own: what is around them has another indentation. Format the whole document.",
  );
}

/** A text in its usual form: the same value, comments, blank lines; formatted again, it stays as it is. */
export function inForm(text: string, format: "yaml" | "json", indent: number): Asked<string> {
  const document = ownDocument(text);
  const [broken] = document?.errors ?? [];
  if (!document || broken)
    return refused(
      `The spec has an error of syntax (${broken?.message.split("\n")[0] ?? "it is nested too deep"}). Mend it first, then format.`,
    );
  if (document.contents === null) return { ok: true, value: text };
  const printed =
    format === "json" ? formattedJson(text, document.contents, indent) : printedYaml(document, text, indent);
  if (printed === null || !saysTheSame(text, printed) || again(printed, format, indent) !== printed) {
    return refused("This text cannot be brought into another form without losing something of it. It stays as it is.");
  }
  return { ok: true, value: printed };
}

function printedYaml(document: Document.Parsed, text: string, indent: number): string | null {
  try {
    const printed = withTightLists(document.toString({ indent, lineWidth: 0, flowCollectionPadding: true }));
    return text.includes("\r\n") ? printed.replace(/\r?\n/g, "\r\n") : printed;
  } catch {
    return null; // an alias without its anchor, which has no form
  }
}

/** `[ restart, { restart: 5s } ]` → `[restart, { restart: 5s }]`, as people write it. */
function withTightLists(text: string): string {
  const blanks: number[] = [];
  visit(ownDocument(text), {
    Seq(_key, { flow, range, items }) {
      const [from, to] = range ?? [0, 0];
      if (!flow || items.length === 0 || text.slice(from, to).includes("\n")) return;
      blanks.push(from + 1, to - 2);
    },
  });
  const padding = new Set(blanks.filter((at) => text[at] === " "));
  return text.replace(/ /g, (blank, at: number) => (padding.has(at) ? "" : blank));
}

function again(text: string, format: "yaml" | "json", indent: number): string | null {
  const document = ownDocument(text);
  if (!document) return null;
  return format === "json" ? formattedJson(text, document.contents, indent) : printedYaml(document, text, indent);
}

/** Whether two texts have the same value, the same comments and blank lines between the same of them. */
function saysTheSame(before: string, after: string): boolean {
  const [a, b] = [ownDocument(before), ownDocument(after)];
  if (!a || !b || a.errors.length + b.errors.length > 0) return false;
  return JSON.stringify(valueIn(a)) === JSON.stringify(valueIn(b)) && remarks(before) === remarks(after);
}

/** Comments in their order, and the number of places where blank lines part them. */
function remarks(text: string): string {
  const comments = [...new Lexer().lex(text)].filter((lexeme) => lexeme.startsWith("#"));
  const gaps = text.trim().match(/\n[ \t]*\r?\n\s*/g)?.length ?? 0;
  return JSON.stringify([comments.map((comment) => comment.trimEnd()), gaps]);
}

/** One edit for each line that is different, or run of lines where their number is, so that cursors and folds elsewhere stay. */
function editsTo(document: TextDocument, after: string): TextEdit[] {
  const edits: TextEdit[] = [];
  let line = 0;
  let removed: string[] = [];
  const replace = (start: number, end: number, text: string) => {
    const range = { start: { line: start, character: 0 }, end: { line: end, character: 0 } };
    edits.push(TextEdit.replace(range, text));
  };
  const put = (added: string[]) => {
    const start = line - removed.length;
    if (removed.length !== added.length) replace(start, line, added.join(""));
    else for (const [index, text] of added.entries()) replace(start + index, start + index + 1, text);
    removed = [];
  };
  for (const part of diffLines(document.getText(), after)) {
    const lines = part.value.match(/[^\n]*\n|[^\n]+$/g) ?? [];
    if (!part.added && removed.length > 0) put([]);
    if (part.added) put(lines);
    else line += lines.length;
    if (part.removed) removed = lines;
  }
  if (removed.length > 0) put([]);
  return edits;
}

function applied(document: TextDocument, edits: readonly TextEdit[]): string {
  return edits
    .toReversed()
    .reduce(
      (text, { range, newText }) =>
        text.slice(0, document.offsetAt(range.start)) + newText + text.slice(document.offsetAt(range.end)),
      document.getText(),
    );
}

/** A document that stays as it is while others are read, and that is printed as a whole. */
function ownDocument(text: string): Document.Parsed | null {
  const document = readDocument(text);
  return typeof document === "number" ? null : document;
}

function holds(outer: Range, inner: Range): boolean {
  const end = inner.end.character === 0 && inner.end.line > inner.start.line ? inner.end.line - 1 : inner.end.line;
  return outer.start.line <= inner.start.line && end <= outer.end.line;
}

function refused(message: string): { ok: false; message: string } {
  return { ok: false, message };
}
