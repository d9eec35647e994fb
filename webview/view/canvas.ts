import { html, svg, type TemplateResult } from "lit";
import { guard } from "lit/directives/guard.js";
import { repeat } from "lit/directives/repeat.js";
import { t } from "../l10n.ts";
import type { PanelEvent, State } from "../state.ts";
import { alongOf } from "../state.ts";
import type { Drawing, Link, Spot } from "../tree/drawing.ts";
import { stateLook } from "../tree/look.ts";
import { type Sight, spotAt } from "../tree/sight.ts";
import { card, itemId } from "./card.ts";
import { walkOf } from "./keys.ts";
import { properties } from "./place.ts";

type Send = (event: PanelEvent) => void;

/** The drawn tree. Only what is in sight is in the document, so a tree of thousands costs what a screenful does. */
export function canvas(state: State, sight: Sight, before: Drawing, send: Send): TemplateResult {
  const { camera, drawing } = state;
  const { cards, links, distance } = sight;
  const along = alongOf(state);
  const origin = originIn(drawing, before);
  return html`<div
    class="canvas ${along ? "pointing" : ""}"
    id="canvas"
    role="tree"
    tabindex="0"
    aria-label=${t("Supervision tree")}
    aria-activedescendant=${state.active === null ? "" : itemId(state.active)}
    ?hidden=${drawing.spots.length === 0}
    @click=${(event: MouseEvent) => clicked(event, state, send)}
    @dblclick=${(event: MouseEvent) => doubleClicked(event, state, send)}
    @pointermove=${(event: PointerEvent) => pointed(event, state, send)}
    @pointerleave=${() => state.hovered !== null && send({ kind: "hovered", key: null })}
    @keydown=${(event: KeyboardEvent) => keyed(event, send)}
  >
    <div
      class="layer ${distance}"
      role="presentation"
      ${properties({ transform: `translate(${camera.x}px, ${camera.y}px) scale(${camera.scale})` })}
    >
      <svg class="links" aria-hidden="true">${repeat(
        links,
        ({ key }) => key,
        (link) => path(link, state),
      )}</svg>
      ${repeat(
        cards,
        ({ key }) => key,
        (spot) => guard(seenOf(spot, state, along), () => card(spot, state, along, origin(spot))),
      )}
    </div>
    <canvas class="mosaic" aria-hidden="true"></canvas>
  </div>`;
}

/** All that a card shows: while none of it changes, the card is left as it is. */
function seenOf(spot: Spot, state: State, along: ReadonlySet<string> | null): unknown[] {
  const { branch, key } = spot;
  const isDue = branch.kind !== "group" && branch.node.dueAt !== null;
  return [spot, state.selected === key, state.active === key, state.crashes, along, isDue ? state.now : null];
}

/** Where a new card grows out of: its parent, unless it was there before. */
function originIn(drawing: Drawing, before: Drawing): (spot: Spot) => Spot | null {
  if (drawing === before || before.spots.length === 0) return () => null;
  const known = new Set(before.spots.map(({ key }) => key));
  const byKey = new Map(drawing.spots.map((spot) => [spot.key, spot]));
  return ({ key, parent }) => (known.has(key) || parent === null ? null : (byKey.get(parent) ?? null));
}

/** An escalation is seen on the line that it goes along: the supervisor above crashed with the child below. */
function path({ key, parent, from, to, state }: Link, { crashes }: State) {
  const bend = (from.x + to.x) / 2;
  const tone = state === null ? "group" : `${stateLook[state].tone}`;
  const escalating = crashes.has(parent) && crashes.has(key) ? "escalating" : "";
  return svg`<path class="link tone-${tone} ${escalating}" d="M${from.x} ${from.y}C${bend} ${from.y} ${bend} ${to.y} ${to.x} ${to.y}"></path>`;
}

function clicked(event: MouseEvent, state: State, send: Send): void {
  const item = itemAt(event, state);
  if (item === null) return;
  send(item.fold ? { kind: "turned", key: item.key } : { kind: "selected", key: item.key });
}

function doubleClicked(event: MouseEvent, state: State, send: Send): void {
  const item = itemAt(event, state);
  if (item && !item.fold) send({ kind: "turned", key: item.key });
}

function pointed(event: PointerEvent, state: State, send: Send): void {
  const key = event.buttons === 0 ? (itemAt(event, state)?.key ?? null) : null;
  if (key !== state.hovered) send({ kind: "hovered", key });
}

/** A card says itself whose it is; a painted tile is found by its place. */
function itemAt(event: MouseEvent, { drawing, camera }: State): { key: string; fold: boolean } | null {
  const { target, currentTarget } = event;
  if (!(target instanceof Element) || !(currentTarget instanceof Element)) return null;
  const box = currentTarget.getBoundingClientRect();
  const spot = spotAt(drawing, camera, { x: event.clientX - box.x, y: event.clientY - box.y });
  const key = target.closest("[data-key]")?.getAttribute("data-key") ?? null;
  if (spot?.branch.kind === "worker" && spot.parent === key) return { key: spot.key, fold: false };
  if (key !== null) return { key, fold: target.closest("[data-fold]") !== null };
  return spot && { key: spot.key, fold: false };
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
