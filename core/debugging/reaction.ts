import type { DebugAction } from "./happenings.ts";
import type { DebugSession, Process, Reaction, ThreadId } from "./model.ts";

/** The session as it is, and these things to do. */
export function act(session: DebugSession, ...actions: DebugAction[]): Reaction {
  return { session, actions };
}

/** First the one, then what follows from the session it led to. */
export function chain(first: Reaction, next: (session: DebugSession) => Reaction): Reaction {
  const second = next(first.session);
  return { session: second.session, actions: [...first.actions, ...second.actions] };
}

/** One reaction after the other, for each item. */
export function forEach<T>(
  session: DebugSession,
  items: Iterable<T>,
  each: (session: DebugSession, item: T) => Reaction,
): Reaction {
  let current = session;
  const actions: DebugAction[] = [];
  for (const item of items) {
    const reaction = each(current, item);
    current = reaction.session;
    actions.push(...reaction.actions);
  }
  return { session: current, actions };
}

/** The session with this process changed; a process that is gone stays gone. */
export function change(session: DebugSession, thread: ThreadId, to: Partial<Process>): DebugSession {
  const process = session.processes.get(thread);
  if (!process) return session;
  return { ...session, processes: new Map(session.processes).set(thread, { ...process, ...to }) };
}

/** `fleet/devices/device-3 #2`, `fleet/api #1 · worker 2`, `fleet/api #1 · pid 4711`: how a thread is called. */
export function nameOf(process: Process): string {
  const { path, incarnation, pid, part } = process;
  const name = `${path} #${incarnation}`;
  if (part.is === "descendant") return `${name} · pid ${pid}`;
  return part.is === "worker" ? `${name} · worker ${part.number}` : name;
}

/** Whether its debug channel is open, so that it can be asked. */
export function isReachable(process: Process): boolean {
  return process.state.is !== "attaching" && process.state.is !== "detached";
}

/** A line for the debug console. */
export function say(category: "console" | "important" | "stderr", text: string): DebugAction {
  return { do: "emit", event: "output", body: { category, output: `${text}\n` } };
}
