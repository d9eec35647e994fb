import { apply, type Path, type Snapshot, type ToPanel, type TreeNode } from "../wire/index.ts";
import { withMetrics } from "./details/metrics.ts";
import { type Branch, type Key, viewOf } from "./model.ts";
import { initial, type Rehearsal, type Said, type State, treeOf } from "./state.ts";
import { isCrash } from "./tree/look.ts";
import type { Next } from "./update.ts";

/** What the extension said, as the next state. */
export function told(state: State, message: ToPanel): Next {
  switch (message.kind) {
    case "tree":
      return { state: withTree(state, message.snapshot), posts: [] };
    case "delta":
      return stepped(state, message.delta);
    case "empty":
      return { state: emptied(state, message.why, message.message), posts: [] };
    case "select":
    case "what_if":
      return { state: revealed(state, message.path), posts: [] };
    case "result":
      return { state: answered(state, message.id, { ok: message.ok, message: message.message }), posts: [] };
    case "metrics":
      return { state: { ...state, usage: withMetrics(state.usage, message.metrics) }, posts: [] };
    case "rehearsed":
    case "not_rehearsed":
      return { state: rehearsed(state, message), posts: [] };
  }
}

/** A delta out of turn changes nothing: an old one is dropped, after a gap the missing ones are asked for. */
function stepped(state: State, delta: Extract<ToPanel, { kind: "delta" }>["delta"]): Next {
  if (state.scene.kind !== "live") return { state, posts: [] };
  const { tree } = state.scene;
  if (delta.seq <= tree.seq) return { state, posts: [] };
  if (delta.seq > tree.seq + 1) return { state, posts: [{ kind: "missed", seq: tree.seq }] };
  const crashes = new Map(state.crashes);
  const before = new Map(tree.nodes.map((node) => [node.path, node]));
  for (const node of delta.changed) if (crashed(before.get(node.path), node)) crashes.set(node.path, state.now);
  return { state: { ...withTree(state, apply(tree, delta)), crashes }, posts: [] };
}

function crashed(before: TreeNode | undefined, after: TreeNode): boolean {
  if (!after.lastExit || !isCrash(after.lastExit.reason)) return false;
  return (
    before !== undefined &&
    (before.lastExit?.at !== after.lastExit.at || before.lastExit.incarnation !== after.lastExit.incarnation)
  );
}

function withTree(state: State, tree: Snapshot): State {
  const gone = state.editor !== null && !tree.nodes.some((node) => node.path === state.editor?.path);
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
  const tree = treeOf(state.scene);
  if (!tree?.nodes.some((node) => node.path === path)) return { ...state, selected: path, editor: null };
  const passes =
    viewOf({ ...tree, nodes: tree.nodes.filter((node) => node.path === path) }, state.filter, new Set()).shown > 0;
  const filter = passes ? state.filter : initial.filter;
  const above = ancestors(tree, path).add(path);
  const turned = new Set([...state.turned].filter((key) => !above.has(key)));
  for (;;) {
    const hiding = groupAround(viewOf(tree, filter, turned).root, above);
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

function ancestors(tree: Snapshot, path: Path): Set<Path> {
  const parents = new Map(tree.nodes.map((node) => [node.path, node.parent]));
  const above = new Set<Path>();
  for (let at = parents.get(path) ?? null; at !== null; at = parents.get(at) ?? null) above.add(at);
  return above;
}

/** The sentence is shown; an applied plan closes its editor. */
function answered(state: State, id: number, said: Said): State {
  const act = state.asked.get(id);
  const asked = new Map(state.asked);
  asked.delete(id);
  const done = said.ok && act?.do === "change_plan" && act.path === state.editor?.path;
  return { ...state, asked, said, editor: done ? null : state.editor };
}
