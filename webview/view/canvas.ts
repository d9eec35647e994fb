import { html, svg, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { ChildState } from "../../wire/index.ts";
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
  const far = distance(camera.scale);
  const seen = drawing.spots.filter(isSeen);
  const isTile = ({ branch, key }: Spot) => far === "tiny" && branch.kind === "worker" && key !== state.active;
  const spots = seen.filter((spot) => !isTile(spot));
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
    @dblclick=${(event: MouseEvent) => doubleClicked(event, send)}
    @keydown=${(event: KeyboardEvent) => keyed(event, send)}
  >
    <div
      class="layer ${camera.glide ? "glide" : ""} ${far}"
      role="presentation"
      ${properties({ "--x": `${camera.x}px`, "--y": `${camera.y}px`, "--scale": String(camera.scale) })}
    >
      <svg class="links" aria-hidden="true">${repeat(links, ({ key }) => key, path)}</svg>
      ${repeat(
        spots,
        ({ key }) => key,
        (spot) => card(spot, state, originOf(spot)),
      )}
      <svg class="links" aria-hidden="true">${mosaic(seen.filter(isTile))}</svg>
    </div>
  </div>`;
}

/** How much a card can say at this zoom. */
function distance(scale: number): "near" | "middle" | "far" | "tiny" {
  if (scale >= 0.55) return "near";
  if (scale >= 0.25) return "middle";
  return scale >= 0.12 ? "far" : "tiny";
}

/** Where cards are too small to read, workers are tiles: one path a state, so that ten thousand cost as little as one. */
function mosaic(tiles: readonly Spot[]) {
  const paths = new Map<ChildState, string[]>();
  for (const { branch, x, y, width, height } of tiles) {
    if (branch.kind !== "worker") continue;
    const path = paths.get(branch.node.state) ?? [];
    path.push(`M${x} ${y}h${width}v${height}h${-width}z`);
    paths.set(branch.node.state, path);
  }
  return [...paths].map(
    ([state, path]) => svg`<path class="tile tone-${stateLook[state].tone}" d=${path.join("")}></path>`,
  );
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

function doubleClicked(event: MouseEvent, send: Send): void {
  const item = itemAt(event);
  if (item && !item.fold) send({ kind: "turned", key: item.key });
}

function itemAt({ target }: Event): { key: string; fold: boolean } | null {
  if (!(target instanceof Element)) return null;
  const key = target.closest("[data-key]")?.getAttribute("data-key") ?? null;
  return key === null ? null : { key, fold: target.closest("[data-fold]") !== null };
}

function keyed(event: KeyboardEvent, send: Send): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const walk = walkOf(event.key);
  if (walk) send({ kind: "walked", to: walk });
  else if (event.key === "Enter") send({ kind: "active_selected" });
  else if (event.key === " ") send({ kind: "active_turned" });
  else return;
  event.preventDefault();
}
