import { z } from "zod";
import { count, planElement } from "./plan.ts";

/** A child's address: ids from the root down, joined by `/`. The root's path is the tree's name. */
export type Path = string;

export const childStates = [
  "starting",
  "running",
  "paused",
  "held",
  "restarting",
  "waiting",
  "stopping",
  "stopped",
  "failed",
] as const;

/** `starting` is not ready yet; `restarting` has a delayed restart due; `waiting` stays down until somebody restarts it. */
export const childState = z.enum(childStates);
export type ChildState = z.infer<typeof childState>;

export const exitReason = z.union([
  z.literal("normal"),
  z.literal("shutdown"),
  z.strictObject({ code: z.int() }),
  z.strictObject({ signal: z.string() }),
  z.strictObject({ error: z.string() }),
]);
/** Why an incarnation ended: `normal` is exit code 0, `shutdown` means we stopped it, `error` that it could not start or its supervisor gave up. */
export type ExitReason = z.infer<typeof exitReason>;

export const exit = z.strictObject({ reason: exitReason, at: z.number(), incarnation: z.int() });
/** One exit: `at` is milliseconds since the epoch on the runtime's clock. */
export type Exit = z.infer<typeof exit>;

export const restartType = z.enum(["permanent", "transient", "temporary"]);
export type RestartType = z.infer<typeof restartType>;

const planView = z.strictObject({
  elements: z.array(planElement),
  /** Index of the element that the next exit executes. */
  at: z.int(),
  /** How many times the whole plan has been run. */
  runs: z.int(),
  count,
});
/** A plan and how far it has been run. */
export type PlanView = z.infer<typeof planView>;

const common = {
  path: z.string(),
  parent: z.string().nullable(),
  id: z.string(),
  /** Start order among siblings, ascending. */
  rank: z.number(),
  state: childState,
  /** When `state` was entered, milliseconds since the epoch. */
  since: z.number(),
  incarnation: z.int(),
  restarts: z.int(),
  /** Null for a child that lives by `restart:`. */
  plan: planView.nullable(),
  restart: restartType.nullable(),
  /** When the delayed restart is due, milliseconds since the epoch; null when none is. */
  dueAt: z.number().nullable(),
  lastExit: exit.nullable(),
  /** Somebody keeps it from going on (`hold`): it is `held` once it is down or due. */
  onHold: z.boolean(),
};

export const strategy = z.enum(["one_for_one", "one_for_all", "rest_for_one"]);
export type Strategy = z.infer<typeof strategy>;

/** A supervisor as clients see it. */
export const supervisorNode = z.strictObject({
  ...common,
  kind: z.literal("supervisor"),
  strategy,
  intensity: z.strictObject({ restarts: z.int(), periodMs: z.number() }).nullable(),
  /** `max` children when children may be started while it runs; null when its children are fixed. */
  dynamic: z.strictObject({ max: z.union([z.int(), z.literal("infinity")]) }).nullable(),
});

const workerNode = z.strictObject({
  ...common,
  kind: z.literal("worker"),
  pid: z.int().nullable(),
  command: z.string(),
  /** The Node version when the agent inside has said hello; null for other programs: those cannot be debugged or reloaded. */
  node: z.string().nullable(),
  /** Whether a debugger is connected to it now. */
  debugged: z.boolean(),
});

export const treeNode = z.discriminatedUnion("kind", [supervisorNode, workerNode]);
export type SupervisorNode = z.infer<typeof supervisorNode>;
export type WorkerNode = z.infer<typeof workerNode>;
export type TreeNode = z.infer<typeof treeNode>;

export const snapshot = z.strictObject({ seq: z.int(), root: z.string(), nodes: z.array(treeNode) });
/** The whole tree at `seq`: parents before their children, siblings in start order. */
export type Snapshot = z.infer<typeof snapshot>;

export const delta = z.strictObject({ seq: z.int(), changed: z.array(treeNode), removed: z.array(z.string()) });
/** What leads from the snapshot `seq - 1` to `seq`: nodes that are new or different, and paths that are gone. */
export type Delta = z.infer<typeof delta>;

/** What changed from `before` to `after`; null when nothing did. */
export function diff(before: Snapshot, after: Snapshot): Delta | null {
  const old = new Map(before.nodes.map((node) => [node.path, node]));
  const changed = after.nodes.filter((node) => !same(old.get(node.path), node));
  const kept = new Set(after.nodes.map((node) => node.path));
  const removed = before.nodes.map((node) => node.path).filter((path) => !kept.has(path));
  return changed.length + removed.length === 0 ? null : { seq: before.seq + 1, changed, removed };
}

/**
 * `apply(before, diff(before, after))` is `after`, in the order a snapshot promises. A delta out of turn is a bug of the caller.
 * The nodes are put together when somebody reads them: of a thousand deltas a second, few snapshots are looked at.
 */
export function apply(before: Snapshot, step: Delta): Snapshot {
  if (step.seq !== before.seq + 1) throw new Error(`delta ${step.seq} does not follow snapshot ${before.seq}`);
  const { base, steps } = unread.get(before) ?? { base: before, steps: [] };
  if (steps.length >= mostUnread) return apply(read(before), step);
  const mine = [...steps, step];
  let nodes: TreeNode[] | null = null;
  const after: Snapshot = {
    seq: step.seq,
    root: before.root,
    get nodes() {
      nodes ??= combined(base, mine);
      unread.delete(after);
      return nodes;
    },
  };
  unread.set(after, { base, steps: mine });
  return after;
}

/** What leads to a snapshot whose nodes nobody has read yet; so many deltas are put together at the latest. */
const unread = new WeakMap<Snapshot, { base: Snapshot; steps: readonly Delta[] }>();
const mostUnread = 256;

function read(snapshot: Snapshot): Snapshot {
  return { seq: snapshot.seq, root: snapshot.root, nodes: snapshot.nodes };
}

function combined(base: Snapshot, steps: readonly Delta[]): TreeNode[] {
  const nodes = new Map(base.nodes.map((node) => [node.path, node]));
  for (const { removed, changed } of steps) {
    for (const path of removed) nodes.delete(path);
    for (const node of changed) nodes.set(node.path, node);
  }
  return inOrder([...nodes.values()]);
}

/** Parents before children, siblings by rank. */
export function inOrder(nodes: readonly TreeNode[]): TreeNode[] {
  const children = new Map<Path | null, TreeNode[]>();
  for (const node of nodes) {
    const siblings = children.get(node.parent);
    if (siblings) siblings.push(node);
    else children.set(node.parent, [node]);
  }
  for (const siblings of children.values()) siblings.sort((a, b) => a.rank - b.rank);
  const out: TreeNode[] = [];
  const visit = (node: TreeNode) => {
    out.push(node);
    for (const child of children.get(node.path) ?? []) visit(child);
  };
  for (const root of children.get(null) ?? []) visit(root);
  return out;
}

/** Nodes are plain JSON whose keys keep their order, so their text tells whether they are the same. */
function same(a: TreeNode | undefined, b: TreeNode): boolean {
  return a === b || (a !== undefined && JSON.stringify(a) === JSON.stringify(b));
}
