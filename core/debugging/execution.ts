import { pauseAround } from "./crowd.ts";
import { pausedOnError, widest } from "./errors.ts";
import type { DebugAction, DebugEvent } from "./happenings.ts";
import type { DebugSession, PauseCause, Process, Reach, Reaction, StepKind, ThreadId } from "./model.ts";
import { canPause, continued, pause, resume, step } from "./moves.ts";
import { noSuchThread } from "./processes.ts";
import { act, chain, change, nameOf } from "./reaction.ts";
import type { ArgumentsOf } from "./requests.ts";
import { stepOn } from "./step.ts";

export function goOn(session: DebugSession, seq: number, thread: ThreadId): Reaction {
  const process = session.processes.get(thread);
  if (process?.state.is !== "paused") return refuseToGo(session, seq, thread, process);
  return chain(act(session, { do: "respond", seq, body: { allThreadsContinued: false } }), (after) =>
    resume(after, thread),
  );
}

export function stepBy(
  session: DebugSession,
  seq: number,
  kind: StepKind,
  { threadId, granularity, targetId }: ArgumentsOf<"stepIn">,
): Reaction {
  const process = session.processes.get(threadId);
  if (process?.state.is !== "paused") return refuseToGo(session, seq, threadId, process);
  const how = { step: kind, lines: granularity === "line", target: targetId ?? null };
  return chain(act(session, { do: "respond", seq, body: {} }), (after) => step(after, process, how));
}

export function pauseProcess(session: DebugSession, seq: number, thread: ThreadId): Reaction {
  const process = session.processes.get(thread);
  if (!process) return act(session, noSuchThread(seq, thread));
  const { is } = process.state;
  if (is === "paused" || is === "pausing") return act(session, { do: "respond", seq, body: {} });
  if (canPause(process))
    return chain(act(session, { do: "respond", seq, body: {} }), (after) => pause(after, process, null));
  const message = `${nameOf(process)} cannot be paused now: it is ${process.held ? "held at entry" : is}.`;
  return act(session, { do: "refuse", seq, message });
}

/** A step goes on until it reaches another line of somebody's source; anything else stops. */
export function paused(session: DebugSession, event: Extract<DebugEvent, { kind: "paused" }>): Reaction {
  const { thread, cause, spot } = event;
  const process = session.processes.get(thread);
  if (!process) return act(session);
  const { state } = process;
  if (state.is === "stepping" && cause.by === "step") {
    const further = stepOn(state, spot, session.settings.smartStep);
    if (further !== null) return act(session, { do: "step", thread, step: further, target: null });
  }
  if (cause.by === "pause" && state.is === "running") return resume(session, thread); // nobody wants it any more
  const because = cause.by === "pause" && state.is === "pausing" ? state.with : null;
  const stopped = act(change(session, thread, { state: { is: "paused", at: spot } }), {
    do: "emit",
    event: "stopped",
    body: { threadId: thread, allThreadsStopped: false, ...reasonOf(session, process, cause, because) },
  });
  return chain(stopped, (after) => pauseAround(after, thread, reachOf(after, process, cause)));
}

/** Somebody else let it go on: the runtime, say, so that the process can obey a stop. */
export function resumed(session: DebugSession, thread: ThreadId): Reaction {
  if (session.processes.get(thread)?.state.is !== "paused") return act(session);
  return act(change(session, thread, { state: { is: "running" } }), continued(thread));
}

/** How far this stop reaches. */
function reachOf(session: DebugSession, { path }: Process, cause: PauseCause): Reach {
  if (cause.by === "exception") return pausedOnError(session, path, cause.uncaught).reach;
  if (cause.by !== "breakpoint") return "process";
  return widest(cause.breakpoints.map((id) => session.breakpoints.get(id)?.reach ?? "process"));
}

function reasonOf(session: DebugSession, { path }: Process, cause: PauseCause, because: string | null): object {
  switch (cause.by) {
    case "breakpoint": {
      const isFunction = cause.breakpoints.every((id) => session.breakpoints.get(id)?.site.is === "function");
      return { reason: isFunction ? "function breakpoint" : "breakpoint", hitBreakpointIds: cause.breakpoints };
    }
    case "step":
      return { reason: "step" };
    case "pause":
      if (because === null) return { reason: "pause" };
      return { reason: "pause", description: `Paused with ${because}`, preserveFocusHint: true };
    case "entry":
      return { reason: "entry" };
    case "restart":
      return { reason: "restart", description: "Paused at the start of the frame" };
    case "debugger":
      return { reason: "breakpoint", description: "Paused on a debugger statement" };
    case "other":
      return { reason: "pause", description: "Paused by another debugger" };
    case "exception": {
      const { isCrash } = pausedOnError(session, path, cause.uncaught);
      const description = isCrash ? "Held on crash" : `Paused on ${cause.uncaught ? "an uncaught" : "a caught"} error`;
      return { reason: "exception", description, text: cause.text };
    }
  }
}

function refuseToGo(session: DebugSession, seq: number, thread: ThreadId, process: Process | undefined): Reaction {
  const refusal: DebugAction = process
    ? { do: "refuse", seq, message: `${nameOf(process)} is not paused.` }
    : noSuchThread(seq, thread);
  return act(session, refusal);
}
