import type { Path } from "../../wire/index.ts";
import { chartOf, type Happening } from "../timeline/chart.ts";
import { type Past, shownHistory } from "../timeline/model.ts";

const exitsShown = 6;

/** How a child ended lately, the last first: what the reports said of it, or the reason alone. */
export function exitsOf(past: Past, path: Path): Happening[] {
  const history = shownHistory(past);
  const lane = history && chartOf(history).lanes.find((each) => each.path === path);
  const until = past.looked?.at ?? Number.POSITIVE_INFINITY;
  const ends = lane?.happenings.filter(({ mark, at }) => (mark === "exited" || mark === "ended") && at <= until) ?? [];
  return ends.slice(-exitsShown).reverse();
}
