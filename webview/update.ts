import type { FromPanel, PanelAct, Path } from "../wire/index.ts";
import { eventsOf } from "../words/index.ts";
import { centred, fitted, revealing, zoomed } from "./camera.ts";
import { editorOf } from "./details/model.ts";
import { exported } from "./export/export.ts";
import { listening, logged } from "./logs/update.ts";
import { type Key, noFilter, viewOf } from "./model.ts";
import { chipped } from "./plan/edit.ts";
import { parseCount, parsePlan, planText } from "./plan/text.ts";
import { childIn, type Editor, noChoices, type PanelEvent, type State, treeIn, untouchable } from "./state.ts";
import { timelined } from "./timeline/update.ts";
import { flowed, revealed, told } from "./told.ts";
import { draw, emptyDrawing } from "./tree/drawing.ts";
import { isOpen, walked } from "./walk.ts";
import { questionOf } from "./wonder/question.ts";

/** The next state, and what to tell the extension. */
export interface Next {
  state: State;
  posts: readonly FromPanel[];
}

/** How long a crash stays marked. */
const crashShownMs = 2500;

export function update(before: State, event: PanelEvent): Next {
  const { state, posts } = listening(looking(step(before, event)), before);
  return { state: framed(redrawn(state, before), before), posts };
}

/** Says whose metrics are wanted, whenever that is somebody else's. */
function looking({ state, posts }: Next): Next {
  const path = wantedPath(state);
  if (path === state.usage.path) return { state, posts };
  return { state: { ...state, usage: { path, moments: [] } }, posts: [...posts, { kind: "watch_metrics", path }] };
}

/** The child whose metrics the panel wants: the selected one, for as long as its tree is live. */
function wantedPath(state: State): Path | null {
  if (state.scene.kind !== "live" || state.selected === null) return null;
  if (state.selected === state.usage.path) return state.selected; // known to be a child, though it may be gone by now
  return childIn(state, state.selected) ? state.selected : null;
}

function step(state: State, event: PanelEvent): Next {
  switch (event.kind) {
    case "told":
      return told({ ...state, now: event.at }, event.message);
    case "flowed":
      return flowed({ ...state, now: event.at }, event.deltas);
    case "misunderstood":
      return quiet({ ...state, problem: event.problem });
    case "tick":
      return quiet({ ...state, now: event.at, crashes: recent(state.crashes, event.at) });
    case "resized":
      return quiet({ ...state, viewport: event.viewport });
    case "selected":
      return selected(state, event.key);
    case "hovered":
      return quiet({ ...state, hovered: event.key });
    case "revealed":
      return { state: { ...revealed(state, event.path), said: null }, posts: [{ kind: "selected", path: event.path }] };
    case "walked":
      return quiet(walked(state, event.to));
    case "turned":
      return quiet(turned(state, event.key));
    case "active_selected":
      return selected(state, state.active);
    case "active_turned":
      return quiet(turned(state, state.active));
    case "searched":
      return quiet({ ...state, filter: { ...state.filter, search: event.text } });
    case "filtered":
      return quiet({ ...state, filter: { ...state.filter, states: toggled(state.filter.states, event.state) } });
    case "filtered_by_role":
      return quiet({ ...state, filter: { ...state.filter, role: event.role } });
    case "unfiltered":
      return quiet({ ...state, filter: noFilter });
    case "steered":
      return quiet({ ...state, camera: { mode: "free", x: event.x, y: event.y, scale: event.scale, glide: false } });
    case "centred":
      return quiet({ ...state, camera: centred(state.camera, event, state.viewport) });
    case "zoomed":
      return quiet({ ...state, camera: zoomed(state.camera, event.by, state.viewport) });
    case "fitted":
      return quiet({ ...state, camera: fitted(state.drawing, state.viewport) });
    case "acted":
      return acted(state, event.act);
    case "chosen":
      return quiet({ ...state, choices: { ...state.choices, ...event.choices } });
    case "wondered":
      return quiet({ ...state, wonder: { ...state.wonder, ...event.change } });
    case "rehearsal_asked":
      return rehearsalAsked(state);
    case "edit_begun":
      return rehearsing(withQuestion({ ...state, editor: begun(state) }));
    case "edited":
      return rehearsing({ ...state, editor: state.editor && { ...state.editor, ...event.change, picked: null } });
    case "plan":
      return rehearsing({ ...state, editor: state.editor && chipped(state.editor, event.event) });
    case "edit_left":
      return quiet({ ...state, editor: null });
    case "applied":
      return applied(state);
    case "timeline":
      return timelined(state, event.event);
    case "logs":
      return logged(state, event.event);
    case "docked":
      return quiet({ ...state, dock: state.dock === event.dock ? "none" : event.dock });
    case "exported":
      return exported(state, event.format, event.ink);
    case "open_spec":
      return { state, posts: [{ kind: "open_spec", path: event.path }] };
    case "helped":
      return quiet({ ...state, help: state.help === "shown" ? "hidden" : "shown" });
    case "dismissed":
      return quiet({ ...state, problem: null });
  }
}

function quiet(state: State): Next {
  return { state, posts: [] };
}

function selected(state: State, key: Key | null): Next {
  if (key === state.selected) return quiet({ ...state, active: key ?? state.active });
  const next = {
    ...state,
    selected: key,
    active: key ?? state.active,
    editor: null,
    said: null,
    choices: { ...noChoices, signal: state.choices.signal },
  };
  const isChild = childIn(state, key) !== undefined;
  return { state: next, posts: [{ kind: "selected", path: isChild ? key : null }] };
}

/** A worker has nothing to open. */
function turned(state: State, key: Key | null): State {
  const spot = state.drawing.spots.find((each) => each.key === key);
  return spot && isOpen(spot) !== null ? { ...state, turned: toggled(state.turned, spot.key) } : state;
}

/** An editor for what is selected; none for a group, or for the root, which nobody restarts. */
function begun(state: State): Editor | null {
  const node = childIn(state, state.selected);
  return node && node.parent !== null && untouchable(state) === null ? editorOf(node) : null;
}

function acted(state: State, act: PanelAct): Next {
  const refused = untouchable(state);
  if (refused !== null) return quiet({ ...state, said: { ok: false, message: refused } });
  const id = state.nextId;
  const asked = new Map(state.asked).set(id, act);
  return { state: { ...state, asked, nextId: id + 1, said: null }, posts: [{ kind: "act", id, act }] };
}

/** A plan goes out only when it and its count can be read; the editor stays open until the result says that it took effect. */
function applied(state: State): Next {
  if (!state.editor) return quiet(state);
  const plan = parsePlan(state.editor.text);
  const count = parseCount(state.editor.count);
  if (!plan.ok || !count.ok) return quiet(state);
  return acted(state, { do: "change_plan", path: state.editor.path, plan: plan.plan, count: count.count });
}

/** Whoever edits a plan wants to see it run out: one exit more than it has elements, unless they asked something else before. */
function withQuestion(state: State): State {
  const plan = state.editor && parsePlan(state.editor.text);
  if (!plan?.ok || state.wonder.times !== "1") return state;
  return { ...state, wonder: { ...state.wonder, times: String(Math.min(100, plan.plan.length + 1)) } };
}

/** A plan that is being edited is rehearsed at every step of it, so that what it would do is seen before it is applied. */
function rehearsing(state: State): Next {
  return childIn(state, state.editor?.path ?? null)?.kind === "worker" ? rehearsalAsked(state) : quiet(state);
}

/** A question that cannot be asked yet says so where it is typed. */
function rehearsalAsked(state: State): Next {
  const asked = questionOf(state);
  if (!asked.ok) return quiet(state);
  const id = state.nextId;
  const { path, plan } = asked.question;
  const rehearsal = { is: "asked", id, path, plan: plan && planText(plan.plan) } as const;
  return {
    state: { ...state, nextId: id + 1, wonder: { ...state.wonder, rehearsal } },
    posts: [{ kind: "rehearse", id, events: eventsOf(asked.question) }],
  };
}

function recent(crashes: ReadonlyMap<Path, number>, now: number): ReadonlyMap<Path, number> {
  const kept = [...crashes].filter(([, at]) => now - at < crashShownMs);
  return kept.length === crashes.size ? crashes : new Map(kept);
}

function toggled<T>(set: ReadonlySet<T>, value: T): ReadonlySet<T> {
  const next = new Set(set);
  if (!next.delete(value)) next.add(value);
  return next;
}

/** Keeps the drawing that of the scene, the filter and the turned keys, and drops an `active` that is no longer drawn. */
function redrawn(state: State, before: State): State {
  const tree = treeIn(state);
  if (tree === treeIn(before) && state.filter === before.filter && state.turned === before.turned) return state;
  const drawing = tree ? draw(viewOf(tree, state.filter, state.turned)) : emptyDrawing;
  const active = drawing.spots.some((spot) => spot.key === state.active)
    ? state.active
    : (drawing.spots[0]?.key ?? null);
  return { ...state, drawing, active };
}

/** A fitted picture stays fitted when the drawing or the room for it changes. */
function framed(state: State, before: State): State {
  if (state.camera.mode === "free") {
    const moved = state.active !== before.active && state.drawing.spots.find((spot) => spot.key === state.active);
    return moved ? { ...state, camera: revealing(state.camera, moved, state.viewport) } : state;
  }
  if (state.drawing === before.drawing && state.viewport === before.viewport) return state;
  const { width, height } = state.drawing;
  if (width === before.drawing.width && height === before.drawing.height && state.viewport === before.viewport)
    return state;
  const camera = fitted(state.drawing, state.viewport);
  return { ...state, camera: { ...camera, glide: before.drawing.width > 0 && before.viewport.width > 0 } };
}
