import type { EndReason, ExitReason, Path, TraceLine } from "../../wire/index.ts";
import type { Event, Step } from "../supervision/index.ts";
import type { Node, Tree } from "../supervision/tree.ts";

/** Which call an answer belongs to. */
export type Calls = ReadonlyMap<number, { call: string; child: Path }>;

/** What one step shows: the exit that it is about, the reports, what became of children, then what is done, in its order. */
export function linesOf(before: Tree, event: Event, step: Step, calls: Calls): TraceLine[] {
  const done = step.actions.flatMap((action) => deed(step.tree, action, event.at, calls) ?? []);
  const reports = done.filter((line) => line.do === "report");
  const others = done.filter((line) => line.do !== "report");
  return [
    ...exitLine(event),
    ...reports,
    ...step.touched.flatMap((path) => fate(before, step.tree, path, event)),
    ...others,
  ];
}

function exitLine(event: Event): TraceLine[] {
  if (event.kind !== "exited" && event.kind !== "spawn_failed") return [];
  const { at, path: child, incarnation } = event;
  const reason = event.kind === "exited" ? event.reason : { error: event.error };
  return [{ at, do: "exited", child, incarnation, reason }];
}

/** What became of a child in a step beyond the actions. */
function fate(before: Tree, after: Tree, path: Path, event: Event): TraceLine[] {
  const { at } = event;
  const old = before.nodes.get(path);
  const node = after.nodes.get(path);
  if (!node) return old ? [{ at, do: "delete", ...about(old), reason: lastReason(old, event) }] : [];
  const lines: TraceLine[] = [];
  if (isOver(node) && node.lastExit && node.lastExit !== old?.lastExit) {
    const { incarnation, reason } = node.lastExit; // it may be starting again already
    lines.push({ at, do: "ended", child: path, incarnation, reason: wordOf(reason) });
  }
  if (isWaiting(node) && !isWaiting(old)) lines.push({ at, do: "wait", ...about(node) });
  const { phase, incarnation } = node;
  const isHeld = phase.is === "down" && phase.as === "held";
  if (isHeld && phase !== old?.phase) lines.push({ at, do: "hold", child: path, incarnation, reason: phase.reason });
  const due = dueOf(node);
  if (due !== null && due > at && due !== dueOf(old)) lines.push({ at, do: "restart_at", ...about(node), due });
  return lines;
}

function deed(tree: Tree, action: Step["actions"][number], at: number, calls: Calls): TraceLine | null {
  switch (action.do) {
    case "start":
    case "adopt":
    case "stop":
    case "kill": {
      const node = tree.nodes.get(action.path);
      const starts = action.do === "start" || action.do === "adopt";
      const reason = starts ? (node?.lastExit?.reason ?? null) : whyStopped(node);
      return { at, do: action.do, child: action.path, incarnation: action.incarnation, reason };
    }
    case "report":
      if (action.severity === "debug") return null; // the start itself has its line
      return { at, do: "report", child: action.path, severity: action.severity, message: action.message };
    case "reply": {
      const { call, child } = calls.get(action.id) ?? { call: "", child: "" };
      const { answer } = action;
      if (answer.ok) return { at, do: "reply", child, call, value: answer.value };
      return { at, do: "refuse", child, call, reason: answer.code, message: answer.message };
    }
    case "ended": {
      const incarnation = tree.nodes.get(tree.root)?.incarnation ?? 0;
      return { at, do: "ended", child: tree.root, incarnation, reason: action.reason };
    }
    case "take_up":
    case "probe":
    case "watch":
    case "wake":
    case "cancel":
      return null;
  }
}

function about({ path, incarnation, lastExit }: Node) {
  return { child: path, incarnation, reason: lastExit?.reason ?? null };
}

/** Why a child that is forgotten was down at last. */
function lastReason(old: Node, event: Event): ExitReason | null {
  if (old.phase.is === "stopping") return whyStopped(old);
  const [line] = exitLine(event);
  return line?.do === "exited" && line.child === old.path ? line.reason : (old.lastExit?.reason ?? null);
}

/** A supervisor below the root; the root's end is an action. */
function isOver(node: Node): boolean {
  return node.kind === "supervisor" && node.parent !== null;
}

/** OTP's and director's own words for why a supervisor ends stand alone in the trace, for the root and for others alike. */
function wordOf(reason: ExitReason): EndReason | ExitReason {
  if (typeof reason !== "object" || !("error" in reason)) return reason;
  switch (reason.error) {
    case "reached_max_restart_intensity":
    case "reached_max_restart_plan":
    case "empty_plan_child_terminated":
    case "run_plan_element":
      return reason.error;
    default:
      return reason;
  }
}

function whyStopped(node: Node | undefined): ExitReason {
  const after = node?.phase.is === "stopping" ? node.phase.after : null;
  return after?.do === "exit" ? after.reason : "shutdown";
}

function isWaiting(node: Node | undefined): boolean {
  return node?.phase.is === "down" && node.phase.as === "waiting";
}

function dueOf(node: Node | undefined): number | null {
  return node?.phase.is === "queued" && node.phase.by === "plan" ? node.phase.dueAt : null;
}
