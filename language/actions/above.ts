import { isNode, isSeq } from "yaml";
import { type Place, textRange } from "../../spec/index.ts";
import { valueAt } from "../place.ts";
import { type Draft, nodeAt } from "./editing.ts";
import type { Fix } from "./fixes.ts";

/** Moves the child that is needed above the one that needs it (`place` is in its `needs`), with the comments over it. */
export function above(draft: Draft, place: Place): Fix {
  const list = place.slice(0, -3);
  const index = Number(place.at(-3));
  const need = valueAt(place, draft.value);
  const siblings = valueAt(list, draft.value);
  const at = Array.isArray(siblings)
    ? siblings.findIndex((_, nth) => valueAt([...list, nth, "id"], draft.value) === need)
    : -1;
  const node = nodeAt(draft.document, list);
  const text = isSeq(node) && at > index ? moved(draft.text, node, at, index) : null;
  return { title: `Move ${String(need)} above`, text };
}

function moved(text: string, list: Parameters<typeof linesOf>[1], from: number, to: number): string | null {
  const [item, target] = [list.items[from], list.items[to]];
  if (!isNode(item) || !isNode(target)) return null;
  if (list.flow) {
    const [start, end] = [textRange.startOf(item), textRange.endOf(text, item)];
    const before = textRange.endOf(text, list.items[from - 1]);
    const at = textRange.startOf(target);
    return `${text.slice(0, at)}${text.slice(start, end)}, ${text.slice(at, before)}${text.slice(end)}`;
  }
  const own = linesOf(text, list, from);
  const there = linesOf(text, list, to);
  if (!own || !there) return null;
  const lineEnd = text.includes("\r\n") ? "\r\n" : "\n";
  const lines = text.slice(own.start, own.end);
  const rest = text.slice(own.end);
  const ended = lines.endsWith("\n") ? lines : lines + lineEnd;
  const left = text.slice(there.start, own.start);
  return text.slice(0, there.start) + ended + (rest === "" && !lines.endsWith("\n") ? left.trimEnd() : left) + rest;
}

/** The lines of an item: from the comments right above its dash to its last. */
function linesOf(text: string, list: { items: unknown[]; flow?: boolean }, index: number) {
  const item = list.items[index];
  let start = textRange.lineStart(text, textRange.startOf(item));
  if (!/^\s*- /.test(text.slice(start, textRange.startOf(item)))) return null;
  while (start > 0) {
    const before = textRange.lineStart(text, start - 1);
    if (!/^\s*#/.test(text.slice(before, start))) break;
    start = before;
  }
  const next = text.indexOf("\n", textRange.lineEnd(text, textRange.endOf(text, item)));
  return { start, end: next < 0 ? text.length : next + 1 };
}
