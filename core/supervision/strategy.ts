import type { Path } from "../../wire/index.ts";
import { disarm } from "./deadlines.ts";
import type { Draft } from "./draft.ts";
import { begin } from "./entrance.ts";
import { waitUntil } from "./start.ts";
import { stop } from "./stop.ts";
import type { After, Companion, Node, SupervisorNode } from "./tree.ts";

/** Restarts a child that is down when it is due, with the siblings that the strategy takes along. */
export function restart(draft: Draft, supervisor: SupervisorNode, child: Node, dueAt: number): void {
  if (supervisor.spec.strategy !== "one_for_one") restartGroup(draft, supervisor, child, dueAt);
  else if (dueAt > draft.at) waitUntil(draft, child, "plan", dueAt);
  else begin(draft, child, "plan");
}

/** The place of a child among those that a sibling's restart is about to stop; null when it is none of them. */
export function companionOf(supervisor: SupervisorNode, path: Path): Companion | null {
  const { flow } = supervisor;
  if (flow.is !== "stopping") return null;
  return flow.queue.find((companion, index) => index >= flow.next && companion.path === path) ?? null;
}

/** What follows for a child that goes along: it is queued, or forgotten when it is temporary, as OTP does. */
export function along({ spec: { life } }: Node, dueAt: number): After {
  return life.by === "restart" && life.restart === "temporary" ? { do: "forget" } : { do: "queue", dueAt };
}

/**
 * Those that live are stopped, the last started first; those that are down wait with the child. As in OTP that includes
 * children that somebody had stopped. Where two groups meet, each member waits for the later of its moments:
 * [a, b*, c] with b due at 5 s, then a crashes and is due at 1 s → a at 1 s; b and c at 5 s.
 */
function restartGroup(draft: Draft, supervisor: SupervisorNode, child: Node, dueAt: number): void {
  queueUp(draft, child, dueAt);
  const living: Companion[] = [];
  for (const path of membersOf(supervisor, child.path)) {
    const member = draft.get(path);
    if (!member) continue;
    const { phase } = member;
    if (phase.is === "down" || phase.is === "queued") {
      queueUp(draft, member, dueAt);
      continue;
    }
    const due = Math.max(dueAt, companionOf(supervisor, path)?.dueAt ?? dueAt);
    if (phase.is === "stopping") stop(draft, member, along(member, due));
    living.push({ path, dueAt: due });
  }
  draft.put({ ...supervisor, flow: { is: "stopping", queue: living.reverse(), next: 0 } });
  draft.tell({ is: "turn", path: supervisor.path });
}

/** Whether a queued child starts in its turn among others, not by a timer of its own. */
export function hasItsTurn({ flow }: SupervisorNode, path: Path): boolean {
  return flow.is === "stopping" || (flow.is === "starting" && flow.queue.indexOf(path, flow.next) >= 0);
}

/** Makes a group's delayed restart due at once. */
export function hurry(draft: Draft, supervisor: SupervisorNode): void {
  for (const path of supervisor.children) {
    const child = draft.get(path);
    if (child?.phase.is !== "queued" || !hasItsTurn(supervisor, path)) continue;
    disarm(draft, child);
    draft.put({ ...child, phase: { ...child.phase, dueAt: draft.at, awaits: "turn" } });
  }
  const { flow } = supervisor;
  if (flow.is === "stopping") {
    const queue = flow.queue.map(({ path }) => ({ path, dueAt: draft.at }));
    draft.put({ ...supervisor, flow: { ...flow, queue } });
  }
  draft.tell({ is: "turn", path: supervisor.path });
}

/** Who goes along: everybody else, or those that were started after the child. */
function membersOf({ spec, children }: SupervisorNode, path: Path): Path[] {
  const all = [...children];
  return spec.strategy === "one_for_all" ? all.filter((one) => one !== path) : all.slice(all.indexOf(path) + 1);
}

function queueUp(draft: Draft, child: Node, dueAt: number): void {
  disarm(draft, child);
  const { phase } = child;
  const queued = phase.is === "queued" ? phase : null;
  const later = Math.max(dueAt, queued?.dueAt ?? dueAt);
  draft.put({ ...child, phase: { is: "queued", by: queued?.by ?? "plan", dueAt: later, awaits: "turn" } });
}
