import { formatDuration } from "../../spec/index.ts";
import type { ExitReason } from "../../wire/index.ts";
import { letGo, stand } from "./clock.ts";
import { arm, disarm } from "./deadlines.ts";
import type { Draft } from "./draft.ts";
import { report } from "./report.ts";
import { becomeReady, spawned } from "./start.ts";
import { remains, signal, stopped } from "./stop.ts";
import type { Still, WorkerNode } from "./tree.ts";

/** The runtime has started the process. One that was to be stopped meanwhile is stopped now. */
export function hasSpawned(draft: Draft, child: WorkerNode, pid: number): void {
  const { phase } = child;
  const alive = { ...child, pid, lastPid: pid };
  if (phase.is === "spawning" && phase.by === "become_supervisor") becomeReady(draft, draft.put(alive));
  else if (phase.is === "spawning") spawned(draft, draft.put(alive), phase.by);
  if (phase.is === "stopping" && !phase.spawned) signal(draft, draft.put(alive), phase.after);
}

/** The process is over, or never came to be. */
export function isGone(draft: Draft, child: WorkerNode, reason: ExitReason): void {
  const { phase, path } = child;
  if (phase.is === "stopping") {
    stopped(draft, child);
    return;
  }
  if (phase.is === "down" || phase.is === "queued") return;
  disarm(draft, child);
  draft.put({ ...remains(draft, child), lastExit: { reason, at: draft.at, incarnation: child.incarnation } });
  if (phase.is === "up") draft.tell({ is: "exited", path, reason });
  else draft.tell({ is: "not_started", path, by: phase.by, reason });
}

/** A child that missed its readiness is stopped; its exit then counts as a failed start. */
export function cannotBecomeReady(draft: Draft, child: WorkerNode, error: string): void {
  const { phase } = child;
  if (phase.is !== "starting") return;
  const message = `is not ready: ${error}`;
  report(draft, child, { severity: "warning", context: "start_error", message, reason: { error } });
  signal(draft, child, { do: "exit", reason: { error }, by: phase.by });
}

/** A child that does not answer any more is stopped; its exit then counts as a failure. One that stands still cannot answer. */
export function isDumb(draft: Draft, child: WorkerNode, error: string): void {
  if (child.phase.is !== "up" || child.clock.stands) return;
  const message = `does not answer: ${error}`;
  report(draft, child, { severity: "warning", context: "child_terminated", message, reason: { error: message } });
  signal(draft, child, { do: "exit", reason: { error: message }, by: null });
}

/** Its maximum uptime is over: it is stopped in order and started again, its plan not asked. */
export function hasHadItsTime(draft: Draft, child: WorkerNode): void {
  const supervisor = draft.parentOf(child);
  if (supervisor?.phase.is === "stopping") return; // its turn to end comes, and nothing starts any more
  const message = `has run for its max_uptime of ${formatDuration(child.spec.maxUptimeMs ?? 0)} and is started anew`;
  report(draft, child, { severity: "info", context: "max_uptime", message });
  signal(draft, child, { do: "start", by: "plan" });
}

/** Held or paused: no deadline of the process passes until it goes on. */
export function standsStill(draft: Draft, child: WorkerNode, by: Still): void {
  if (!lives(child)) return;
  disarm(draft, child);
  draft.put({ ...child, clock: stand(child.clock, by, draft.at) });
}

export function goesOn(draft: Draft, child: WorkerNode, by: Still): void {
  if (child.clock.stands) arm(draft, draft.put({ ...child, clock: letGo(child.clock, by, draft.at) }));
}

/** Between its start and its exit. */
export function lives({ phase }: WorkerNode): boolean {
  return phase.is !== "down" && phase.is !== "queued";
}
