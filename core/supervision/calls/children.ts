import type { ChildSpec } from "../../../spec/index.ts";
import type { Path } from "../../../wire/index.ts";
import { callBack } from "../callers.ts";
import { disarm } from "../deadlines.ts";
import type { Draft } from "../draft.ts";
import { begin } from "../entrance.ts";
import { plant } from "../load.ts";
import type { Call } from "../model.ts";
import { adopt } from "../start.ts";
import { forget, stop } from "../stop.ts";
import { hasItsTurn, hurry } from "../strategy.ts";
import type { After, Node, SupervisorNode } from "../tree.ts";
import {
  childAt,
  done,
  isRefused,
  later,
  noSuchChild,
  notRunning,
  type Outcome,
  type Refused,
  refused,
  supervisorAt,
} from "./outcome.ts";

/** OTP's start_child: answered when the child is ready. */
export function startChild(draft: Draft, id: number, path: Path, spec: ChildSpec): Outcome {
  const supervisor = supervisorWithRoom(draft, path, spec);
  if (isRefused(supervisor)) return supervisor;
  const child = addChild(draft, supervisor, spec);
  callBack(draft, child, { id, until: "ready", value: { path: child.path } });
  startInTurn(draft, supervisor, [child.path]);
  return later;
}

/** director's become_supervisor, for a process of the system; answered when it is known to live. */
export function becomeSupervisor(
  draft: Draft,
  id: number,
  { path, child: spec, pid }: Extract<Call, { name: "become_supervisor" }>,
): Outcome {
  const supervisor = supervisorWithRoom(draft, path, spec);
  if (isRefused(supervisor)) return supervisor;
  const owner = draft.find((node) => node.kind === "worker" && node.pid === pid);
  if (owner)
    return refused(
      "running",
      owner.path,
      `Process ${pid} is ${owner.path} already; name one that this tree did not start.`,
    );
  const child = addChild(draft, supervisor, spec);
  callBack(draft, child, { id, until: "ready", value: { path: child.path } });
  const worker = draft.fresh(child);
  if (worker.kind === "worker") adopt(draft, worker, pid);
  return later;
}

/** The supervisor that a new child is for, or why it cannot have it. */
function supervisorWithRoom(draft: Draft, path: Path, { id }: ChildSpec): SupervisorNode | Refused {
  const supervisor = supervisorAt(draft, path);
  if (isRefused(supervisor)) return supervisor;
  const obstacle = notRunning(supervisor);
  if (obstacle) return obstacle;
  const childPath = `${path}/${id}`;
  if (draft.get(childPath)) {
    return refused("already_present", childPath, `${childPath} is there already; delete it first or take another id.`);
  }
  const max = supervisor.spec.dynamic?.max ?? "infinity";
  if (max === "infinity" || supervisor.children.size < max) return supervisor;
  return refused("max_children", path, `${path} has its ${max} children (\`dynamic.max\`); delete one first.`);
}

/** OTP's restart_child, which starts a child that is down; as in director it does not wait for a delayed restart. */
export function restartChild(draft: Draft, id: number, path: Path): Outcome {
  const found = childAt(draft, path);
  if (isRefused(found)) return found;
  const { child } = found;
  if (child.phase.is !== "down" && child.phase.is !== "queued") {
    return refused("running", path, `${path} runs already; restart it, or stop it first.`);
  }
  startNow(draft, id, found);
  return later;
}

/** A person's restart: the child is stopped in order and started again. */
export function restart(draft: Draft, id: number, path: Path): Outcome {
  const node = draft.get(path);
  if (!node) return noSuchChild(path);
  const supervisor = draft.parentOf(node);
  const obstacle = supervisor && notRunning(supervisor);
  if (obstacle) return obstacle;
  if (supervisor && (node.phase.is === "down" || node.phase.is === "queued")) {
    startNow(draft, id, { child: node, supervisor });
    return later;
  }
  callBack(draft, node, { id, until: "ready", value: {} });
  stop(draft, draft.fresh(node), { do: "start", by: "restart" });
  return later;
}

/**
 * OTP's terminate_child: answered when the child is down. As in OTP a temporary child is forgotten with it, and as in Elixir's
 * DynamicSupervisor every child of a dynamic supervisor.
 */
export function terminateChild(draft: Draft, id: number, path: Path): Outcome {
  const found = childAt(draft, path);
  if (isRefused(found)) return found;
  const { life } = found.child.spec;
  const temporary = life.by === "restart" && life.restart === "temporary";
  const forgets = temporary || found.supervisor.spec.dynamic !== null;
  return bringDown(draft, id, found.child, forgets ? { do: "forget" } : { do: "rest", as: "stopped" });
}

/** A person's stop: the child stays there, down, whatever supervises it, so that it can be started again. */
export function stopChild(draft: Draft, id: number, path: Path): Outcome {
  const found = childAt(draft, path);
  return isRefused(found) ? found : bringDown(draft, id, found.child, { do: "rest", as: "stopped" });
}

function bringDown(draft: Draft, id: number, child: Node, after: After): Outcome {
  callBack(draft, child, { id, until: "down", value: {} });
  stop(draft, draft.fresh(child), after);
  return later;
}

/** OTP's delete_child: only of a child that is down. One that lives by a plan may be waiting for its restart, as in director. */
export function deleteChild(draft: Draft, path: Path): Outcome {
  const found = childAt(draft, path);
  if (isRefused(found)) return found;
  const { child } = found;
  const waits = child.phase.is === "queued" && child.phase.by === "plan" && child.spec.life.by === "plan";
  if (child.phase.is !== "down" && !waits) {
    return refused("running", path, `${path} is not down; stop it first, then delete it.`);
  }
  disarm(draft, child);
  forget(draft, child);
  return done;
}

/** Puts a new child behind its siblings, queued but not yet started. */
export function addChild(draft: Draft, supervisor: SupervisorNode, spec: ChildSpec): Node {
  const path = `${supervisor.path}/${spec.id}`;
  const parent = draft.fresh(supervisor);
  if (parent.kind !== "supervisor") throw new Error(`${parent.path} is no supervisor`);
  for (const node of plant(spec, parent.path, path, parent.nextRank, draft.at)) {
    draft.put({ ...node, incarnation: draft.lastIncarnation(node.path) });
  }
  draft.put({ ...parent, children: parent.children.add(path), nextRank: parent.nextRank + 1 });
  const child = draft.get(path);
  if (!child) throw new Error(`${path} was not planted`);
  return draft.put({ ...child, phase: { is: "queued", by: "start_child", dueAt: draft.at, awaits: "turn" } });
}

/** Starts new children; while their supervisor starts or restarts others they come behind those. */
export function startInTurn(draft: Draft, supervisor: SupervisorNode, paths: readonly Path[]): void {
  const node = draft.fresh(supervisor);
  if (node.kind !== "supervisor") throw new Error(`${node.path} is no supervisor`);
  const { flow } = node;
  if (flow.is === "starting" && !node.spec.dynamic)
    draft.put({ ...node, flow: { ...flow, queue: [...flow.queue, ...paths] } });
  if (flow.is !== "none" && !node.spec.dynamic) return;
  for (const path of paths) {
    const child = draft.get(path);
    if (child) begin(draft, child, "start_child");
  }
}

/** Starts a child that is down or queued, which ends a hold; where siblings wait with it for its restart, that is due for all of them now. */
function startNow(draft: Draft, id: number, { child, supervisor }: { child: Node; supervisor: SupervisorNode }): void {
  callBack(draft, child, { id, until: "ready", value: {} });
  const node = draft.put({ ...draft.fresh(child), onHold: false });
  const inGroup = node.phase.is === "queued" && supervisor.spec.strategy !== "one_for_one";
  if (inGroup && hasItsTurn(supervisor, node.path)) {
    hurry(draft, supervisor);
    return;
  }
  disarm(draft, node);
  begin(draft, node, "restart");
}
