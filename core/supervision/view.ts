import { planToDocument } from "../../spec/index.ts";
import type { ChildState, Path, PlanView, TreeNode } from "../../wire/index.ts";
import { waits } from "./hold.ts";
import type { Node, Tree } from "./tree.ts";

/** A child as clients see it; null when there is none at this path. */
export function view(tree: Tree, path: Path): TreeNode | null {
  const node = tree.nodes.get(path);
  return node ? viewOf(node) : null;
}

/** The whole tree as clients see it: parents before their children, siblings in start order. */
export function views(tree: Tree): TreeNode[] {
  const out: TreeNode[] = [];
  const visit = (path: Path) => {
    const node = tree.nodes.get(path);
    if (!node) return;
    out.push(viewOf(node));
    if (node.kind === "supervisor") for (const child of node.children) visit(child);
  };
  visit(tree.root);
  return out;
}

/** A node never changes, so neither does its view: who asks for thousands again gets those that are known. */
const known = new WeakMap<Node, TreeNode>();

export function viewOf(node: Node): TreeNode {
  const seen = known.get(node);
  if (seen) return seen;
  const view = look(node);
  known.set(node, view);
  return view;
}

function look(node: Node): TreeNode {
  const { life } = node.spec;
  const common = {
    path: node.path,
    parent: node.parent,
    id: node.spec.id,
    rank: node.rank,
    state: stateOf(node),
    since: node.since,
    incarnation: node.incarnation,
    restarts: node.restarts,
    plan: planView(node),
    restart: life.by === "restart" ? life.restart : null,
    dueAt: dueAt(node),
    lastExit: node.lastExit,
    onHold: node.onHold,
  };
  if (node.kind === "worker") {
    const { pid, spec, node: version, debugged } = node;
    return { ...common, kind: "worker", pid, command: spec.run.text, node: version, debugged };
  }
  const { strategy, intensity, dynamic } = node.spec;
  return {
    ...common,
    kind: "supervisor",
    strategy,
    intensity: { restarts: intensity.restarts, periodMs: intensity.periodMs },
    dynamic: dynamic && { max: dynamic.max },
  };
}

export function stateOf(node: Node): ChildState {
  const { phase } = node;
  switch (phase.is) {
    case "down":
      return phase.as;
    case "queued":
      if (waits(node)) return "held";
      return phase.by === "plan" ? "restarting" : "starting";
    case "spawning":
      return "starting";
    case "starting":
      return stillness(node) ?? "starting";
    case "up":
      return stillness(node) ?? "running";
    case "stopping":
      return "stopping";
  }
}

/** Whether clients see no difference between two moments of one child. */
export function looksTheSame(a: Node, b: Node): boolean {
  return (
    stateOf(a) === stateOf(b) &&
    a.since === b.since &&
    a.spec === b.spec &&
    a.rank === b.rank &&
    a.incarnation === b.incarnation &&
    a.restarts === b.restarts &&
    a.onHold === b.onHold &&
    a.progress.at === b.progress.at &&
    a.progress.runs === b.progress.runs &&
    dueAt(a) === dueAt(b) &&
    a.lastExit === b.lastExit &&
    (a.kind !== "worker" || b.kind !== "worker" || (a.pid === b.pid && a.node === b.node && a.debugged === b.debugged))
  );
}

/** Someone who pauses a held process sees it paused. */
function stillness(node: Node): "held" | "paused" | null {
  const by = node.clock.stands?.by;
  if (!by) return null;
  return by.includes("paused") ? "paused" : "held";
}

function planView({ spec: { life }, progress }: Node): PlanView | null {
  if (life.by === "restart") return null;
  return { elements: planToDocument(life.plan), at: progress.at, runs: progress.runs, count: life.count };
}

function dueAt({ phase }: Node): number | null {
  return phase.is === "queued" && phase.by === "plan" && typeof phase.awaits === "string" ? phase.dueAt : null;
}
