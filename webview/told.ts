import type { Delta, Path, Snapshot, ToPanel, TreeNode } from "../wire/index.ts";
import { withMetrics } from "./details/metrics.ts";
import { withLines } from "./logs/model.ts";
import { type Branch, type Key, noFilter, viewOf } from "./model.ts";
import { childIn, type Rehearsal, type Said, type State, treeIn, treeOf } from "./state.ts";
import { noted, recorded, remembered } from "./timeline/update.ts";
import { isCrash } from "./tree/look.ts";
import { above, applyAll, nodeAt } from "./tree/places.ts";
import type { Next } from "./update.ts";

/** What the extension said, as the next state. */
export function told(state: State, message: ToPanel): Next {
  switch (message.kind) {
    case "tree":
      return { state: withTree(begun(state), message.snapshot), posts: [] };
    case "delta":
      return flowed(state, [message.delta]);
    case "empty":
      return { state: emptied(state, message.why, message.message), posts: [] };
    case "select":
    case "what_if":
      return { state: revealed(state, message.path), posts: [] };
    case "result":
      return { state: answered(state, message.id, { ok: message.ok, message: message.message }), posts: [] };
    case "described":
      return { state: { ...state, described: message }, posts: [] };
    case "history":
      return { state: remembered(state, message.history), posts: [] };
    case "noted":
      return { state: noted(state, [message.entry], state.now), posts: [] };
    case "recording":
      return { state: recorded(state, message.name, message.history), posts: [] };
    case "logs":
      return { state: { ...state, logs: withLines(state.logs, message.anew, message.lines) }, posts: [] };
    case "metrics":
      return { state: { ...state, usage: withMetrics(state.usage, message.metrics) }, posts: [] };
    case "rehearsed":
    case "not_rehearsed":
      return { state: rehearsed(state, message), posts: [] };
  }
}

/** Deltas out of turn change nothing: an old one is dropped, after a gap the missing ones are asked for. */
export function flowed(state: State, deltas: readonly Delta[]): Next {
  if (state.scene.kind !== "live") return { state, posts: [] };
  const { tree } = state.scene;
  const fresh = deltas.filter(({ seq }) => seq > tree.seq);
  const inTurn = fresh.filter(({ seq }, index) => seq === tree.seq + index + 1);
  const next = inTurn.length === 0 ? tree : applyAll(tree, inTurn);
  const posts = inTurn.length < fresh.length ? [{ kind: "missed", seq: next.seq } as const] : [];
  if (next === tree) return { state, posts };
  const entries = inTurn.map((delta) => ({ kind: "delta", at: state.now, delta }) as const);
  const remembering = noted(state, entries, state.now);
  return { state: { ...withTree(remembering, next), crashes: withCrashes(state, tree, next, inTurn) }, posts };
}

function withCrashes(state: State, before: Snapshot, after: Snapshot, deltas: readonly Delta[]): State["crashes"] {
  const crashes = new Map(state.crashes);
  for (const { path } of deltas.flatMap(({ changed }) => changed)) {
    const node = nodeAt(after, path);
    if (node && crashed(nodeAt(before, path), node)) crashes.set(path, state.now);
  }
  return crashes.size === state.crashes.size && crashes.size === 0 ? state.crashes : crashes;
}

function crashed(before: TreeNode | undefined, after: TreeNode): boolean {
  if (!after.lastExit || !isCrash(after.lastExit.reason)) return false;
  return (
    before !== undefined &&
    (before.lastExit?.at !== after.lastExit.at || before.lastExit.incarnation !== after.lastExit.incarnation)
  );
}

/** A tree that comes after a break may be another runtime's, whose deltas have numbers of their own: its history follows. */
function begun(state: State): State {
  return state.scene.kind === "live" ? state : { ...state, past: { ...state.past, history: null } };
}

function withTree(state: State, tree: Snapshot): State {
  const gone = state.editor !== null && !nodeAt(tree, state.editor.path);
  return { ...state, scene: { kind: "live", tree }, editor: gone ? null : state.editor };
}

function emptied(state: State, why: "idle" | "lost", message: string): State {
  if (why === "idle")
    return { ...state, scene: { kind: "empty", message }, editor: null, asked: new Map(), crashes: new Map() };
  return { ...state, scene: { kind: "lost", tree: treeOf(state.scene), message }, asked: new Map() };
}

/** An answer to an earlier question than the last one is nobody's any more. */
function rehearsed(state: State, message: Extract<ToPanel, { kind: "rehearsed" | "not_rehearsed" }>): State {
  const { rehearsal } = state.wonder;
  if (rehearsal.is !== "asked" || rehearsal.id !== message.id) return state;
  const { path, plan } = rehearsal;
  const answer: Rehearsal =
    message.kind === "rehearsed"
      ? { is: "told", path, plan, trace: message.trace, at: state.now }
      : { is: "refused", path, message: message.message };
  return { ...state, wonder: { ...state.wonder, rehearsal: answer } };
}

/** Selects a child and takes away whatever hides it: a filter, closed supervisors above it, closed groups. */
export function revealed(state: State, path: Path): State {
  const tree = treeIn(state);
  const node = childIn(state, path);
  if (!tree || !node) return { ...state, selected: path, editor: null };
  const passes = viewOf({ ...tree, nodes: [node] }, state.filter, new Set()).shown > 0;
  const filter = passes ? state.filter : noFilter;
  const way = new Set([path, ...above(tree, path)]);
  const turned = new Set([...state.turned].filter((key) => !way.has(key)));
  for (;;) {
    const hiding = groupAround(viewOf(tree, filter, turned).root, way);
    if (hiding === null) break;
    turned.add(hiding);
  }
  const editor = state.editor?.path === path ? state.editor : null;
  return { ...state, filter, turned, selected: path, active: path, editor };
}

/** The outermost closed group that one of the paths is in; null when none is. */
function groupAround(branch: Branch | null, paths: ReadonlySet<Path>): Key | null {
  if (!branch || branch.kind === "worker") return null;
  if (branch.kind === "group" && !branch.open)
    return branch.members.some((member) => paths.has(member.path)) ? branch.key : null;
  for (const child of branch.children) {
    const found = groupAround(child, paths);
    if (found !== null) return found;
  }
  return null;
}

/** The sentence is shown; an applied plan closes its editor. */
function answered(state: State, id: number, said: Said): State {
  const act = state.asked.get(id);
  const asked = new Map(state.asked);
  asked.delete(id);
  const done = said.ok && act?.do === "change_plan" && act.path === state.editor?.path;
  return { ...state, asked, said, editor: done ? null : state.editor };
}
