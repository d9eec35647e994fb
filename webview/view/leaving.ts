import { isCalm } from "../calm.ts";
import type { Drawing } from "../tree/drawing.ts";

/** Lets cards that are gone from the drawing fade where they stood, instead of vanishing. Called before the next drawing is rendered. */
export function bidFarewell(layer: Element | null, before: Drawing, after: Drawing): void {
  if (!layer || before === after || isCalm()) return;
  const kept = new Set(after.spots.map((spot) => spot.key));
  for (const card of layer.querySelectorAll(":scope > .card[data-key]")) {
    if (kept.has(card.getAttribute("data-key") ?? "")) continue;
    const ghost = card.cloneNode(true);
    if (!(ghost instanceof HTMLElement)) continue;
    for (const name of [
      "id",
      "role",
      "data-key",
      "aria-level",
      "aria-posinset",
      "aria-setsize",
      "aria-selected",
      "aria-expanded",
    ]) {
      ghost.removeAttribute(name);
    }
    ghost.setAttribute("aria-hidden", "true");
    ghost.classList.add("leaving");
    ghost.addEventListener("animationend", ({ animationName }) => animationName === "leave" && ghost.remove());
    layer.append(ghost);
  }
}
