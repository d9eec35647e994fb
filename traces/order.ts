import type { Span } from "../wire/index.ts";

/** A span with how deep it stands below the first of its trace. */
export interface Placed {
  span: Span;
  depth: number;
}

/** Parents before their children, each by its begin; a span whose parent is not there stands at the top. */
export function inOrder(spans: readonly Span[]): Placed[] {
  const ids = new Set(spans.map(({ id }) => id));
  const below = new Map<string | null, Span[]>();
  for (const span of spans) {
    const parent = span.parent !== null && ids.has(span.parent) && span.parent !== span.id ? span.parent : null;
    const siblings = below.get(parent);
    if (siblings) siblings.push(span);
    else below.set(parent, [span]);
  }
  for (const siblings of below.values()) siblings.sort((a, b) => a.start - b.start || b.end - a.end);
  const placed: Placed[] = [];
  const seen = new Set<string>();
  const waiting = [...(below.get(null) ?? [])].reverse().map((span) => ({ span, depth: 0 }));
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (seen.has(next.span.id)) continue; // the same id twice: whose children these are nobody knows
    seen.add(next.span.id);
    placed.push(next);
    const { depth } = next;
    for (const child of [...(below.get(next.span.id) ?? [])].reverse()) waiting.push({ span: child, depth: depth + 1 });
  }
  return placed.length === spans.length ? placed : [...placed, ...rest(spans, placed)];
}

/** Those in a circle, which no program should send, and those whose id is taken. */
function rest(spans: readonly Span[], placed: readonly Placed[]): Placed[] {
  const there = new Set(placed.map(({ span }) => span));
  return spans.filter((span) => !there.has(span)).map((span) => ({ span, depth: 0 }));
}
