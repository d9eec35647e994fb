import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  visit,
  YAMLSeq,
} from "yaml";
import { ChildMemory } from "./child-memory.ts";
import { documentsOf } from "./documents.ts";
import { type Sections, sectionsOf } from "./sections.ts";

/** A text as YAML's own nodes. */
export interface ReadText {
  document: Document.Parsed;
  /** Where a second document begins, which a spec must not have. */
  second: number | null;
  /** The value, where it is known without asking every node again. */
  value: { of: unknown } | null;
}

/** One child of a long spec; `at` is where its text begins now. */
interface Item {
  text: string;
  node: Node;
  value: unknown;
  errors: Document.Parsed["errors"];
  at: number;
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
  #items = new Map<string, Item[]>();
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
  #assembled(text: string, { key, start, end, items: texts }: Sections): ReadText | null {
    const skeleton = whole(text.slice(0, start) + text.slice(end));
    if (typeof skeleton === "number") return null;
    const { document } = skeleton;
    const { contents } = document;
    const pair = isMap(contents) ? contents.items.find((one) => isNode(one.key) && one.key.range?.[0] === key) : null;
    if (!isMap(contents) || !pair || (isScalar(pair.value) ? pair.value.value !== null : pair.value)) return null;
    const items = this.#itemsOf(texts, start);
    if (!items) return null;

    moveBehind(document, start, end - start);
    const list = new YAMLSeq<Node>(document.schema);
    list.items = items.map(({ node }) => node);
    list.range = [items[0]?.node.range?.[0] ?? start, end, end];
    const [from = 0, , to = end] = contents.range ?? [];
    contents.range = [from, Math.max(end, contents.range?.[1] ?? end), Math.max(end, to)];
    const settings: unknown = document.errors.length === 0 || isReadable(document) ? document.toJS() : undefined;
    (pair as Pair).value = list;
    document.errors.push(...items.flatMap(({ errors }) => errors));
    document.errors.sort((a, b) => a.pos[0] - b.pos[0]);
    const children = items.map(({ value }) => value);
    const value = typeof settings === "object" && settings !== null ? { ...settings, children } : settings;
    const { second } = skeleton;
    return {
      document: document as Document.Parsed,
      second: second === null || second < start ? second : second + end - start,
      value: { of: value },
    };
  }

  #itemsOf(texts: readonly string[], start: number): Item[] | null {
    const before = this.#items;
    const now = new Map<string, Item[]>();
    const items: Item[] = [];
    let at = start;
    for (const text of texts) {
      const item = before.get(text)?.pop() ?? itemOf(text);
      if (!item) break;
      moveTo(item, at);
      const same = now.get(text);
      if (same) same.push(item);
      else now.set(text, [item]);
      items.push(item);
      at += text.length;
    }
    for (const same of now.values()) same.reverse();
    this.#items = now;
    return items.length === texts.length ? items : null;
  }
}

function whole(text: string): ReadText | number {
  const [document, second] = documentsOf(text);
  return typeof document === "number" ? document : { document, second: second?.range[0] ?? null, value: null };
}

/** One item by itself; null where it is none, or shares something with others by an anchor. */
function itemOf(text: string): Item | null {
  const [document, second] = documentsOf(text);
  if (typeof document === "number" || second || !isSeq(document.contents)) return null;
  const [node, ...more] = document.contents.items;
  if (!isNode(node) || more.length > 0 || sharesNodes(text, document)) return null;
  return { text, node, value: node.toJS(document), errors: document.errors, at: 0 };
}

function sharesNodes(text: string, document: Document.Parsed): boolean {
  if (!/[&*]/.test(text)) return false;
  let shares = false;
  visit(document, (_key, node) => {
    if (isAlias(node) || (isNode(node) && "anchor" in node && node.anchor !== undefined)) shares = true;
    return shares ? visit.BREAK : undefined;
  });
  return shares;
}

function isReadable(document: Document.Parsed): boolean {
  return document.errors.every(({ code }) => code === "DUPLICATE_KEY");
}

function moveTo(item: Item, at: number): void {
  const by = at - item.at;
  if (by === 0) return;
  move(item.node, by);
  for (const error of item.errors) error.pos = [error.pos[0] + by, error.pos[1] + by];
  item.at = at;
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
