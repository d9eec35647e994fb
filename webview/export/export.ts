import { type State, treeIn } from "../state.ts";
import type { Next } from "../update.ts";
import { mermaidOf } from "./mermaid.ts";
import { type Ink, svgOf } from "./svg.ts";

export const formats = ["SVG", "Mermaid", "JSON"] as const;
export type Format = (typeof formats)[number];

/** The tree in sight as a file that the person names; a picture takes the theme's colours along. */
export function exported(state: State, format: Format, ink: Ink): Next {
  const tree = treeIn(state);
  if (!tree) return { state, posts: [] };
  const id = state.nextId;
  const { text, end } =
    format === "SVG"
      ? { text: svgOf(state.drawing, ink), end: "svg" }
      : format === "Mermaid"
        ? { text: mermaidOf(tree), end: "mmd" }
        : { text: `${JSON.stringify(tree, null, 2)}\n`, end: "json" };
  return { state: { ...state, nextId: id + 1 }, posts: [{ kind: "save", id, name: `${tree.root}.${end}`, text }] };
}
