import { formatDuration } from "../../spec/index.ts";
import type { EndReason, Path } from "../../wire/index.ts";
import { answer } from "./callers.ts";
import { goOn, ownTime } from "./clock.ts";
import { arm, disarm } from "./deadlines.ts";
import type { Draft } from "./draft.ts";
import { begin, shut } from "./entrance.ts";
import type { Failure } from "./model.ts";
import { report } from "./report.ts";
import type { After, Node, SupervisorNode, WorkerNode } from "./tree.ts";
import { exitOf, isCalm } from "./words.ts";

/** Brings a child down, whatever it does at the moment; `after` follows when it is down, which may be at once. */
export function stop(draft: Draft, child: Node, wanted: After): void {
  const { phase } = child;
  const after = isLeaving(draft, child) ? forgotten : wanted;
  switch (phase.is) {
    case "down":
    case "queued":
      disarm(draft, child);
      isDown(draft, child, after);
      return;
    case "spawning":
      draft.put({ ...child, phase: { is: "stopping", after, spawned: false, deadline: null } });
      return;
    case "starting":
    case "up":
      if (child.kind === "supervisor") close(draft, child, after, "shutdown");
      else signal(draft, child, after);
      return;
    case "stopping":
      // A surplus child goes for good, whoever else stops it meanwhile.
      draft.put({ ...child, phase: { ...phase, after: phase.after.do === "forget" ? phase.after : after } });
      return;
  }
}

/** Asks a process to end: with its stop signal, and at its deadline by SIGKILL; at once by SIGKILL when its timeout is 0. */
export function signal(draft: Draft, child: WorkerNode, wanted: After): void {
  disarm(draft, child);
  const after = isLeaving(draft, child) ? forgotten : wanted;
  const { path, incarnation } = child;
  const { signal, file, timeoutMs } = child.spec.stop;
  const brutal = timeoutMs === 0 || (file === null && signal === "SIGKILL");
  const deadline = brutal || timeoutMs === "infinity" ? null : ownTime(child.clock, draft.at) + timeoutMs;
  const node = draft.put({ ...child, phase: { is: "stopping", after, spawned: true, deadline } });
  draft.act(brutal ? { do: "kill", path, incarnation } : { do: "stop", path, incarnation, signal, file });
  arm(draft, node);
}

const forgotten: After = { do: "forget" };

function isLeaving(draft: Draft, { parent, path }: Node): boolean {
  return parent !== null && draft.gate(parent).leaving.has(path);
}

/** A process did not obey its stop signal in time. */
export function kill(draft: Draft, child: WorkerNode): void {
  if (child.phase.is !== "stopping") return;
  const { path, incarnation } = child;
  const { signal, file, timeoutMs } = child.spec.stop;
  draft.put({ ...child, phase: { ...child.phase, deadline: null } });
  draft.act({ do: "kill", path, incarnation });
  const time = timeoutMs === "infinity" ? "its time" : formatDuration(timeoutMs);
  const message = `did not stop within ${time} of ${file === null ? signal : `the file ${file}`} and is killed`;
  report(draft, child, { severity: "warning", context: "shutdown_error", message });
}

/** A supervisor gives up: it stops its children in reverse order and then is an exited child of its own parent. */
export function giveUp(draft: Draft, supervisor: SupervisorNode, reason: EndReason): void {
  const by = supervisor.phase.is === "starting" ? supervisor.phase.by : null;
  close(draft, supervisor, { do: "exit", reason: exitOf(reason), by }, reason);
}

/** What was stopping is gone. */
export function stopped(draft: Draft, child: Node): void {
  if (child.phase.is !== "stopping") return;
  disarm(draft, child);
  const { after } = child.phase;
  const reason = after.do === "exit" ? after.reason : "shutdown";
  const lastExit = { reason, at: draft.at, incarnation: child.incarnation };
  const node = draft.put({ ...remains(draft, child), lastExit });
  if (child.parent === null && child.kind === "supervisor" && after.do !== "start") treeIsDown(draft, child);
  else isDown(draft, node, after);
}

/** What is left of a child when its incarnation is over. */
export function remains(draft: Draft, child: Node): Node {
  const clock = goOn(child.clock, draft.at);
  const phase = { is: "down", as: "stopped" } as const;
  if (child.kind === "supervisor") return { ...child, clock, phase, flow: { is: "none" } };
  return { ...child, clock, phase, pid: null, node: null, debugged: false };
}

/** Leaves a child down until somebody starts it. */
export function rest(draft: Draft, child: Node, as: "stopped" | "waiting" | "failed"): void {
  draft.put({ ...child, phase: { is: "down", as } });
  answer(draft, child.path, "down", null);
  answer(draft, child.path, "ready", stoppedMeanwhile(child));
  turnOfParent(draft, child);
}

export function forget(draft: Draft, child: Node): void {
  answer(draft, child.path, "down", null);
  answer(draft, child.path, "ready", stoppedMeanwhile(child));
  draft.remove(child);
  turnOfParent(draft, child);
}

/** Stops the children of a supervisor one after the other, the last started first; those that wait to be started no longer do. */
function close(draft: Draft, supervisor: SupervisorNode, after: After, reason: EndReason): void {
  const living: Path[] = [];
  if (supervisor.spec.dynamic) shut(draft, supervisor);
  for (const path of supervisor.children) {
    const child = draft.get(path);
    if (!child || isAtRest(child)) continue;
    const lives = child.phase.is !== "queued" && child.phase.is !== "down";
    if (!lives || child.phase.is === "stopping") stop(draft, child, { do: "rest", as: "stopped" });
    if (lives) living.push(path);
  }
  const phase = { is: "stopping", after, spawned: true, deadline: null } as const;
  draft.put({ ...supervisor, phase, flow: { is: "ending", queue: living.reverse(), next: 0, reason } });
  draft.tell({ is: "turn", path: supervisor.path });
}

/** Down with nothing left to be decided: one that is held still has its exit to be answered. */
function isAtRest({ phase }: Node): boolean {
  return phase.is === "down" && phase.as !== "held";
}

/** Nothing of the child lives: what was to follow does. */
function isDown(draft: Draft, child: Node, after: After): void {
  switch (after.do) {
    case "rest":
      rest(draft, child, after.as);
      return;
    case "forget":
      forget(draft, child);
      return;
    case "start":
      answer(draft, child.path, "down", null);
      begin(draft, draft.fresh(child), after.by);
      return;
    case "queue":
      draft.put({ ...child, phase: { is: "queued", by: "plan", dueAt: after.dueAt, awaits: "turn" } });
      answer(draft, child.path, "down", null);
      turnOfParent(draft, child);
      return;
    case "exit":
      answer(draft, child.path, "down", null);
      draft.tell(
        after.by
          ? { is: "not_started", path: child.path, by: after.by, reason: after.reason }
          : { is: "exited", path: child.path, reason: after.reason },
      );
      return;
  }
}

function treeIsDown(draft: Draft, root: SupervisorNode): void {
  const reason = root.flow.is === "ending" ? root.flow.reason : "shutdown";
  rest(draft, draft.fresh(root), isCalm(exitOf(reason)) ? "stopped" : "failed");
  draft.act({ do: "ended", reason, at: draft.at });
}

function turnOfParent(draft: Draft, child: Node): void {
  if (child.parent !== null) draft.tell({ is: "turn", path: child.parent });
}

function stoppedMeanwhile({ path }: Node): Failure {
  return { code: "start_failed", message: `${path} was stopped before it was ready`, where: path };
}
