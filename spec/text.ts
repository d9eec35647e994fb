import { type Document, isMap, isNode, isScalar, isSeq, LineCounter, visit } from "yaml";
import { deepest } from "./documents.ts";
import type { Place, ProblemCode } from "./findings.ts";
import { jsonError } from "./json-text.ts";
import type { Problem } from "./model.ts";
import { Reader } from "./reader.ts";

/** A text that was read: its value, and where in the text each place of the value is. */
export interface Source {
  value: unknown;
  /** Errors of syntax; `value` is then what could still be read. */
  errors: { code: ProblemCode; message: string; range: Range }[];
  /** Lines and columns of a key or a value, or of what is nearest around it. */
  range(place: Place, at: "key" | "value"): Range;
}
export type Range = Pick<Problem, "line" | "column" | "endLine" | "endColumn">;

/** Reads YAML, or JSON as the part of YAML that it is. Never throws. */
export function readText(text: string, format: "yaml" | "json", reader = new Reader()): Source {
  const lines = linesOf(text);
  const between = ([start, end]: Span): Range => rangeOf(lines, text, start, end);
  const unreadable = (code: ProblemCode, message: string, span: Span): Source => {
    const range = between(span);
    return { value: undefined, errors: [{ code, message, range }], range: () => range };
  };

  const read = reader.read(text, format);
  if (typeof read === "number") {
    return unreadable("too_deep", `this is nested more than ${deepest} deep; flatten it`, [read, read + 1]);
  }
  const { document, second } = read;

  const syntax = format === "json" ? "json_syntax" : "yaml_syntax";
  const errors: Source["errors"] = document.errors.map((error) => ({
    code: error.code === "DUPLICATE_KEY" ? "duplicate_key" : syntax,
    message: remedy(error.code, error.message),
    range: between([error.pos[0], error.pos[1]]),
  }));
  if (second !== null) {
    const range = between([second, second]);
    errors.push({
      code: syntax,
      message: "a second document begins here; a spec is one document, remove the `---`",
      range,
    });
  }
  const json = format === "json" && errors.length === 0 ? jsonError(text, document) : null;
  if (json) errors.push({ code: "json_syntax", message: json.message, range: between([json.at, json.at + 1]) });
  try {
    return { value: readValue(text, reader), errors, range: (place, at) => between(locate(document, place, at)) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return unreadable(syntax, `an alias cannot be followed (${reason}); write its value out`, lostAlias(document));
  }
}

type Span = readonly [start: number, end: number];

/** The text as YAML's own nodes, with what is wrong in `errors`; the offset where it is nested too deep to be read. Never throws. */
export function readDocument(text: string, reader = new Reader()): Document.Parsed | number {
  const read = reader.read(text);
  return typeof read === "number" ? read : read.document;
}

/** The value of a document that `readDocument` gave for this text, without asking every node again. */
export function readValue(text: string, reader: Reader): unknown {
  const read = reader.read(text);
  if (typeof read === "number") return undefined;
  read.value ??= { of: read.document.toJS() };
  return read.value.of;
}

function linesOf(text: string): LineCounter {
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) lines.addNewLine(at + 1);
  return lines;
}

/** Follows the place down as far as the document goes; a key or value that is missing is shown at what should have it. */
function locate(document: Document.Parsed, place: Place, at: "key" | "value"): Span {
  let node: unknown = document.contents;
  let span: Span = startOf(document.contents) ?? [0, 0];
  for (const [depth, part] of place.entries()) {
    const last = depth === place.length - 1;
    const inner = step(document, node, part);
    if (!inner) return span;
    const keySpan = spanOf(inner.key);
    const value = spanOf(inner.value);
    const wanted = last && at === "value" ? (value ?? keySpan) : (keySpan ?? startOf(inner.value));
    span = wanted ?? span;
    node = inner.value;
  }
  return span;
}

/** The first alias of an anchor that does not exist before it. */
function lostAlias(document: Document.Parsed): Span {
  let lost: Span = [0, 0];
  visit(document, {
    Alias(_key, alias) {
      if (alias.resolve(document)) return undefined;
      lost = spanOf(alias) ?? lost;
      return visit.BREAK;
    },
  });
  return lost;
}

function step(document: Document, parent: unknown, part: string | number): { key: unknown; value: unknown } | null {
  const node = isNode(parent) && "resolve" in parent ? parent.resolve(document) : parent;
  if (isSeq(node) && typeof part === "number" && part < node.items.length)
    return { key: null, value: node.items[part] };
  if (!isMap(node)) return null;
  const pair = node.items.find(({ key }) => (isScalar(key) ? String(key.value) : String(key)) === String(part));
  return pair ? { key: pair.key, value: pair.value } : null;
}

/** A whole map or list would underline half the file, so that a missing key is shown at its first word. */
function startOf(node: unknown): Span | null {
  if (isMap(node) && !node.flow) return spanOf(node.items[0]?.key) ?? spanOf(node);
  if (isSeq(node) && !node.flow) return startOf(node.items[0]) ?? spanOf(node);
  return spanOf(node);
}

function spanOf(node: unknown): Span | null {
  const range = isNode(node) ? node.range : null;
  return range ? [range[0], Math.max(range[0], range[1])] : null;
}

function rangeOf(lines: LineCounter, text: string, start: number, end: number): Range {
  const from = lines.linePos(Math.min(start, text.length));
  const to = lines.linePos(Math.min(Math.max(end, start), text.length));
  return {
    line: Math.max(1, from.line),
    column: Math.max(1, from.col),
    endLine: Math.max(1, to.line),
    endColumn: Math.max(1, to.col),
  };
}

function remedy(code: string, message: string): string {
  const first = message.charAt(0).toLowerCase() + message.slice(1).replace(/ at line \d+.*$/s, "");
  switch (code) {
    case "DUPLICATE_KEY":
      return "this key is here twice; remove one of them";
    case "TAB_AS_INDENT":
      return "a tab indents this line; YAML wants spaces";
    case "MISSING_CHAR":
    case "BAD_INDENT":
      return `${first}; check the indentation, the colon and the brackets`;
    default:
      return `${first}; check this line and the one before`;
  }
}
