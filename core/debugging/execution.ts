import { arm, isWanted } from "./binding.ts";
import type {
  DebugAction,
  DebugEvent,
  DebugSession,
  PauseCause,
  Process,
  Reaction,
  StepKind,
  ThreadId,
} from "./model.ts";
import { noSuchThread } from "./processes.ts";
import { act, chain, change, forEach, nameOf } from "./reaction.ts";
import { stepOn } from "./step.ts";

/** In the order of the tree's paths, `device-2` before `device-10`. */
export function listThreads(session: DebugSession, seq: number): Reaction {
  const threads = [...session.processes.values()]
    .sort((a, b) => a.path.localeCompare(b.path, "en", { numeric: true }))
    .map((process) => ({ id: process.thread, name: nameOf(process) }));
  return act(session, { do: "respond", seq, body: { threads } });
}

export function goOn(session: DebugSession, seq: number, thread: ThreadId): Reaction {
  const process = session.processes.get(thread);
  if (process?.state.is !== "paused") return refuseToGo(session, seq, thread, process);
  return chain(act(session, { do: "respond", seq, body: { allThreadsContinued: false } }), (after) =>
    resume(after, thread),
  );
}

/** Every process that is paused goes on; the client hears of each, since it asked for none by name. */
export function allGoOn(session: DebugSession, seq: number): Reaction {
  const threads = [...session.processes.values()]
    .filter(({ state }) => state.is === "paused")
    .map(({ thread }) => thread);
  const answered = act(session, { do: "respond", seq, body: { continued: threads.length } });
  return chain(answered, (after) =>
    forEach(after, threads, (current, thread) =>
      chain(resume(current, thread), (going) => act(going, continued(thread))),
    ),
  );
}

export function stepBy(session: DebugSession, seq: number, thread: ThreadId, step: StepKind): Reaction {
  const process = session.processes.get(thread);
  if (process?.state.is !== "paused") return refuseToGo(session, seq, thread, process);
  return act(
    change(session, thread, { state: { is: "stepping", step, from: process.state.at } }),
    { do: "respond", seq, body: {} },
    { do: "step", thread, step },
  );
}

/** A person looks at this process: its Debugger domain goes on, if it was not. */
export function pauseProcess(session: DebugSession, seq: number, thread: ThreadId): Reaction {
  const process = session.processes.get(thread);
  if (!process) return act(session, noSuchThread(seq, thread));
  const { is } = process.state;
  if (is === "paused") return act(session, { do: "respond", seq, body: {} });
  if (is === "attaching" || is === "detached" || process.held)
    return act(session, {
      do: "refuse",
      seq,
      message: `${nameOf(process)} cannot be paused now: it is ${process.held ? "held at entry" : is}.`,
    });
  const armed = process.armed ? act(session) : arm(session, thread);
  return chain(armed, (after) =>
    act(change(after, thread, { state: { is: "pausing" } }), { do: "respond", seq, body: {} }, { do: "pause", thread }),
  );
}

/** A step goes on until it reaches another line of somebody's source; anything else stops. */
export function paused(session: DebugSession, event: Extract<DebugEvent, { kind: "paused" }>): Reaction {
  const { thread, cause, spot } = event;
  const process = session.processes.get(thread);
  if (!process) return act(session);
  const { state } = process;
  if (state.is === "stepping" && cause.by === "step") {
    const further = stepOn(state.step, state.from, spot, session.settings.smartStep);
    if (further !== null) return act(session, { do: "step", thread, step: further });
  }
  return act(change(session, thread, { state: { is: "paused", at: spot } }), {
    do: "emit",
    event: "stopped",
    body: { threadId: thread, allThreadsStopped: false, ...reasonOf(session, cause) },
  });
}

/** Somebody else let it go on: the runtime, say, so that the process can obey a stop. */
export function resumed(session: DebugSession, thread: ThreadId): Reaction {
  if (session.processes.get(thread)?.state.is !== "paused") return act(session);
  return act(change(session, thread, { state: { is: "running" } }), continued(thread));
}

function resume(session: DebugSession, thread: ThreadId): Reaction {
  const running = change(session, thread, { state: { is: "running" } });
  return chain(act(running, { do: "resume", thread }), (after) => restIfUnwanted(after, thread));
}

function continued(thread: ThreadId): DebugAction {
  return { do: "emit", event: "continued", body: { threadId: thread, allThreadsContinued: false } };
}

function reasonOf(session: DebugSession, cause: PauseCause): object {
  switch (cause.by) {
    case "breakpoint":
      return { reason: "breakpoint", hitBreakpointIds: cause.breakpoints };
    case "step":
      return { reason: "step" };
    case "pause":
      return { reason: "pause" };
    case "entry":
      return { reason: "entry" };
    case "debugger":
      return { reason: "breakpoint", description: "Paused on a debugger statement" };
    case "exception": {
      const held = cause.uncaught && session.settings.holdOnCrash;
      const description = held
        ? "Held: an error that nobody handles"
        : `Paused on ${cause.uncaught ? "an uncaught" : "a caught"} error`;
      return { reason: "exception", description, text: cause.text };
    }
  }
}

/** It was armed only to be looked at, and now nobody does. */
function restIfUnwanted(session: DebugSession, thread: ThreadId): Reaction {
  if (isWanted(session)) return act(session);
  return act(change(session, thread, { armed: false }), { do: "disarm", thread });
}

function refuseToGo(session: DebugSession, seq: number, thread: ThreadId, process: Process | undefined): Reaction {
  const refusal: DebugAction = process
    ? { do: "refuse", seq, message: `${nameOf(process)} is not paused.` }
    : noSuchThread(seq, thread);
  return act(session, refusal);
}
