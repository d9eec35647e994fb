import { arm, isWanted } from "./binding.ts";
import type { DebugAction, Inspection } from "./happenings.ts";
import type { DebugSession, Process, Reaction, ThreadId } from "./model.ts";
import { act, chain, change, forEach, isReachable, nameOf, say } from "./reaction.ts";

interface Meeting {
  path: string;
  incarnation: number;
  pid: number;
}

/** A new incarnation: a new thread, and its debug channel is opened. Its predecessor is over, whether we heard of it or not. */
export function met(session: DebugSession, { path, incarnation, pid }: Meeting, held: boolean): Reaction {
  if (isOver(session)) return act(session);
  const known = [...session.processes.values()].filter((process) => process.path === path);
  if (known.some((process) => process.incarnation >= incarnation)) return act(session);
  return chain(forEach(session, known, remove), (after) => {
    const thread = after.nextThread;
    const process: Process = { thread, path, incarnation, pid, held, armed: false, state: { is: "attaching" } };
    return act(
      { ...after, nextThread: thread + 1, processes: new Map(after.processes).set(thread, process) },
      { do: "attach", thread, path, incarnation },
    );
  });
}

export function attached(session: DebugSession, thread: ThreadId): Reaction {
  return begin(change(session, thread, { state: { is: "running" } }), thread);
}

/** *Bind before release*: the breakpoints first, then the process may go on. Waits until the client has sent its breakpoints. */
export function begin(session: DebugSession, thread: ThreadId): Reaction {
  const process = session.processes.get(thread);
  if (session.phase.is !== "running" || !process || !isReachable(process)) return act(session);
  const bound = isWanted(session, process.path) && !process.armed ? arm(session, process) : act(session);
  if (!process.held) return bound;
  return chain(bound, (after) => act(change(after, thread, { held: false }), release(process)));
}

function release({ thread, path, incarnation }: Process): DebugAction {
  return { do: "release", thread, path, incarnation };
}

/** It cannot be debugged; if it was held it must not wait for a debugger that never comes. */
export function attachFailed(session: DebugSession, thread: ThreadId, message: string): Reaction {
  const process = session.processes.get(thread);
  if (!process) return act(session);
  const actions: DebugAction[] = [say("important", `${nameOf(process)} is not debugged: ${message}`)];
  if (process.held) actions.unshift(release(process));
  return chain(act(session, ...actions), (after) => remove(after, process));
}

/** The channel closed, as it does when the program ends; the thread goes with `exited`. */
export function detached(session: DebugSession, thread: ThreadId): Reaction {
  const left = change(session, thread, { state: { is: "detached" }, armed: false });
  return act(withoutBindings(left, thread));
}

export function exited(session: DebugSession, event: { path: string; incarnation: number }): Reaction {
  const gone = [...session.processes.values()].filter(
    (process) => process.path === event.path && process.incarnation === event.incarnation,
  );
  return forEach(session, gone, remove);
}

function remove(session: DebugSession, { thread }: Process): Reaction {
  const processes = new Map(session.processes);
  processes.delete(thread);
  return act(withoutBindings({ ...session, processes }, thread), { do: "detach", thread });
}

function withoutBindings(session: DebugSession, thread: ThreadId): DebugSession {
  const breakpoints = new Map(session.breakpoints);
  for (const [id, breakpoint] of breakpoints) {
    if (!breakpoint.bindings.has(thread)) continue;
    const bindings = new Map(breakpoint.bindings);
    bindings.delete(thread);
    breakpoints.set(id, { ...breakpoint, bindings });
  }
  return { ...session, breakpoints };
}

export function onProcess(session: DebugSession, seq: number, thread: ThreadId, what: "restart" | "kill"): Reaction {
  const process = session.processes.get(thread);
  if (!process) return act(session, noSuchThread(seq, thread));
  return act(session, { do: what, seq, path: process.path });
}

/** Ends processes in order and leaves them down, as a person who terminates them wants them. */
export function endProcesses(session: DebugSession, seq: number, threads: readonly ThreadId[]): Reaction {
  const gone = threads.find((thread) => !session.processes.has(thread));
  if (gone !== undefined) return act(session, noSuchThread(seq, gone));
  const paths = threads.flatMap((thread) => session.processes.get(thread)?.path ?? []);
  return act(session, { do: "end_processes", seq, paths });
}

/** Questions about frames and variables name them by handle; the adapter knows which are still good. */
export function inspect(session: DebugSession, seq: number, request: Inspection): Reaction {
  if (request.command === "stackTrace" || request.command === "exceptionInfo") {
    const process = session.processes.get(request.arguments.threadId);
    if (!process) return act(session, noSuchThread(seq, request.arguments.threadId));
    if (process.state.is !== "paused")
      return act(session, { do: "refuse", seq, message: `${nameOf(process)} is not paused.` });
  }
  return act(session, { do: "inspect", seq, request });
}

export function noSuchThread(seq: number, thread: ThreadId): DebugAction {
  return { do: "refuse", seq, message: `There is no thread ${thread}: its process may have ended.` };
}

function isOver(session: DebugSession): boolean {
  return session.phase.is === "stopping" || session.phase.is === "ended";
}
