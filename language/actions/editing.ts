import { type Document, isMap, isNode, isScalar, isSeq, type Node, type Pair, type YAMLMap, type YAMLSeq } from "yaml";
import { type Place, readDocument, setEntry, textRange } from "../../spec/index.ts";

/** A text that is to be changed, read as far as it can be. */
export interface Draft {
  text: string;
  format: "yaml" | "json";
  document: Document.Parsed;
  value: unknown;
}

/** Read apart from what the server remembers, since several texts are looked at together here; null when it is nested too deep. */
export function readWhole(text: string): Document.Parsed | null {
  const document = readDocument(text);
  return typeof document === "number" ? null : document;
}

/** The text with a value behind a key of the map at `map`, all else byte for byte as it was; null where it cannot be written. */
export function withEntry(draft: Draft, map: Place, key: string, value: unknown, insteadOf?: string): string | null {
  const entry = { map, key, value, ...(insteadOf === undefined ? {} : { insteadOf }) };
  const written = setEntry(draft, entry);
  return typeof written === "string" ? written : null;
}

/** The text without an entry of a map. */
export function withoutEntry({ text, document }: Draft, place: Place): string | null {
  const map = nodeAt(document, place.slice(0, -1));
  const pair = isMap(map) ? pairOf(map, String(place.at(-1))) : undefined;
  if (!isMap(map) || !pair || map.items.length < 2) return null;
  const index = map.items.indexOf(pair);
  return map.flow ? withoutParts(text, map.items, index, index) : withoutBlockEntry(text, map, pair);
}

/** The text without the items of a list from one to another; one at least must be left. */
export function withoutItems({ text, document }: Draft, list: Place, from: number, to: number): string | null {
  const node = nodeAt(document, list);
  if (!isSeq(node) || (from === 0 && to >= node.items.length - 1)) return null;
  const [first, last] = [node.items[from], node.items[Math.min(to, node.items.length - 1)]];
  if (!isNode(first) || !isNode(last)) return null;
  if (node.flow) return withoutParts(text, node.items, from, Math.min(to, node.items.length - 1));
  const edit = textRange.withoutLines(text, textRange.startOf(first), textRange.endOf(text, last));
  return text.slice(0, edit.start) + edit.text + text.slice(edit.end);
}

/** The text with other words in place of a node's. */
export function withNode({ text, document }: Draft, place: Place, write: (written: string) => string): string | null {
  const node = nodeAt(document, place);
  if (!isNode(node)) return null;
  const [start, end] = [textRange.startOf(node), textRange.endOf(text, node)];
  return text.slice(0, start) + write(text.slice(start, end)) + text.slice(end);
}

export function nodeAt(document: Document, place: Place): Node | null {
  let node: unknown = document.contents;
  for (const part of place) {
    if (isSeq(node) && typeof part === "number") node = node.items[part];
    else if (isMap(node)) node = pairOf(node, String(part))?.value;
    else return null;
  }
  return isNode(node) ? node : null;
}

export function pairOf(map: YAMLMap, name: string): Pair | undefined {
  return map.items.find(({ key }) => isScalar(key) && String(key.value) === name);
}

/** From its line's beginning to the next entry's; the first behind a dash leaves the dash to the second. */
function withoutBlockEntry(text: string, map: YAMLMap, pair: Pair): string {
  const start = textRange.startOf(pair.key);
  const next = map.items[map.items.indexOf(pair) + 1];
  if (text.slice(textRange.lineStart(text, start), start).trim() !== "" && next)
    return text.slice(0, start) + text.slice(textRange.startOf(next.key));
  const edit = textRange.withoutLines(text, start, textRange.endOfPair(text, pair));
  return text.slice(0, edit.start) + edit.text + text.slice(edit.end);
}

/** Out of braces or brackets, with the comma that parted them. */
function withoutParts(text: string, parts: YAMLMap["items"] | YAMLSeq["items"], from: number, to: number): string {
  const next = parts[to + 1];
  if (next) return text.slice(0, spanOf(text, parts[from])[0]) + text.slice(spanOf(text, next)[0]);
  const before = parts[from - 1];
  const start = before ? spanOf(text, before)[1] : spanOf(text, parts[from])[0];
  return text.slice(0, start) + text.slice(spanOf(text, parts[to])[1]);
}

function spanOf(text: string, part: unknown): [number, number] {
  if (isNode(part)) return [textRange.startOf(part), textRange.endOf(text, part)];
  const pair = part as Pair;
  return [textRange.startOf(pair.key), textRange.endOfPair(text, pair)];
}
