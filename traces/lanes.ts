import { type Span, supervisionService } from "../wire/index.ts";

/** One process of a picture, with its spans in rows: no two of a row overlap, what began earlier stands higher. */
export interface Lane {
  key: string;
  path: string | null;
  /** `fleet/api #2`, or the service of a program that does not say whose it is. */
  label: string;
  node: string;
  rows: Span[][];
  /** What supervision did to it, by its begin. */
  acts: Span[];
  spans: number;
  errors: number;
}

/** So many rows are made; what overlaps more deeply is in the last one. */
const mostRows = 64;

/** The processes that took part, by their first span; what supervision did stands in the lane of the process that it was done to. */
export function lanesOf(spans: readonly Span[]): Lane[] {
  const lanes = new Map<string, Lane>();
  const ends = new Map<Lane, number[]>();
  const ordered = [...spans].sort((a, b) => a.start - b.start || b.end - a.end);
  for (const span of ordered) {
    if (span.service === supervisionService && span.path !== null) continue;
    const lane = laneOf(lanes, span);
    lane.spans++;
    if (span.status === "error") lane.errors++;
    place(lane, span, ends);
  }
  for (const act of ordered) {
    if (act.service !== supervisionService || act.path === null) continue;
    const lane =
      [...lanes.values()].find(({ path, node }) => path === act.path && node === act.node) ?? laneOf(lanes, act);
    lane.acts.push(act);
  }
  return [...lanes.values()];
}

function laneOf(lanes: Map<string, Lane>, { node, path, service, incarnation }: Span): Lane {
  const label = path === null ? service : `${path}${incarnation === null ? "" : ` #${incarnation}`}`;
  const key = `${node} ${label}`;
  const known = lanes.get(key);
  if (known) return known;
  const lane: Lane = { key, path, label, node, rows: [], acts: [], spans: 0, errors: 0 };
  lanes.set(key, lane);
  return lane;
}

function place(lane: Lane, span: Span, allEnds: Map<Lane, number[]>): void {
  const ends = allEnds.get(lane) ?? [];
  allEnds.set(lane, ends);
  const free = ends.findIndex((end) => end <= span.start);
  const row = free >= 0 ? free : Math.min(ends.length, mostRows - 1);
  ends[row] = Math.max(ends[row] ?? 0, span.end);
  const spans = lane.rows[row];
  if (spans) spans.push(span);
  else lane.rows[row] = [span];
}

/** The first span of a row that has not ended by then; the row's length when all have. */
export function firstEndingAfter(row: readonly Span[], time: number): number {
  let [low, high] = [0, row.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((row[middle]?.end ?? 0) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** From the first begin to the last end. */
export function extentOf(spans: readonly Span[]): { from: number; until: number } {
  let [from, until] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { start, end } of spans) {
    from = Math.min(from, start);
    until = Math.max(until, end);
  }
  return spans.length === 0 ? { from: 0, until: 1 } : { from, until: Math.max(until, from + 1) };
}

/** Microseconds for people: `12 µs`, `3.4 ms`, `1.25 s`. */
export function duration(micros: number): string {
  if (Math.abs(micros) >= 1e6) return `${(micros / 1e6).toFixed(2)} s`;
  if (Math.abs(micros) >= 1e3) return `${(micros / 1e3).toFixed(1)} ms`;
  return `${Math.round(micros)} µs`;
}
