import {
  type ChildState,
  childStates,
  type Snapshot,
  type SupervisorNode,
  type TreeNode,
  type WorkerNode,
} from "../wire/index.ts";
import { groupFrom, type Run, runsOf } from "./tree/likeness.ts";
import { above } from "./tree/places.ts";

/** What the drawing, the selection and the keyboard call a thing on the canvas: a child's path, or a group's own name. */
export type Key = string;

/** The tree as it is to be drawn: filtered, with like siblings gathered into groups. */
export type Branch =
  | { kind: "worker"; key: Key; node: WorkerNode; faint: boolean }
  | {
      kind: "supervisor";
      key: Key;
      node: SupervisorNode;
      /** Kept only because something below it matches the filter. */
      faint: boolean;
      open: boolean;
      /** What is drawn below it; empty while it is closed. */
      children: readonly Branch[];
      /** How many children it has that match. */
      size: number;
      /** States of all workers below it that match. */
      states: Histogram;
    }
  | {
      kind: "group";
      key: Key;
      parent: string;
      label: string;
      open: boolean;
      members: readonly TreeNode[];
      children: readonly Branch[];
      states: Histogram;
    };
export type Supervisor = Extract<Branch, { kind: "supervisor" }>;
export type Group = Extract<Branch, { kind: "group" }>;

/** States that occur with how often, in the order of the wire's states. */
export type Histogram = readonly { state: ChildState; count: number }[];

export interface Filter {
  /** Part of a path, a command or a process id; case does not matter. */
  search: string;
  /** States to show; empty shows all. */
  states: ReadonlySet<ChildState>;
  /** Only supervisors or only workers; null shows both. */
  role: TreeNode["kind"] | null;
}

export const noFilter: Filter = { search: "", states: new Set(), role: null };

/** Whether a filter hides anything at all. */
export function isFiltering({ search, states, role }: Filter): boolean {
  return search.trim() !== "" || states.size > 0 || role !== null;
}

/** What a filter left of a tree; `root` is null when nothing matches. */
export interface View {
  root: Branch | null;
  shown: number;
  total: number;
}

/**
 * The branches to draw. A filter keeps what matches and its supervisors; groups form from what is left, so a search never ends in a closed group.
 * `turned` are the keys whose usual state the person turned: supervisors closed, groups opened.
 */
export function viewOf(tree: Snapshot, filter: Filter, turned: ReadonlySet<Key>): View {
  const matching = isFiltering(filter) ? tree.nodes.filter((node) => matches(node, filter)) : tree.nodes;
  const isWhole = matching === tree.nodes;
  const kept = isWhole ? tree.nodes : withSupervisors(tree, matching);
  const below = childrenOf(kept);
  const chosen = isWhole ? null : new Set(matching.map((node) => node.path));
  const root = kept.find((node) => node.path === tree.root);
  const grow = (node: TreeNode): Branch => {
    const faint = chosen !== null && !chosen.has(node.path);
    if (node.kind === "worker") return { kind: "worker", key: node.path, node, faint };
    const nodes = below.get(node.path) ?? [];
    const open = !turned.has(node.path);
    const states = histogram(workersBelow(node, below));
    const children = open ? runsOf(node, nodes).flatMap((run) => gather(node, run)) : [];
    return { kind: "supervisor", key: node.path, node, faint, open, children, size: nodes.length, states };
  };
  const gather = (parent: SupervisorNode, { name, label, members }: Run): Branch[] => {
    if (members.length < groupFrom) return members.map(grow);
    const key = `${parent.path}/… ${name}`;
    const open = turned.has(key);
    const states = histogram(members);
    return [
      {
        kind: "group",
        key,
        parent: parent.path,
        label,
        open,
        members,
        children: open ? members.map(grow) : [],
        states,
      },
    ];
  };
  return { root: root ? grow(root) : null, shown: matching.length, total: tree.nodes.length };
}

/** Counts nodes by state. */
export function histogram(nodes: readonly TreeNode[]): Histogram {
  const counts = new Map<ChildState, number>();
  for (const { state } of nodes) counts.set(state, (counts.get(state) ?? 0) + 1);
  return childStates.flatMap((state) => {
    const count = counts.get(state);
    return count === undefined ? [] : [{ state, count }];
  });
}

function matches(node: TreeNode, { search, states, role }: Filter): boolean {
  if (role !== null && node.kind !== role) return false;
  if (states.size > 0 && !states.has(node.state)) return false;
  const wanted = search.trim().toLowerCase();
  if (wanted === "" || node.path.toLowerCase().includes(wanted)) return true;
  return node.kind === "worker" && (node.command.toLowerCase().includes(wanted) || String(node.pid) === wanted);
}

/** The matching nodes and every supervisor above them, in the tree's order. */
function withSupervisors(tree: Snapshot, matching: readonly TreeNode[]): readonly TreeNode[] {
  const kept = new Set<string>();
  for (const { path } of matching) {
    kept.add(path);
    for (const supervisor of above(tree, path)) {
      if (kept.has(supervisor)) break;
      kept.add(supervisor);
    }
  }
  return tree.nodes.filter(({ path }) => kept.has(path));
}

function childrenOf(nodes: readonly TreeNode[]): Map<string, TreeNode[]> {
  const below = new Map<string, TreeNode[]>();
  for (const node of nodes) {
    if (node.parent === null) continue;
    const siblings = below.get(node.parent);
    if (siblings) siblings.push(node);
    else below.set(node.parent, [node]);
  }
  return below;
}

function workersBelow(node: TreeNode, below: Map<string, TreeNode[]>): TreeNode[] {
  const children = below.get(node.path) ?? [];
  return children.flatMap((child) => (child.kind === "worker" ? [child] : workersBelow(child, below)));
}
