import { type Document, isAlias, isNode, isSeq, type Node, visit } from "yaml";
import { documentsOf } from "./documents.ts";

/** One child of a long spec; `at` is where its text begins now. */
export interface Item {
  length: number;
  /** The offsets of all its nodes. */
  ranges: readonly [number, number, number][];
  node: Node;
  value: unknown;
  errors: Document.Parsed["errors"];
  at: number;
}

/** One item by itself; null where it is none, or shares something with others by an anchor. */
export function itemOf(text: string): Item | null {
  const [document, second] = documentsOf(text);
  if (typeof document === "number" || second || !isSeq(document.contents)) return null;
  const [node, ...more] = document.contents.items;
  const value = ownValue<unknown[]>(document);
  if (!isNode(node) || more.length > 0 || !value) return null;
  return {
    length: text.length,
    ranges: rangesOf(document),
    node,
    value: value.of[0],
    errors: document.errors,
    at: 0,
  };
}

function rangesOf(document: Document.Parsed): [number, number, number][] {
  const ranges = new Set<[number, number, number]>();
  visit(document, {
    Node(_key, { range }) {
      if (range) ranges.add(range);
    },
  });
  return [...ranges];
}

/** The map or list of a part; null where it refers to other parts by an anchor, or cannot be followed. */
export function ownValue<T extends object>(document: Document.Parsed): { of: T } | null {
  let shares = false;
  visit(document, (_key, node) => {
    shares ||= isAlias(node) || (isNode(node) && "anchor" in node && node.anchor !== undefined);
    return shares ? visit.BREAK : undefined;
  });
  try {
    const value: unknown = shares ? null : document.toJS();
    return typeof value === "object" && value !== null ? { of: value as T } : null;
  } catch {
    return null; // a merge key of what is no map: read as a whole, it is reported
  }
}

export function moveTo(item: Item, at: number): void {
  const by = at - item.at;
  if (by === 0) return;
  for (const range of item.ranges) {
    range[0] += by;
    range[1] += by;
    range[2] += by;
  }
  for (const error of item.errors) error.pos = [error.pos[0] + by, error.pos[1] + by];
  item.at = at;
}

/** What was read of the part between two edits, by its text; each is given away once. */
export function spareOf(before: { text: string; items: readonly Item[] }, from: number, to: number) {
  let byText: Map<string, Item[]> | null = null;
  return (wanted: string): Item | undefined => {
    if (byText === null) {
      byText = new Map();
      for (const item of before.items) {
        if (item.at + item.length <= from || item.at >= to) continue;
        const text = before.text.slice(item.at, item.at + item.length);
        byText.set(text, [...(byText.get(text) ?? []), item]);
      }
    }
    return byText.get(wanted)?.pop();
  };
}
