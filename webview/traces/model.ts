import { duration, extentOf, firstEndingAfter, type Lane, lanesOf } from "../../traces/index.ts";
import type { Span } from "../../wire/index.ts";

/** Heights in pixels. */
export const laneGap = 6;
export const headHeight = 20;
export const rowHeight = 16;

/** What is drawn of a picture: which time, how far scrolled, what is chosen. */
export interface Picture {
  title: string;
  trace: string | null;
  spans: readonly Span[];
  lanes: readonly Lane[];
  /** All there is, and what is seen of it, in microseconds. */
  whole: Extent;
  seen: Extent;
  /** Where the first span begins. */
  zero: number;
  chosen: Span | null;
}

export interface Extent {
  from: number;
  until: number;
}

export function pictureOf(title: string, trace: string | null, spans: readonly Span[]): Picture {
  const { from, until } = extentOf(spans);
  const margin = (until - from) * 0.01;
  const whole = { from: from - margin, until: until + margin };
  return { title, trace, spans, lanes: lanesOf(spans), whole, seen: whole, zero: from, chosen: null };
}

/** Nearer by `factor`, the moment `at` staying where it is; never beyond all there is. */
export function zoomed(picture: Picture, at: number, factor: number): Picture {
  const { seen, whole } = picture;
  const span = Math.min(whole.until - whole.from, Math.max(2, (seen.until - seen.from) * factor));
  const share = (at - seen.from) / (seen.until - seen.from);
  return within(picture, at - share * span, span);
}

export function moved(picture: Picture, by: number): Picture {
  return within(picture, picture.seen.from + by, picture.seen.until - picture.seen.from);
}

function within(picture: Picture, from: number, span: number): Picture {
  const { whole } = picture;
  const begin = Math.max(whole.from, Math.min(from, whole.until - span));
  return { ...picture, seen: { from: begin, until: begin + span } };
}

/** Where each lane stands, from the top. */
export function heights(lanes: readonly Lane[]): { top: number; height: number }[] {
  let top = 0;
  return lanes.map((lane) => {
    const height = headHeight + Math.max(1, lane.rows.length) * rowHeight;
    const place = { top, height };
    top += height + laneGap;
    return place;
  });
}

export function wholeHeight(lanes: readonly Lane[]): number {
  return heights(lanes).reduce((_, { top, height }) => top + height, 0);
}

/** What is under a point: a span, or an act of supervision in the head of its lane; `slack` microseconds beside it count. */
export function under(picture: Picture, y: number, at: number, slack: number): Span | null {
  const places = heights(picture.lanes);
  const index = places.findIndex(({ top, height }) => y >= top && y < top + height);
  const lane = picture.lanes[index];
  const place = places[index];
  if (!lane || !place) return null;
  const inside = y - place.top;
  if (inside < headHeight) return nearest(lane.acts, at, slack);
  const row = lane.rows[Math.floor((inside - headHeight) / rowHeight)] ?? [];
  const first = firstEndingAfter(row, at - slack);
  return nearest(row.slice(first, first + 3), at, slack);
}

function nearest(spans: readonly Span[], at: number, slack: number): Span | null {
  const away = ({ start, end }: Span) => Math.max(0, start - at, at - end);
  const [best] = [...spans].sort((a, b) => away(a) - away(b));
  return best && away(best) <= slack ? best : null;
}

/** The span after, or before, the chosen one by its begin. */
export function beside(picture: Picture, by: 1 | -1): Span | null {
  const { spans, chosen } = picture;
  if (chosen === null) return spans[0] ?? null;
  return spans[spans.indexOf(chosen) + by] ?? chosen;
}

/** Where in the code a span began, as OpenTelemetry names it now and named it before. */
export function sourceOf({ attributes }: Span): { file: string; line: number } | null {
  const file = attributes["code.file.path"] ?? attributes["code.filepath"];
  const line = Number(attributes["code.line.number"] ?? attributes["code.lineno"] ?? 1);
  const isPath = typeof file === "string" && /^([/\\]|[A-Za-z]:)/.test(file);
  return isPath ? { file, line: Number.isInteger(line) && line > 0 ? line : 1 } : null;
}

/** Round times for a scale of about so many marks: `[0, 5, 10]` ms from the begin. */
export function marks({ from, until }: Extent, zero: number, most: number): { at: number; label: string }[] {
  const rough = (until - from) / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((each) => each * power).find((each) => each >= rough) ?? rough;
  const first = Math.ceil((from - zero) / step);
  const last = Math.floor((until - zero) / step);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, n) => {
    const after = (first + n) * step;
    return { at: zero + after, label: duration(after) };
  });
}
