import "./strict.ts";
import "./l10n.ts";
import "./elements.ts";
import { render } from "lit";
import type { Delta, FromPanel } from "../wire/index.ts";
import { isCalm } from "./calm.ts";
import { Eye } from "./eye.ts";
import { decode } from "./messages.ts";
import { restore, type Saved, save } from "./saved.ts";
import { alongOf, type PanelEvent, type State, treeOf } from "./state.ts";
import { sightOf } from "./tree/sight.ts";
import { update } from "./update.ts";
import { leaving, shortcutOf } from "./view/keys.ts";
import { bidFarewell } from "./view/leaving.ts";
import { keepAtEnd } from "./view/logs.ts";
import { drawMinimap } from "./view/minimap.ts";
import { paint } from "./view/mosaic.ts";
import { panel } from "./view/panel.ts";
import { steerable } from "./view/zoom.ts";

declare function acquireVsCodeApi(): {
  postMessage(message: FromPanel): void;
  getState(): unknown;
  setState(state: Saved): void;
};

const host = acquireVsCodeApi();
let state: State = { ...restore(host.getState()), now: Date.now() };
let drawn = state.drawing;
let frame: number | null = null;
let clock: number | null = null;
/** Deltas wait for the next picture: a busy tree sends many between two. */
let deltas: Delta[] = [];
let savedLast = "";
let willSave = false;
let isEditing = false;
/** What is to take the focus with the next picture. */
let wanted: string | null = null;

const root = document.createElement("div");
root.id = "supertree";
document.body.append(root);
let steer: ReturnType<typeof steerable> | null = null;
const eye = new Eye(state.camera);
/** The panel is not drawn while it is hidden; so many deltas are worked off then, whoever looks. */
const deltasWaiting = 1000;

show();
const stage = root.querySelector<HTMLElement>("#stage");
const canvas = root.querySelector<HTMLElement>("#canvas");
if (!stage || !canvas) throw new Error("the panel has no canvas to draw on");
steer = steerable(canvas, send);

window.addEventListener("message", ({ data }) => {
  const decoded = decode(data);
  if (decoded.ok && decoded.message.kind === "delta") return flow(decoded.message.delta);
  if (decoded.ok && decoded.message.kind === "what_if") wanted = "#what-if-how";
  send(
    decoded.ok
      ? { kind: "told", message: decoded.message, at: Date.now() }
      : { kind: "misunderstood", problem: decoded.problem },
  );
});
window.addEventListener("keydown", pressed);
window.addEventListener("pagehide", keep);
new ResizeObserver(([entry]) => {
  if (entry) send({ kind: "resized", viewport: { width: entry.contentRect.width, height: entry.contentRect.height } });
}).observe(stage);
host.postMessage({ kind: "ready" });

/** The one way in: every event makes the next state at once, and at most one picture a frame. */
function send(event: PanelEvent): void {
  if (deltas.length > 0 && event.kind !== "flowed") workOff();
  const next = update(state, event);
  state = next.state;
  for (const message of next.posts) host.postMessage(message);
  if (frame === null) frame = requestAnimationFrame(show);
}

function flow(delta: Delta): void {
  deltas.push(delta);
  if (deltas.length >= deltasWaiting) workOff();
  frame ??= requestAnimationFrame(show);
}

function workOff(): void {
  const waiting = deltas;
  deltas = [];
  send({ kind: "flowed", deltas: waiting, at: Date.now() });
}

function show(time = performance.now()): void {
  if (deltas.length > 0) workOff();
  frame = null;
  const seen = { ...state, camera: eye.at(state.camera, time, isCalm()) };
  const sight = sightOf(state.drawing, seen.camera, state.viewport, state.active);
  bidFarewell(root.querySelector(".layer"), drawn, state.drawing);
  render(panel(seen, sight, drawn, send), root);
  const mosaic = root.querySelector<HTMLCanvasElement>(".mosaic");
  const { selected, crashes, viewport } = state;
  const along = alongOf(state);
  if (mosaic) paint(mosaic, { ...sight, selected, along, crashed: crashes }, seen.camera, viewport);
  drawMinimap(root.querySelector(".minimap canvas"), state.drawing);
  keepAtEnd(root.querySelector(".log-lines"), state, send);
  followEditor();
  focusWanted();
  drawn = state.drawing;
  if (eye.isGliding) frame = requestAnimationFrame(show);
  else steer?.(state.camera);
  if (!willSave) setTimeout(keep, 300);
  willSave = true;
  const pace = paceOf(state);
  if (clock === null && pace !== null) clock = window.setTimeout(tick, pace);
}

/** Where the person looks is written down now and then, not at every frame of a drag. */
function keep(): void {
  willSave = false;
  const now = save(state);
  const text = JSON.stringify(now);
  if (text !== savedLast) host.setState(now);
  savedLast = text;
}

function tick(): void {
  clock = null;
  send({ kind: "tick", at: Date.now() });
}

/** How often time alone changes the picture: countdowns are seen to move, ages change once a second, else nothing does. */
function paceOf({ scene, selected, crashes, dock, past }: State): number | null {
  if (past.looked) return null;
  if (treeOf(scene)?.nodes.some((node) => node.dueAt !== null)) return 100;
  return selected !== null || crashes.size > 0 || dock === "timeline" ? 1000 : null;
}

function pressed(event: KeyboardEvent): void {
  const typing = event
    .composedPath()
    .some((target) => target instanceof Element && target.matches("input, textarea, vscode-single-select"));
  if (event.ctrlKey || event.metaKey || event.altKey || (typing && event.key !== "Escape")) return;
  const shortcut = shortcutOf(event.key);
  if (shortcut === null) return;
  event.preventDefault();
  if (shortcut === "search") root.querySelector<HTMLElement>("#search")?.focus();
  else if (shortcut === "leave") leave();
  else if (shortcut === "wonder") {
    wanted = "#what-if-how";
    focusWanted();
  } else send(shortcut);
}

/** The editor takes the focus when it opens, and gives it back to the button that opened it. */
function followEditor(): void {
  const field = root.querySelector<HTMLElement>("#plan-text");
  if (field && !isEditing) field.focus();
  if (!field && isEditing && document.activeElement === document.body)
    root.querySelector<HTMLElement>("#edit-plan")?.focus();
  isEditing = field !== null;
}

/** A control that is new with this picture draws itself right after it, and can have the focus only then. */
function focusWanted(): void {
  const control = wanted === null ? null : root.querySelector<HTMLElement>(wanted);
  wanted = null;
  control?.scrollIntoView({ block: "center" });
  requestAnimationFrame(() => control?.focus());
}

function leave(): void {
  const event = leaving(state);
  if (event) send(event);
  canvas?.focus();
}
