import type { Path } from "../../../wire/index.ts";
import type { Draft } from "../draft.ts";
import { begin } from "../entrance.ts";
import { waits } from "../hold.ts";
import { waitUntil } from "../start.ts";
import type { Node, SupervisorNode } from "../tree.ts";
import { childAt, done, isRefused, type Outcome } from "./outcome.ts";

/** Keeps a child from going on once it ends; what runs is not touched. */
export function hold(draft: Draft, path: Path): Outcome {
  const found = childAt(draft, path);
  if (isRefused(found)) return found;
  draft.put({ ...found.child, onHold: true });
  return done;
}

/** What the hold kept from happening happens now: the plan is asked about the exit, or the restart that was due begins. */
export function release(draft: Draft, path: Path): Outcome {
  const found = childAt(draft, path);
  if (isRefused(found)) return found;
  const child = draft.put({ ...found.child, onHold: false });
  const { phase } = child;
  if (phase.is === "down" && phase.as === "held") {
    draft.put({ ...child, phase: { is: "down", as: "stopped" } });
    draft.tell({ is: "exited", path, reason: phase.reason });
  }
  if (waits(found.child)) startAtLast(draft, child, found.supervisor);
  return done;
}

/** One that waits in a group has its turn there. */
function startAtLast(draft: Draft, child: Node, supervisor: SupervisorNode): void {
  if (child.phase.is !== "queued") return;
  const { by, dueAt } = child.phase;
  if (supervisor.flow.is !== "none") draft.tell({ is: "turn", path: supervisor.path });
  else if (dueAt > draft.at) waitUntil(draft, child, by, dueAt);
  else begin(draft, child, by);
}
