import type { ExitReason } from "../../wire/index.ts";
import { answer } from "./callers.ts";
import type { Draft } from "./draft.ts";
import { report } from "./report.ts";
import type { Node } from "./tree.ts";
import { didExit } from "./words.ts";

/** A child on hold ended: whoever released it decides when its plan is asked. Nobody goes along until then. */
export function keep(draft: Draft, child: Node, reason: ExitReason): void {
  draft.put({ ...child, phase: { is: "down", as: "held", reason } });
  answer(draft, child.path, "down", null);
  const message = `${didExit(reason)} while it is on hold; its plan is asked when it is released`;
  report(draft, child, { severity: "warning", context: "child_terminated", message, reason });
  if (child.parent !== null) draft.tell({ is: "turn", path: child.parent });
}

/** Its delayed restart is due: it starts when it is released. */
export function waitForRelease(draft: Draft, child: Node): void {
  if (child.phase.is === "queued") draft.put({ ...child, phase: { ...child.phase, awaits: "turn" } });
}

/** Whether a child's own restart is due or its turn has come, and only the hold keeps it. */
export function waits({ onHold, phase }: Node): boolean {
  return onHold && phase.is === "queued" && phase.by === "plan" && phase.awaits === "turn";
}
