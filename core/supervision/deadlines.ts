import { realTime } from "./clock.ts";
import type { Draft } from "./draft.ts";
import type { Timer } from "./model.ts";
import type { Node } from "./tree.ts";

/** Starts the timer of the phase that a child has come into; while its clock stands none runs. */
export function arm(draft: Draft, node: Node): void {
  const deadline = deadlineOf(node);
  if (!deadline || node.clock.stands) return;
  draft.act({ do: "wake", timer: timer(node, deadline.kind), at: realTime(node.clock, deadline.own) });
}

/** Stops the timer of the phase that a child leaves. */
export function disarm(draft: Draft, node: Node): void {
  const { phase } = node;
  const kind =
    phase.is === "queued"
      ? phase.awaits === "restart"
        ? phase.awaits
        : null
      : node.clock.stands
        ? null
        : deadlineOf(node)?.kind;
  if (kind) draft.act({ do: "cancel", timer: timer(node, kind) });
}

export function timer({ path, incarnation }: Node, kind: Timer["kind"]): Timer {
  return { path, incarnation, kind };
}

interface Deadline {
  kind: "ready" | "stop" | "uptime";
  /** When it is on the child's own clock. */
  own: number;
}

/** The deadline of the phase that a child is in; null where it may take its time. */
export function deadlineOf(node: Node): Deadline | null {
  const { phase, readySince } = node;
  if (phase.is === "starting" && phase.deadline !== null) return { kind: "ready", own: phase.deadline };
  if (phase.is === "stopping" && phase.deadline !== null) return { kind: "stop", own: phase.deadline };
  const maxUptimeMs = node.kind === "worker" ? node.spec.maxUptimeMs : null;
  if (phase.is === "up" && maxUptimeMs !== null && readySince !== null)
    return { kind: "uptime", own: readySince + maxUptimeMs };
  return null;
}
