import { type Document, isAlias, isMap, isNode, isSeq, type Node, visit } from "yaml";
import { documentsOf } from "./documents.ts";
import type { Sections } from "./sections.ts";

/** One child of a long spec, read by itself; `at` is where its text begins now. */
export interface Item {
  text: string;
  node: Node;
  value: unknown;
  /** The offsets of all its nodes, and its errors, but for those of `below`. */
  ranges: readonly Range[];
  errors: Document.Parsed["errors"];
  at: number;
  /** Its own children, where they were read one by one, too. */
  below: readonly Item[];
}
export type Range = [start: number, valueEnd: number, nodeEnd: number];

/** One item as a whole; null where it is none, or shares something with others by an anchor. */
export function itemOf(text: string, form: Sections["form"]): Item | null {
  const [document, second] = documentsOf(text);
  if (typeof document === "number" || second) return null;
  const node = only(document, form);
  const value = ownValue(document);
  if (!node || !value) return null;
  const own = form === "json" ? value.of : (value.of as unknown[])[0];
  return { text, node, value: own, ranges: rangesOf(document), errors: document.errors, at: 0, below: [] };
}

/** The map of JSON in its braces (by itself, what goes on behind them may look like a key of a block), or the one item of a list of one. */
export function only({ contents }: Document.Parsed, form: Sections["form"]): Node | null {
  if (form === "json") return isMap(contents) && contents.flow ? contents : null;
  const [node, ...more] = isSeq(contents) ? contents.items : [];
  return isNode(node) && more.length === 0 ? node : null;
}

/** Each once: nodes may have one in common. */
export function rangesOf(document: Document.Parsed): Range[] {
  const ranges = new Set<Range>();
  visit(document, {
    Node(_key, { range }) {
      if (range) ranges.add(range);
    },
  });
  return [...ranges];
}

/** The map or list of a part; null where it refers to other parts by an anchor, or cannot be followed. */
export function ownValue(document: Document.Parsed): { of: object } | null {
  let shares = false;
  visit(document, (_key, node) => {
    shares ||= isAlias(node) || (isNode(node) && "anchor" in node && node.anchor !== undefined);
    return shares ? visit.BREAK : undefined;
  });
  try {
    const value: unknown = shares ? null : document.toJS();
    return typeof value === "object" && value !== null ? { of: value } : null;
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
  for (const each of item.below) moveTo(each, each.at + by);
  item.at = at;
}

export function errorsOf({ errors, below }: Item): Item["errors"] {
  return below.length === 0 ? errors : [...errors, ...below.flatMap(errorsOf)];
}
