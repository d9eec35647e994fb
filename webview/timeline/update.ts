import { extended, type History, type HistoryEntry } from "../../wire/index.ts";
import { type State, treeOf } from "../state.ts";
import type { Next } from "../update.ts";
import { chartOf } from "./chart.ts";
import { joined, lookedAt, type Past, reachOf, shownHistory, weightKept } from "./model.ts";

/** What the hand does to the timeline. */
export type TimelineEvent =
  | { kind: "looked"; at: number | null }
  /** To what happened last before the moment in sight, or next after it. */
  | { kind: "stepped"; to: "earlier" | "later" }
  | { kind: "spanned"; spanMs: number | null }
  | { kind: "lanes"; lanes: Past["lanes"] }
  | { kind: "saved" }
  | { kind: "opened" }
  | { kind: "closed" };

export function timelined(state: State, event: TimelineEvent): Next {
  const { past } = state;
  switch (event.kind) {
    case "looked":
      return quiet(state, lookedAt(past, event.at));
    case "stepped":
      return quiet(state, stepped(state, event.to));
    case "spanned":
      return quiet(state, { ...past, spanMs: event.spanMs });
    case "lanes":
      return quiet(state, { ...past, lanes: event.lanes });
    case "saved":
      return saved(state);
    case "opened":
      return { state, posts: [{ kind: "open_recording" }] };
    case "closed":
      return quiet(state, { ...past, opened: null, looked: null });
  }
}

/** What the extension told of the past. */
export function remembered(state: State, history: History): State {
  return { ...state, past: { ...state.past, history: joined(history, state.past.history) } };
}

/** A timeline out of a file is looked at from its end. */
export function recorded(state: State, name: string, history: History): State {
  const past = lookedAt({ ...state.past, opened: { name, history }, spanMs: null }, null);
  return { ...state, past, dock: "timeline" };
}

/** The history goes on; before there is one, from the tree as it is. */
export function noted(state: State, entries: readonly HistoryEntry[], now: number): State {
  const tree = treeOf(state.scene);
  const before = state.past.history ?? (tree && { base: tree, from: now, entries: [] });
  if (!before) return state;
  return { ...state, past: { ...state.past, history: extended(before, entries, weightKept) } };
}

function stepped({ past, now }: State, to: "earlier" | "later"): Past {
  const history = shownHistory(past);
  const reach = reachOf(past, now);
  if (!history || !reach) return past;
  const at = past.looked?.at ?? reach.to;
  const moments = chartOf(history).all.map((happening) => happening.at);
  const next = to === "earlier" ? moments.findLast((each) => each < at) : moments.find((each) => each > at);
  return lookedAt(past, next ?? (to === "later" ? null : at));
}

const fileKind = "supertree-timeline";

function saved(state: State): Next {
  const history = shownHistory(state.past);
  if (!history) return { state, posts: [] };
  const text = `${JSON.stringify({ kind: fileKind, version: 1, history })}\n`;
  const id = state.nextId;
  const name = `${history.base.root}.${fileKind}.json`;
  return { state: { ...state, nextId: id + 1 }, posts: [{ kind: "save", id, name, text }] };
}

function quiet(state: State, past: Past): Next {
  return { state: { ...state, past }, posts: [] };
}
