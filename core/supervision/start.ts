import type { Path } from "../../wire/index.ts";
import { answer } from "./callers.ts";
import { ownTime } from "./clock.ts";
import { arm, disarm, timer } from "./deadlines.ts";
import type { Draft } from "./draft.ts";
import { lineOf } from "./gate.ts";
import { plant } from "./load.ts";
import { report } from "./report.ts";
import type { Node, Starter, SupervisorNode, WorkerNode } from "./tree.ts";

/** Keeps a child queued until its delayed restart is due. */
export function waitUntil(draft: Draft, child: Node, by: Starter, dueAt: number): void {
  draft.put({ ...child, phase: { is: "queued", by, dueAt, awaits: "restart" } });
  draft.act({ do: "wake", timer: timer(child, "restart"), at: dueAt });
}

export function launch(draft: Draft, child: Node, by: Starter): void {
  if (child.kind === "worker") launchWorker(draft, child, by);
  else launchSupervisor(draft, child, by);
}

/** The process lives: it is ready at once unless its spec says how to find out. */
export function spawned(draft: Draft, child: WorkerNode, by: Starter): void {
  const { ready } = child.spec;
  if (!ready) {
    becomeReady(draft, child);
    return;
  }
  const deadline = ownTime(child.clock, draft.at) + ready.timeoutMs;
  const node = draft.put({ ...child, phase: { is: "starting", by, deadline } });
  draft.act({ do: "probe", path: node.path, incarnation: node.incarnation, spec: node.spec });
  arm(draft, node);
}

/** From now on others may rely on the child: its supervisor goes on, and whoever asked for the start has the answer. */
export function becomeReady(draft: Draft, child: Node): void {
  disarm(draft, child);
  const node = draft.put({ ...child, phase: { is: "up" }, readySince: ownTime(child.clock, draft.at) });
  answer(draft, node.path, "ready", null);
  const message = node.kind === "worker" ? `is ready, pid ${node.pid}` : "is up";
  report(draft, node, { severity: "debug", context: "started", message });
  if (node.kind === "worker") watchOver(draft, node);
  if (node.parent !== null) draft.tell({ is: "turn", path: node.parent });
}

function watchOver(draft: Draft, worker: WorkerNode): void {
  const { path, incarnation, spec } = worker;
  if (spec.alive) draft.act({ do: "watch", path, incarnation, spec });
  arm(draft, worker);
}

/** Takes a process over that runs already, as the child's next incarnation. */
export function adopt(draft: Draft, child: WorkerNode, pid: number): void {
  const { path, incarnation, spec } = incarnate(draft, child, "become_supervisor");
  draft.act({ do: "adopt", path, incarnation, spec, pid });
}

function launchWorker(draft: Draft, child: WorkerNode, by: Starter): void {
  const { path, incarnation, spec } = incarnate(draft, child, by);
  draft.act({ do: "start", path, incarnation, spec });
}

function incarnate(draft: Draft, child: WorkerNode, by: Starter): WorkerNode {
  const incarnation = child.incarnation + 1;
  const phase = { is: "spawning", by } as const;
  return draft.put({
    ...child,
    incarnation,
    phase,
    readySince: null,
    pid: null,
    lastPid: null,
    node: null,
    debugged: false,
  });
}

/** A supervisor begins as its spec has it: children added since are gone, plans are at their first element. */
function launchSupervisor(draft: Draft, child: SupervisorNode, by: Starter): void {
  const [fresh, ...below] = plant(child.spec, child.parent, child.path, child.rank, draft.at);
  if (fresh?.kind !== "supervisor") throw new Error(`${child.path} is no supervisor`);
  for (const path of child.children) {
    const old = draft.get(path);
    if (old && !fresh.children.has(path)) draft.remove(old);
  }
  for (const node of below) replant(draft, node);
  draft.put({
    ...child,
    incarnation: child.incarnation + 1,
    phase: { is: "starting", by, deadline: null },
    readySince: null,
    children: fresh.children,
    nextRank: fresh.nextRank,
    counted: [],
    flow: { is: "starting", queue: [...fresh.children], next: 0 },
  });
  queueUp(draft, child, [...fresh.children]);
  draft.tell({ is: "turn", path: child.path });
}

/** Puts a node of a supervisor that starts back to its beginning; incarnations count on, so that late events stay recognisable. */
function replant(draft: Draft, node: Node): void {
  const old = draft.get(node.path);
  if (old?.kind === "supervisor" && node.kind === "supervisor") {
    for (const path of old.children) {
      const child = draft.get(path);
      if (child && !node.children.has(path)) draft.remove(child);
    }
  }
  draft.put({
    ...node,
    incarnation: draft.lastIncarnation(node.path),
    lastExit: old?.lastExit ?? null,
    onHold: old?.onHold ?? false,
    clock: old?.clock ?? node.clock,
  });
}

/** One after the other, or all in the line of a gate that nobody has passed yet. */
function queueUp(draft: Draft, { path: supervisor, spec }: SupervisorNode, children: readonly Path[]): void {
  if (spec.dynamic) draft.setGate(supervisor, lineOf(children));
  for (const [index, path] of children.entries()) {
    const child = draft.get(path);
    const awaits = spec.dynamic ? { ticket: index + 1 } : "turn";
    if (child) draft.put({ ...child, phase: { is: "queued", by: "supervisor", dueAt: draft.at, awaits } });
  }
}
