import { isFiltering } from "../model.ts";
import type { PanelEvent, State, Walk } from "../state.ts";

/** What the keyboard does, as the help shows it. */
export const shortcuts: readonly { keys: string; does: string }[] = [
  { keys: "↑ ↓", does: "go through the tree" },
  { keys: "→ ←", does: "open or go in, close or go out" },
  { keys: "Home End", does: "first, last" },
  { keys: "Enter", does: "show details" },
  { keys: "Space", does: "open or close" },
  { keys: "E", does: "edit the plan of what is selected" },
  { keys: "W", does: "ask what would happen if it exited" },
  { keys: "T", does: "the timeline" },
  { keys: ", .", does: "to what happened before, next; Esc back to now" },
  { keys: "L", does: "the logs" },
  { keys: "Ctrl Enter", does: "apply the plan" },
  { keys: "/", does: "search" },
  { keys: "+ − 0", does: "zoom in, out, fit" },
  { keys: "Esc", does: "leave the editor, the search, the selection" },
  { keys: "?", does: "this list" },
  { keys: "wheel", does: "pan; with Ctrl zoom" },
];

const walks: Readonly<Record<string, Walk>> = {
  ArrowDown: "next",
  ArrowUp: "previous",
  ArrowRight: "in",
  ArrowLeft: "out",
  Home: "first",
  End: "last",
};

export function walkOf(key: string): Walk | null {
  return walks[key] ?? null;
}

/** What a key means outside of text fields; null for keys that are not ours. */
export function shortcutOf(key: string): PanelEvent | "search" | "wonder" | "leave" | null {
  switch (key) {
    case "/":
      return "search";
    case "w":
      return "wonder";
    case "t":
      return { kind: "docked", dock: "timeline" };
    case "l":
      return { kind: "docked", dock: "logs" };
    case ",":
      return { kind: "timeline", event: { kind: "stepped", to: "earlier" } };
    case ".":
      return { kind: "timeline", event: { kind: "stepped", to: "later" } };
    case "e":
      return { kind: "edit_begun" };
    case "Escape":
      return "leave";
    case "?":
      return { kind: "helped" };
    case "+":
    case "=":
      return { kind: "zoomed", by: 1.3 };
    case "-":
      return { kind: "zoomed", by: 1 / 1.3 };
    case "0":
      return { kind: "fitted" };
    default:
      return null;
  }
}

/** Escape leaves the innermost thing first. */
export function leaving(state: State): PanelEvent | null {
  if (state.help === "shown") return { kind: "helped" };
  if (state.editor) return { kind: "edit_left" };
  if (state.past.looked && !state.past.opened) return { kind: "timeline", event: { kind: "looked", at: null } };
  if (isFiltering(state.filter)) return { kind: "unfiltered" };
  return state.selected === null ? null : { kind: "selected", key: null };
}
