import { realTime } from "./clock.ts";
import { deadlineOf, timer as timerOf } from "./deadlines.ts";
import type { Draft } from "./draft.ts";
import { begin, letIn } from "./entrance.ts";
import { waitForRelease } from "./hold.ts";
import type { Timer } from "./model.ts";
import { cannotBecomeReady, hasHadItsTime } from "./process.ts";
import { kill } from "./stop.ts";
import type { Node } from "./tree.ts";

/** A timer rang. One that nobody waits for any more changes nothing; one that rang too early is set again. */
export function due(draft: Draft, { path, incarnation, kind }: Timer): void {
  const child = draft.get(path);
  if (!child || child.incarnation !== incarnation) return;
  const moment = awaited(draft, child, kind);
  if (moment === null) return;
  if (draft.at < moment) draft.act({ do: "wake", timer: timerOf(child, kind), at: moment });
  else ring(draft, child, kind);
}

/** When the child waits for this timer to ring; null when it does not. */
function awaited(draft: Draft, child: Node, kind: Timer["kind"]): number | null {
  const { phase, clock } = child;
  switch (kind) {
    case "restart":
      return phase.is === "queued" && phase.awaits === kind ? phase.dueAt : null;
    case "start_rate":
      return draft.gate(child.path).wakesAt;
    case "ready":
    case "stop":
    case "uptime": {
      const deadline = clock.stands ? null : deadlineOf(child);
      return deadline?.kind === kind ? realTime(clock, deadline.own) : null;
    }
  }
}

function ring(draft: Draft, child: Node, kind: Timer["kind"]): void {
  const by = child.phase.is === "queued" ? child.phase.by : "plan";
  switch (kind) {
    case "restart":
      if (child.onHold) waitForRelease(draft, child);
      else begin(draft, child, by);
      return;
    case "start_rate":
      draft.setGate(child.path, { ...draft.gate(child.path), wakesAt: null });
      if (child.kind === "supervisor") letIn(draft, child);
      return;
    case "ready":
      if (child.kind === "worker") cannotBecomeReady(draft, child, "its deadline has passed");
      return;
    case "stop":
      if (child.kind === "worker") kill(draft, child);
      return;
    case "uptime":
      if (child.kind === "worker") hasHadItsTime(draft, child);
      return;
  }
}
