import { t } from "../l10n.ts";
import { isFiltering } from "../model.ts";
import type { PanelEvent, State, Walk } from "../state.ts";

/** What the keyboard does, as the help shows it. */
export const shortcuts: readonly { keys: string; does: string }[] = [
  { keys: "↑ ↓", does: t("go through the tree") },
  { keys: "→ ←", does: t("open or go in, close or go out") },
  { keys: "Home End", does: t("first, last") },
  { keys: "Enter", does: t("show details") },
  { keys: "Space", does: t("open or close") },
  { keys: "E", does: t("edit the plan of what is selected") },
  { keys: "W", does: t("ask what would happen if it exited") },
  { keys: "T", does: t("the timeline") },
  { keys: ", .", does: t("to what happened before, next; Esc back to now") },
  { keys: "L", does: t("the logs") },
  { keys: "Ctrl Enter", does: t("apply the plan") },
  { keys: "/", does: t("search") },
  { keys: "+ − 0", does: t("zoom in, out, fit") },
  { keys: "Esc", does: t("leave the editor, the search, the selection") },
  { keys: "?", does: t("this list") },
  { keys: "wheel", does: t("pan; with Ctrl zoom") },
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
