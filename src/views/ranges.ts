import type { ChildState, Path } from "../../wire/index.ts";
import type { Outline } from "../connection/outline.ts";

/** So many siblings are rows of their own; more of them are put into ranges. */
const mostRows = 200;
/** How many children a range has, but for the last one. */
export const rangeLength = 100;

/** Where the ranges below a supervisor begin; null where its children are few enough to be shown as they are. */
export function rangesOf(outline: Outline, parent: Path): number[] | null {
  const { length } = outline.order(parent);
  if (length <= mostRows) return null;
  return Array.from({ length: Math.ceil(length / rangeLength) }, (_, index) => index * rangeLength);
}

/** Where the range begins that a child is in. */
export function rangeAround(outline: Outline, parent: Path, path: Path): number {
  return Math.floor(outline.order(parent).indexOf(path) / rangeLength) * rangeLength;
}

export function inRange(outline: Outline, parent: Path, from: number): readonly Path[] {
  return outline.order(parent).slice(from, from + rangeLength);
}

/** From the worst: what a range is marked by. */
const worstFirst: readonly ChildState[] = [
  ...(["failed", "held", "paused", "waiting", "restarting"] as const),
  ...(["starting", "stopping", "stopped", "running"] as const),
];

/** How many of a range are in each state, the worst first; a state that none is in is left out. */
export function statesIn(outline: Outline, paths: readonly Path[]): { state: ChildState; count: number }[] {
  const counts = new Map<ChildState, number>();
  for (const path of paths) {
    const state = outline.get(path)?.state;
    if (state) counts.set(state, (counts.get(state) ?? 0) + 1);
  }
  return worstFirst.flatMap((state) => {
    const count = counts.get(state);
    return count === undefined ? [] : [{ state, count }];
  });
}
