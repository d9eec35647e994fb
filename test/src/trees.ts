import type { SupervisorNode, TreeNode, WorkerNode } from "../../wire/index.ts";

/** A tree in few words: `worker("fleet/api", { state: "failed" })`. Times are fixed. */
export function worker(path: string, own: Partial<WorkerNode> = {}): WorkerNode {
  return {
    ...common(path),
    kind: "worker",
    plan: { elements: ["restart", { restart: "5s" }, "stop"], at: 0, runs: 0, count: 1 },
    restart: null,
    pid: 4711,
    command: `node ${path.split("/").at(-1)}.js`,
    node: "20.20.2",
    debugged: false,
    ...own,
  };
}

export function supervisor(path: string, own: Partial<SupervisorNode> = {}): SupervisorNode {
  return {
    ...common(path),
    kind: "supervisor",
    plan: null,
    restart: "permanent",
    strategy: "one_for_one",
    intensity: null,
    dynamic: null,
    ...own,
  };
}

/** broker and api, and two devices below a dynamic supervisor. */
export function fleet(): TreeNode[] {
  return [
    supervisor("fleet", { strategy: "rest_for_one", restart: "temporary" }),
    worker("fleet/broker", { rank: 1, node: null, plan: null, restart: "permanent" }),
    worker("fleet/api", { rank: 2 }),
    supervisor("fleet/devices", { rank: 3, dynamic: { max: 100 } }),
    worker("fleet/devices/device-1", { rank: 1 }),
    worker("fleet/devices/device-2", { rank: 2 }),
  ];
}

/** The tree with one child changed. */
export function withChild(path: string, change: Partial<WorkerNode>): (nodes: TreeNode[]) => TreeNode[] {
  return (nodes) => nodes.map((node) => (node.path === path && node.kind === "worker" ? { ...node, ...change } : node));
}

function common(path: string) {
  const above = path.split("/").slice(0, -1).join("/");
  return {
    path,
    parent: above === "" ? null : above,
    id: path.split("/").at(-1) ?? path,
    rank: 0,
    state: "running" as const,
    since: 0,
    incarnation: 1,
    restarts: 0,
    dueAt: null,
    lastExit: null,
    onHold: false,
  };
}
