import { type Document, isMap, isNode, isPair, isScalar, isSeq, type Node, type Pair, YAMLSeq } from "yaml";
import { ChildMemory } from "./child-memory.ts";
import { documentsOf } from "./documents.ts";
import { type Item, itemOf, moveTo, ownValue, spareOf } from "./item.ts";
import { type Sections, sectionsOf } from "./sections.ts";

/** A text as YAML's own nodes. */
export interface ReadText {
  document: Document.Parsed;
  /** Where a second document begins, which a spec must not have. */
  second: number | null;
  /** The value, where it is known without asking every node again. */
  value: { of: unknown } | null;
}

/** Shorter texts are read as a whole: that takes a few milliseconds. */
const longText = 20_000;
const alike = 500;

/**
 * Reads texts again and again as they are being written: of a long spec only the children whose text has changed are parsed.
 * What it answered before must not be used any more once it has read another text: nodes that stay are moved to where they now stand.
 */
export class Reader {
  readonly children = new ChildMemory();
  #items: { text: string; items: readonly Item[] } = { text: "", items: [] };
  #last: { text: string; read: ReadText | number } | null = null;

  readonly #long: number;

  /** Texts from so many characters on are read child by child. */
  constructor(long = longText) {
    this.#long = long;
  }

  /** Whether it read this text last, or one that begins or ends alike: then little of it has to be parsed. */
  resembles(text: string): boolean {
    const last = this.#last?.text;
    if (last === undefined) return false;
    return last === text || last.slice(0, alike) === text.slice(0, alike) || last.slice(-alike) === text.slice(-alike);
  }

  /** The offset where it is nested too deep to be read, instead of nodes. */
  read(text: string): ReadText | number {
    if (this.#last?.text === text) return this.#last.read;
    const sections = text.length < this.#long ? null : sectionsOf(text);
    const read = (sections && this.#assembled(text, sections)) ?? whole(text);
    this.#last = { text, read };
    return read;
  }

  /** The skeleton, that is all but the children, with the children put in; null where they cannot be read by themselves. */
  #assembled(text: string, sections: Sections): ReadText | null {
    const { key, start, end } = sections;
    const skeleton = whole(text.slice(0, start) + text.slice(end));
    if (typeof skeleton === "number") return null;
    const { document } = skeleton;
    const { contents } = document;
    const pair = isMap(contents) ? contents.items.find((one) => isNode(one.key) && one.key.range?.[0] === key) : null;
    if (!isMap(contents) || !pair || (isScalar(pair.value) ? pair.value.value !== null : pair.value)) return null;
    const items = this.#itemsOf(text, sections);
    if (!items) return null;

    moveBehind(document, start, end - start);
    const list = new YAMLSeq<Node>(document.schema);
    list.items = items.map(({ node }) => node);
    list.range = [items[0]?.node.range?.[0] ?? start, end, end];
    const [from = 0, , to = end] = contents.range ?? [];
    contents.range = [from, Math.max(end, contents.range?.[1] ?? end), Math.max(end, to)];
    const settings = ownValue(document);
    if (!settings) return null;
    (pair as Pair).value = list;
    document.errors.push(...items.flatMap(({ errors }) => errors));
    document.errors.sort((a, b) => a.pos[0] - b.pos[0]);
    const children = items.map(({ value }) => value);
    const value = { ...settings.of, children };
    const { second } = skeleton;
    return {
      document: document as Document.Parsed,
      second: second === null || second < start ? second : second + end - start,
      value: { of: value },
    };
  }

  /** Items before and behind what was edited are those that were read before. */
  #itemsOf(text: string, { items: starts, end }: Sections): Item[] | null {
    const before = this.#items;
    const first = commonStart(before.text, text);
    const last = commonEnd(before.text, text, first);
    const more = text.length - before.text.length;
    const spare = spareOf(before, first, before.text.length - last);
    const items: Item[] = [];
    for (const [index, at] of starts.entries()) {
      const to = starts[index + 1] ?? end;
      const same = before.items[index];
      const shifted = before.items[before.items.length - starts.length + index];
      const known =
        to <= first && same?.at === at && same.length === to - at
          ? same
          : at >= text.length - last && shifted?.at === at - more && shifted.length === to - at
            ? shifted
            : (spare(text.slice(at, to)) ?? itemOf(text.slice(at, to)));
      if (!known) break;
      items.push(known);
    }
    for (const [index, item] of items.entries()) moveTo(item, starts[index] ?? item.at);
    this.#items = { text, items };
    return items.length === starts.length ? items : null;
  }
}

function commonStart(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let at = 0;
  while (at + step <= most && a.slice(at, at + step) === b.slice(at, at + step)) at += step;
  while (at < most && a.charCodeAt(at) === b.charCodeAt(at)) at++;
  return at;
}

/** How many characters both end with, not counting those that they begin with. */
function commonEnd(a: string, b: string, first: number): number {
  const most = Math.min(a.length, b.length) - first;
  let many = 0;
  const slice = (text: string) => text.slice(text.length - many - step, text.length - many);
  while (many + step <= most && slice(a) === slice(b)) many += step;
  while (many < most && a.charCodeAt(a.length - 1 - many) === b.charCodeAt(b.length - 1 - many)) many++;
  return many;
}

/** So many characters are compared at once. */
const step = 1024;

function whole(text: string): ReadText | number {
  const [document, second] = documentsOf(text);
  return typeof document === "number" ? document : { document, second: second?.range[0] ?? null, value: null };
}

function move(node: unknown, by: number): void {
  if (isPair(node)) {
    move(node.key, by);
    move(node.value, by);
  } else if (isNode(node)) {
    if (node.range) node.range = [node.range[0] + by, node.range[1] + by, node.range[2] + by];
    if (isMap(node) || isSeq(node)) for (const item of node.items) move(item, by);
  }
}

/** What stands behind the children moves by their length. */
function moveBehind(document: Document.Parsed, start: number, by: number): void {
  const { contents } = document;
  for (const error of document.errors) if (error.pos[0] >= start) error.pos = [error.pos[0] + by, error.pos[1] + by];
  if (!isMap(contents)) return;
  for (const pair of contents.items) if (isNode(pair.key) && (pair.key.range?.[0] ?? 0) >= start) move(pair, by);
  if (contents.range) contents.range = [contents.range[0], contents.range[1] + by, contents.range[2] + by];
}
