import { html, svg, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { sees } from "../camera.ts";
import type { PanelEvent, State } from "../state.ts";
import type { Drawing, Link, Spot } from "../tree/drawing.ts";
import { stateLook } from "../tree/look.ts";
import { card, itemId } from "./card.ts";
import { walkOf } from "./keys.ts";
import { properties } from "./place.ts";

type Send = (event: PanelEvent) => void;

/** The drawn tree. Only what is in sight is in the document, so a tree of thousands costs what a screenful does. */
export function canvas(state: State, before: Drawing, send: Send): TemplateResult {
  const { camera, drawing, viewport } = state;
  const isSeen = (spot: Spot) => spot.key === state.active || sees(camera, spot, viewport);
  const spots = drawing.spots.filter(isSeen);
  const links = drawing.links.filter((link) => sees(camera, boxOf(link), viewport));
  const known = new Set(before.spots.map((spot) => spot.key));
  const byKey = new Map(drawing.spots.map((spot) => [spot.key, spot]));
  const originOf = (spot: Spot) =>
    known.has(spot.key) || spot.parent === null ? null : (byKey.get(spot.parent) ?? null);
  return html`<div
    class="canvas"
    id="canvas"
    role="tree"
    tabindex="0"
    aria-label="Supervision tree"
    aria-activedescendant=${state.active === null ? "" : itemId(state.active)}
    ?hidden=${spots.length === 0}
    @click=${(event: MouseEvent) => clicked(event, send)}
    @dblclick=${(event: MouseEvent) => doubleClicked(event, state, send)}
    @keydown=${(event: KeyboardEvent) => keyed(event, state, send)}
  >
    <div
      class="layer ${camera.glide ? "glide" : ""} ${distance(camera.scale)}"
      role="presentation"
      ${properties({ "--x": `${camera.x}px`, "--y": `${camera.y}px`, "--scale": String(camera.scale) })}
    >
      <svg class="links" aria-hidden="true">${repeat(links, ({ key }) => key, path)}</svg>
      ${repeat(
        spots,
        ({ key }) => key,
        (spot) => card(spot, state, originOf(spot)),
      )}
    </div>
  </div>`;
}

/** How much a card can say at this zoom. */
function distance(scale: number): "near" | "middle" | "far" {
  if (scale >= 0.55) return "near";
  return scale >= 0.25 ? "middle" : "far";
}

function path({ from, to, state }: Link) {
  const bend = (from.x + to.x) / 2;
  const tone = state === null ? "group" : `${stateLook[state].tone}`;
  return svg`<path class="link tone-${tone}" d="M${from.x} ${from.y}C${bend} ${from.y} ${bend} ${to.y} ${to.x} ${to.y}"></path>`;
}

function boxOf({ from, to }: Link) {
  return { x: from.x, y: Math.min(from.y, to.y), width: to.x - from.x, height: Math.abs(to.y - from.y) };
}

function clicked(event: MouseEvent, send: Send): void {
  const item = itemAt(event);
  if (item === null) return;
  send(item.fold ? { kind: "turned", key: item.key } : { kind: "selected", key: item.key });
}

function doubleClicked(event: MouseEvent, state: State, send: Send): void {
  const item = itemAt(event);
  const branch = state.drawing.spots.find((spot) => spot.key === item?.key)?.branch;
  if (item && !item.fold && branch && branch.kind !== "worker") send({ kind: "turned", key: item.key });
}

function itemAt({ target }: Event): { key: string; fold: boolean } | null {
  if (!(target instanceof Element)) return null;
  const key = target.closest("[data-key]")?.getAttribute("data-key") ?? null;
  return key === null ? null : { key, fold: target.closest("[data-fold]") !== null };
}

function keyed(event: KeyboardEvent, state: State, send: Send): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const walk = walkOf(event.key);
  if (walk) send({ kind: "walked", to: walk });
  else if (event.key === "Enter") send({ kind: "selected", key: state.active });
  else if (event.key === " " && state.active !== null) send({ kind: "turned", key: state.active });
  else return;
  event.preventDefault();
}
