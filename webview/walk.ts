import type { State, Walk } from "./state.ts";
import type { Spot } from "./tree/drawing.ts";

/** One step of the keyboard, as trees are walked: in opens what is closed, else goes to the first child; out closes, else goes to the parent. */
export function walked(state: State, to: Walk): State {
  const { spots } = state.drawing;
  const index = spots.findIndex((spot) => spot.key === state.active);
  const here = spots[index];
  if (!here) return { ...state, active: spots[0]?.key ?? null };
  switch (to) {
    case "next":
      return goTo(state, spots[index + 1]);
    case "previous":
      return goTo(state, spots[index - 1]);
    case "first":
      return goTo(state, spots[0]);
    case "last":
      return goTo(state, spots.at(-1));
    case "in":
      return isOpen(here) === false
        ? turned(state, here)
        : goTo(
            state,
            spots.find((spot) => spot.parent === here.key),
          );
    case "out":
      return isOpen(here) && here.branch.kind !== "worker" && here.branch.children.length > 0
        ? turned(state, here)
        : goTo(
            state,
            spots.find((spot) => spot.key === here.parent),
          );
  }
}

/** Null for what cannot be opened. */
export function isOpen({ branch }: Spot): boolean | null {
  if (branch.kind === "worker") return null;
  if (branch.kind === "supervisor" && branch.size === 0) return null;
  return branch.open;
}

function goTo(state: State, spot: Spot | undefined): State {
  return spot ? { ...state, active: spot.key } : state;
}

function turned(state: State, { key }: Spot): State {
  const next = new Set(state.turned);
  if (!next.delete(key)) next.add(key);
  return { ...state, turned: next };
}
