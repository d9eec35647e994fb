import { arm, isWanted } from "./binding.ts";
import type { DebugAction, DebugEvent, Inspection } from "./happenings.ts";
import type { DebugSession, Part, Process, Reaction, ThreadId } from "./model.ts";
import { act, chain, change, forEach, isReachable, nameOf, say } from "./reaction.ts";

type Meeting = Extract<DebugEvent, { kind: "held" | "running" }>;

/** A process: a new thread, and its debug channel is opened. An incarnation's predecessor is over, whether we heard of it or not. */
export function met(session: DebugSession, event: Meeting): Reaction {
  const { kind, path, incarnation, pid, descendant } = event;
  if (isOver(session)) return act(session);
  const known = [...session.processes.values()].filter((process) => process.path === path);
  const same = known.filter(({ part }) => part.is === (descendant ? "descendant" : "process"));
  if (same.some((one) => one.incarnation > incarnation || (one.incarnation === incarnation && one.pid === pid)))
    return act(session);
  const before = known.filter((process) => process.incarnation < incarnation);
  return chain(forEach(session, before, remove), (after) => {
    const part: Part = { is: descendant ? "descendant" : "process" };
    const [added, thread] = add(after, { path, incarnation, pid, part, held: kind === "held" });
    return act(added, { do: "attach", thread, path, incarnation, pid: descendant ? pid : null });
  });
}

/** A worker thread of a process: a thread of its own, debugged through the channel of its process. */
export function workerMet(session: DebugSession, event: Extract<DebugEvent, { kind: "worker" }>): Reaction {
  const { of, worker, held } = event;
  const process = session.processes.get(of);
  if (isOver(session) || !process) return act(session);
  const { path, incarnation, pid } = process;
  const part: Part = { is: "worker", of, number: process.workers + 1 };
  const counted = change(session, of, { workers: part.number });
  const [added, thread] = add(counted, { path, incarnation, pid, part, held });
  return act(added, { do: "attach_worker", thread, of, worker });
}

function add(
  session: DebugSession,
  met: Pick<Process, "path" | "incarnation" | "pid" | "part" | "held">,
): [DebugSession, ThreadId] {
  const thread = session.nextThread;
  const process: Process = { ...met, thread, armed: false, workers: 0, state: { is: "attaching" } };
  return [{ ...session, nextThread: thread + 1, processes: new Map(session.processes).set(thread, process) }, thread];
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

function release({ thread, path, incarnation, pid, part }: Process): DebugAction {
  return { do: "release", thread, path, incarnation, pid: part.is === "descendant" ? pid : null };
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

/** A descendant is gone, with its worker threads. */
export function left(session: DebugSession, event: Extract<DebugEvent, { kind: "left" }>): Reaction {
  const gone = [...session.processes.values()].filter(
    ({ path, incarnation, pid }) => path === event.path && incarnation === event.incarnation && pid === event.pid,
  );
  return forEach(session, gone, remove);
}

/** A worker thread is over. */
export function ended(session: DebugSession, thread: ThreadId): Reaction {
  const process = session.processes.get(thread);
  return process ? remove(session, process) : act(session);
}

export function forgetAll(session: DebugSession): Reaction {
  return forEach(session, [...session.processes.values()], remove);
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
