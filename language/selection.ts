import type { Position, SelectionRange } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { isNode, isPair, visit } from "yaml";
import { documentOf } from "./place.ts";

/** What a selection grows to: the word, its key with its value, the map around it, and so on out to the whole text. */
export function selectionsAt(document: TextDocument, positions: readonly Position[]): SelectionRange[] {
  const text = document.getText();
  const spans = [[0, text.length] as const, ...spansOf(text)];
  const range = ([from, to]: readonly [number, number]) => ({
    start: document.positionAt(from),
    end: document.positionAt(to),
  });
  return positions.map((position) => {
    const offset = document.offsetAt(position);
    const around = spans.filter(([from, to]) => from <= offset && offset <= to).sort((a, b) => size(b) - size(a));
    const [whole, ...inner] = around.filter((span, index) => index === 0 || holds(around[index - 1], span));
    return inner.reduce<SelectionRange>((parent, span) => ({ range: range(span), parent }), {
      range: range(whole ?? [offset, offset]),
    });
  });
}

type Span = readonly [from: number, to: number];

function spansOf(text: string): Span[] {
  const document = documentOf(text);
  const spans: Span[] = [];
  const take = (from: number | undefined, to: number | undefined) => {
    if (from !== undefined && to !== undefined) spans.push([from, from + text.slice(from, to).trimEnd().length]);
  };
  if (!document) return spans;
  visit(document, {
    Node(_key, node) {
      take(node.range?.[0], node.range?.[1]);
    },
    Pair(_key, pair) {
      const { key, value } = pair;
      if (isPair(pair) && isNode(key) && isNode(value)) take(key.range?.[0], value.range?.[1]);
    },
  });
  return spans;
}

function size([from, to]: Span): number {
  return to - from;
}

/** Whether a selection really grows from `inner` to `outer`. */
function holds(outer: Span | undefined, inner: Span): boolean {
  return !outer || (outer[0] <= inner[0] && inner[1] <= outer[1] && size(outer) > size(inner));
}
