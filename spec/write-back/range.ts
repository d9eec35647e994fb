import { isMap, isNode, isSeq } from "yaml";

/** One replacement in a text. */
export interface Edit {
  start: number;
  end: number;
  text: string;
}

export function startOf(node: unknown): number {
  const range = isNode(node) ? node.range : null;
  if (!range) throw new Error("a node that was read from a text has a range");
  return range[0];
}

/** Behind a node's last character; a block's range goes on over the comments and empty lines after it. */
export function endOf(text: string, node: unknown): number {
  if ((isMap(node) || isSeq(node)) && !node.flow && node.items.length > 0) {
    const last: unknown = node.items.at(-1);
    return isMap(node) ? endOfPair(text, node.items.at(-1)) : endOf(text, last);
  }
  const start = startOf(node);
  const end = isNode(node) && node.range ? node.range[1] : start;
  return start + text.slice(start, end).trimEnd().length;
}

/** Behind the value, or behind the key where there is none. */
export function endOfPair(text: string, pair: { key: unknown; value?: unknown } | undefined): number {
  const value = isNode(pair?.value) ? endOf(text, pair.value) : 0;
  return Math.max(value, isNode(pair?.key) ? endOf(text, pair.key) : 0);
}

export function lineStart(text: string, at: number): number {
  return text.lastIndexOf("\n", at - 1) + 1;
}

/** Before the line end, also of a CRLF. */
export function lineEnd(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  if (end < 0) return text.length;
  return text.charAt(end - 1) === "\r" ? end - 1 : end;
}

/** Takes whole lines away, so that the comments behind what stands in others stay with it. */
export function withoutLines(text: string, from: number, to: number): Edit {
  const start = lineStart(text, from);
  const next = text.indexOf("\n", lineEnd(text, to));
  return next < 0 ? { start: Math.max(0, start - 1), end: text.length, text: "" } : { start, end: next + 1, text: "" };
}
