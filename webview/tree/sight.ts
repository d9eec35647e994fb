import { type Camera, type Size, sees } from "../camera.ts";
import type { Key } from "../model.ts";
import type { Drawing, Link, Spot } from "./drawing.ts";

/** How much a card can say at this zoom. */
export type Distance = "near" | "middle" | "far" | "tiny";

/** What of a drawing is in sight, and how it is shown: cards are elements, tiles are painted. */
export interface Sight {
  distance: Distance;
  cards: readonly Spot[];
  tiles: readonly Spot[];
  links: readonly Link[];
}

/** More cards than this cost more than a frame has: then workers are painted. */
const cardsAtMost = 90;

/** `active` is always a card, in sight or not, for a screen reader follows it. */
export function sightOf(drawing: Drawing, camera: Camera, viewport: Size, active: Key | null): Sight {
  const distance = distanceAt(camera.scale);
  const seen = drawing.spots.filter((spot) => spot.key === active || sees(camera, spot, viewport));
  const isPainted = distance === "tiny" || seen.length > cardsAtMost;
  const isTile = ({ branch, key }: Spot) => isPainted && branch.kind === "worker" && key !== active;
  return {
    distance,
    cards: seen.filter((spot) => !isTile(spot)),
    tiles: seen.filter(isTile),
    links: drawing.links.filter((link) => sees(camera, boxOf(link), viewport)),
  };
}

export function distanceAt(scale: number): Distance {
  if (scale >= 0.55) return "near";
  if (scale >= 0.25) return "middle";
  return scale >= 0.12 ? "far" : "tiny";
}

/** The spot that is drawn at a point of the view, the topmost where several are. */
export function spotAt(drawing: Drawing, { x, y, scale }: Camera, at: { x: number; y: number }): Spot | null {
  const point = { x: (at.x - x) / scale, y: (at.y - y) / scale };
  const isIn = (spot: Spot) =>
    point.x >= spot.x && point.y >= spot.y && point.x <= spot.x + spot.width && point.y <= spot.y + spot.height;
  return drawing.spots.findLast(isIn) ?? null;
}

function boxOf({ from, to }: Link) {
  return { x: from.x, y: Math.min(from.y, to.y), width: to.x - from.x, height: Math.abs(to.y - from.y) };
}
