import type { ChildState, PlanView, Snapshot, SupervisorNode, TreeNode, WorkerNode } from "../../wire/index.ts";

/** The moment at which all trees of these tests were looked at. */
export const now = 1_700_000_000_000;

const common = {
  state: "running",
  since: now - 192_000,
  incarnation: 1,
  restarts: 0,
  plan: null,
  restart: "permanent",
  dueAt: null,
  lastExit: null,
  onHold: false,
} as const;

export function plan(elements: PlanView["elements"], at = 0, count: PlanView["count"] = 1): PlanView {
  return { elements, at, runs: 0, count };
}

/** A running worker at a path, but for what is said. */
export function worker(path: string, rank: number, change: Partial<WorkerNode> = {}): WorkerNode {
  const [id, parent] = split(path);
  const node = {
    ...common,
    kind: "worker",
    path,
    parent,
    id,
    rank,
    pid: 4000 + rank,
    command: `node ${id}.ts`,
    node: "22.1.0",
    debugged: false,
  } as const;
  return { ...node, ...change };
}

export function supervisor(path: string, rank: number, change: Partial<SupervisorNode> = {}): SupervisorNode {
  const [id, parent] = split(path);
  const node = {
    ...common,
    kind: "supervisor",
    path,
    parent,
    id,
    rank,
    strategy: "one_for_one",
    intensity: null,
    dynamic: null,
  } as const;
  return { ...node, ...change };
}

export function snapshot(...nodes: TreeNode[]): Snapshot {
  return { seq: 1, root: nodes[0]?.path ?? "", nodes };
}

/** The fleet of the example: broker, ingest, api, and so many devices below a dynamic supervisor. */
export function fleet(devices: number, states: (n: number) => Partial<WorkerNode> = () => ({})): Snapshot {
  const numbers = Array.from({ length: devices }, (_, index) => index + 1);
  return snapshot(
    supervisor("fleet", 0, { strategy: "rest_for_one", intensity: { restarts: 5, periodMs: 10_000 } }),
    worker("fleet/broker", 1, { plan: plan(["restart", { restart: "5s" }, "stop"]), restart: null }),
    worker("fleet/ingest", 2, { debugged: true }),
    worker("fleet/api", 3, {
      plan: plan([{ restart: { delay: "1s", factor: 2, max: "30s" } }, "wait"], 1, "infinity"),
      restart: null,
    }),
    supervisor("fleet/devices", 4, { dynamic: { max: 10_000 } }),
    ...numbers.map((n) =>
      worker(`fleet/devices/device-${n}`, n, { command: `node device.ts device-${n}`, pid: 5000 + n, ...states(n) }),
    ),
  );
}

/** Every state once, each with what belongs to it. */
export function zoo(states: readonly ChildState[]): Snapshot {
  return snapshot(
    supervisor("zoo", 0, { strategy: "one_for_all" }),
    ...states.map((state, index) =>
      worker(`zoo/${state}`, index, {
        state,
        ...(isUp(state) ? {} : { pid: null }),
        dueAt: state === "restarting" ? now + 3400 : null,
      }),
    ),
  );
}

function isUp(state: ChildState): boolean {
  return ["starting", "running", "paused", "held", "stopping"].includes(state);
}

function split(path: string): [string, string | null] {
  const at = path.lastIndexOf("/");
  return at < 0 ? [path, null] : [path.slice(at + 1), path.slice(0, at)];
}
