import { ownTime } from "./clock.ts";
import type { Draft } from "./draft.ts";
import type { Node, SupervisorNode } from "./tree.ts";

/**
 * Counts one more restart of a child; false when that is more than the supervisor's intensity allows.
 * As in OTP, a restart counts as long as its age is at most the period. Its age is the child's own time,
 * so what happened before a pause in the debugger is as old after it.
 */
export function countRestart(draft: Draft, supervisor: SupervisorNode, child: Node): boolean {
  const { restarts, periodMs, counts } = supervisor.spec.intensity;
  if (counts === "restart" && child.spec.life.by !== "restart") return true;
  const recent = supervisor.counted.filter(({ path, own }) => now(draft, path) - own <= periodMs);
  const counted = [...recent, { path: child.path, own: now(draft, child.path) }];
  draft.put({ ...supervisor, counted });
  return counted.length <= restarts;
}

function now(draft: Draft, path: string): number {
  const node = draft.get(path);
  return node ? ownTime(node.clock, draft.at) : draft.at;
}
