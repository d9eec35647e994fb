import { type CompletionItem, CompletionItemKind, type Position, TextEdit } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { alternatives, type JsonSchema, keysOf, type Place, shapesAt } from "../spec/index.ts";
import { formatOf } from "./diagnostics.ts";
import { childSnippets } from "./offers.ts";
import { documentOf, find, valueAt, valueIn } from "./place.ts";

/** Stands in for the word being typed, so that a half-written line is read as what it will become. */
const marker = "\uE000";
const longestWord = 1000;

/** What may stand at a position: keys that are not there yet, and the words and examples that the schema knows. */
export function completionsAt(document: TextDocument, position: Position, snippets = false): CompletionItem[] {
  const text = document.getText();
  const offset = document.offsetAt(position);
  const start = offset - (/[\w$-]*$/.exec(text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset))?.[0].length ?? 0);
  const end = offset + (/^[\w-]*/.exec(text.slice(offset, offset + longestWord))?.[0].length ?? 0);
  const marked = documentOf(text.slice(0, start) + marker + text.slice(end));
  const found = marked ? find(marked, ({ value }) => value === marker, start) : null;
  if (!marked || !found) return [];

  const range = { start: document.positionAt(start), end: document.positionAt(end) };
  const value = valueIn(marked);
  const writing = writingOf(text, start, end, formatOf(document.uri, document.languageId));
  if (found.at === "key") return keyItems(found.place, value, writing, range);
  const shapes = shapesAt(found.place, value);
  const values = [
    ...neededItems(found.place, value, writing, range),
    ...shapes.flatMap((shape) => valueItems(shape, writing, range)),
  ];
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const whole =
    snippets && found.place.at(-2) === "children" && /^ *- +$/.test(text.slice(lineStart, start))
      ? childSnippets(range, " ".repeat(start - lineStart))
      : [];
  return unique(writing.firstOnLine ? [...keyItems(found.place, value, writing, range), ...values, ...whole] : values);
}

/** How a word has to be written where it is going to stand. */
interface Writing {
  format: "yaml" | "json";
  quoted: boolean;
  /** Nothing but indentation and dashes before it: a map may begin here. */
  firstOnLine: boolean;
  colonFollows: boolean;
}
type Range = TextEdit["range"];

function writingOf(text: string, start: number, end: number, format: "yaml" | "json"): Writing {
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  return {
    format,
    quoted: text.charAt(start - 1) === '"' && text.charAt(end) === '"',
    firstOnLine: /^[\s-]*$/.test(text.slice(lineStart, start)),
    colonFollows: /^"?\s*:/.test(text.slice(end)),
  };
}

function keyItems(place: Place, value: unknown, writing: Writing, range: Range): CompletionItem[] {
  const shapes = shapesAt(place, value);
  const present = keysOfValue(place, value);
  return [...keysOf(shapes)]
    .filter(([key]) => !present.has(key))
    .map(([key, schema]) => ({
      label: key,
      kind: CompletionItemKind.Property,
      documentation: described(schema),
      textEdit: TextEdit.replace(range, written(key, writing) + (writing.colonFollows || writing.quoted ? "" : ": ")),
    }));
}

function valueItems(shape: JsonSchema, writing: Writing, range: Range): CompletionItem[] {
  const words = [...(shape.enum ?? []), ...(shape.const === undefined ? [] : [shape.const])];
  const truths = shape.type === "boolean" && words.length === 0 ? [true, false] : [];
  const item = (value: unknown, kind: CompletionItemKind): CompletionItem => ({
    label: flow(value),
    kind,
    documentation: shape.description,
    textEdit: TextEdit.replace(range, written(value, writing)),
  });
  return [
    ...[...words, ...truths].map((value) => item(value, CompletionItemKind.EnumMember)),
    ...(shape.examples ?? []).map((value) => item(value, CompletionItemKind.Value)),
  ];
}

/** Under `needs`: the ids of the siblings above that are not there yet. */
function neededItems(place: Place, value: unknown, writing: Writing, range: Range): CompletionItem[] {
  const [index, key] = place.slice(-3, -1);
  const siblings = valueAt(place.slice(0, -3), value);
  const present = valueAt(place.slice(0, -1), value);
  if (key !== "needs" || typeof index !== "number" || !Array.isArray(siblings) || !Array.isArray(present)) return [];
  return siblings
    .slice(0, index)
    .map((_, nth) => valueAt([...place.slice(0, -3), nth, "id"], value))
    .filter((id) => typeof id === "string" && !present.includes(id))
    .map((id) => ({
      label: flow(id),
      kind: CompletionItemKind.Reference,
      textEdit: TextEdit.replace(range, written(id, writing)),
    }));
}

function written(value: unknown, { format, quoted }: Writing): string {
  if (quoted) return String(value);
  return format === "json" ? JSON.stringify(value) : flow(value);
}

/** A value on one line as YAML has it: `{ restart: 5s }`. */
function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(", ")}]`;
  if (typeof value !== "object" || value === null)
    return /^[\w.:/-]+( [\w.:/-]+)*$/.test(String(value)) ? String(value) : JSON.stringify(value);
  return `{ ${Object.entries(value)
    .map(([key, inner]) => `${key}: ${flow(inner)}`)
    .join(", ")} }`;
}

function keysOfValue(place: Place, value: unknown): Set<string> {
  const at = valueAt(place, value);
  return new Set(typeof at === "object" && at !== null ? Object.keys(at) : []);
}

function described(schema: JsonSchema): string | undefined {
  return schema.description ?? alternatives(schema).find(({ description }) => description)?.description;
}

function unique(items: CompletionItem[]): CompletionItem[] {
  return [...new Map(items.map((item) => [item.label, item])).values()];
}
