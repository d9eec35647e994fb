import { type Document, isMap, isNode, isScalar, isSeq, type Node, type Pair, YAMLSeq } from "yaml";
import { documentsOf } from "./documents.ts";
import { type Item, only, ownValue, type Range, rangesOf } from "./item.ts";
import type { Sections } from "./sections.ts";

/** A map without its children, to be filled with them: a spec's root or a supervisor. */
export interface Skeleton {
  document: Document.Parsed;
  /** Where a second document begins. */
  second: number | null;
  node: Node;
  value: Readonly<Record<string, unknown>>;
  pair: Pair;
}

/** Null where the children do not stand in the map that is read: a key in a block of text looks like one. */
export function skeletonOf(text: string, sections: Sections, item: boolean): Skeleton | null {
  const { form, key, start, end } = sections;
  const [document, second] = documentsOf(text.slice(0, start) + text.slice(end));
  if (typeof document === "number" || (item && second)) return null;
  const node = item ? only(document, form) : document.contents;
  const pair = isMap(node) ? node.items.find((one) => isNode(one.key) && one.key.range?.[0] === key) : undefined;
  const value = pair && isEmpty(pair.value) ? ownValue(document) : null;
  if (!node || !pair || !value) return null;
  const own = item && form === "block" ? (value.of as unknown[])[0] : value.of;
  const behind = second?.range[0] ?? null;
  return {
    document,
    second: behind === null || behind < start ? behind : behind + end - start,
    node,
    value: own as Record<string, unknown>,
    pair,
  };
}

/** The value with these children, which have been moved to where they stand; what stands behind them makes room. */
export function filled(skeleton: Skeleton, items: readonly Item[], { start, end, form }: Sections) {
  const { document, node, pair, value } = skeleton;
  const by = end - start;
  const ranges = rangesOf(document);
  for (const range of ranges) for (const [index, at] of range.entries()) if (at >= start) range[index] = at + by;
  for (const error of document.errors) if (error.pos[0] >= start) error.pos = [error.pos[0] + by, error.pos[1] + by];
  for (const around of new Set([document.contents, node])) if (around?.range) reach(around.range, end);

  const list = new YAMLSeq<Node>(document.schema);
  list.flow = form === "json";
  list.items = items.map((each) => each.node);
  const known = isSeq(pair.value) ? pair.value.range : null;
  list.range = known ?? [items[0]?.node.range?.[0] ?? start, end, end];
  pair.value = list;
  if (!known) ranges.push(list.range);
  return { ranges, value: { ...value, children: items.map((each) => each.value) } };
}

/** `children:` with nothing behind it, or with an empty pair of brackets. */
function isEmpty(value: unknown): boolean {
  return isScalar(value) ? value.value === null : isSeq(value) ? value.items.length === 0 : !value;
}

/** What has children ends where they end, or behind it. */
function reach(range: Range, end: number): void {
  range[1] = Math.max(range[1], end);
  range[2] = Math.max(range[2], end);
}
