import { realTime } from "./clock.ts";
import type { Draft } from "./draft.ts";
import type { Timer } from "./model.ts";
import type { Node, Phase } from "./tree.ts";

/** Starts the timer of the phase that a child has come into; while its clock stands none runs. */
export function arm(draft: Draft, node: Node): void {
  const deadline = deadlineOf(node.phase);
  if (!deadline || node.clock.stands) return;
  draft.act({ do: "wake", timer: timer(node, deadline.kind), at: realTime(node.clock, deadline.own) });
}

/** Stops the timer of the phase that a child leaves. */
export function disarm(draft: Draft, node: Node): void {
  const { phase } = node;
  const kind = phase.is === "queued" ? phase.timer : node.clock.stands ? null : deadlineOf(phase)?.kind;
  if (kind) draft.act({ do: "cancel", timer: timer(node, kind) });
}

export function timer({ path, incarnation }: Node, kind: Timer["kind"]): Timer {
  return { path, incarnation, kind };
}

function deadlineOf(phase: Phase): { kind: "ready" | "stop"; own: number } | null {
  if (phase.is === "starting" && phase.deadline !== null) return { kind: "ready", own: phase.deadline };
  if (phase.is === "stopping" && phase.deadline !== null) return { kind: "stop", own: phase.deadline };
  return null;
}
