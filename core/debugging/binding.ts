import { hasErrorsToPauseOn, pauseOnIn } from "./errors.ts";
import type { DebugEvent } from "./happenings.ts";
import { isFor } from "./limit.ts";
import type { Binding, Breakpoint, BreakpointId, DebugSession, Process, Reaction, ThreadId } from "./model.ts";
import { act, chain, change, forEach, isReachable } from "./reaction.ts";
import { answerSettled } from "./telling.ts";

/** Whether anything could pause this process, so that its Debugger domain has to be on. */
export function isWanted(session: DebugSession, path: string): boolean {
  const isSet = [...session.breakpoints.values()].some((breakpoint) => concerns(breakpoint, path));
  return isSet || session.settings.stopOnEntry || hasErrorsToPauseOn(session, path);
}

/** Whether a process may stop at a breakpoint: it can be set at all, and is for this process. */
export function concerns(breakpoint: Breakpoint, path: string): boolean {
  return breakpoint.fault === null && isFor(breakpoint, path);
}

/** The Debugger domain on, and all breakpoints with it. */
export function arm(session: DebugSession, process: Process): Reaction {
  const { thread, path, held, part } = process;
  const armed = change(session, thread, { armed: true });
  const stopOnEntry = session.settings.stopOnEntry && held && part.is !== "worker";
  return chain(act(armed, { do: "arm", thread, pauseOn: pauseOnIn(session, path), stopOnEntry }), (after) =>
    forEach(after, after.breakpoints.values(), (current, { id }) => bindIn(current, id, process)),
  );
}

/** The Debugger domain costs a process dearly: it is on where something could pause, off where nothing can. */
export function switchDebuggers(session: DebugSession): Reaction {
  if (session.phase.is !== "running") return act(session);
  return forEach(session, [...session.processes.values()].filter(isReachable), (current, process) => {
    const wanted = isWanted(session, process.path);
    if (wanted && !process.armed) return arm(current, process);
    if (!wanted && process.armed && process.state.is === "running") return disarm(current, process);
    return act(current);
  });
}

export function disarm(session: DebugSession, { thread }: Process): Reaction {
  return act(change(session, thread, { armed: false }), { do: "disarm", thread });
}

/** Code that a breakpoint may be in: it is set there before the code goes on. A function may be anywhere. */
export function loaded(session: DebugSession, event: Extract<DebugEvent, { kind: "loaded" }>): Reaction {
  const process = session.processes.get(event.thread);
  if (!process) return act(session);
  const here = [...session.breakpoints.values()].filter(
    ({ site }) => site.is === "function" || event.sources.includes(site.file),
  );
  const bind = forEach(session, here, (current, { id }) => bindIn(current, id, process));
  if (!event.waiting) return bind;
  return chain(bind, (after) => act(after, { do: "go_on", thread: event.thread }));
}

export function bound(session: DebugSession, event: Extract<DebugEvent, { kind: "bound" }>): Reaction {
  const breakpoint = session.breakpoints.get(event.breakpoint);
  if (!breakpoint || !session.processes.has(event.thread)) return act(session);
  const binding: Binding = event.place ? { is: "bound", place: event.place } : { is: "waiting" };
  const after = replace(session, {
    ...withBinding(breakpoint, event.thread, binding),
    place: breakpoint.place ?? event.place,
  });
  return answerSettled(after);
}

export function bindIn(session: DebugSession, id: BreakpointId, { thread, path }: Process): Reaction {
  const breakpoint = session.breakpoints.get(id);
  if (!breakpoint || !concerns(breakpoint, path)) return act(session);
  const known = breakpoint.bindings.get(thread) ?? { is: "setting" };
  return act(replace(session, withBinding(breakpoint, thread, known)), { do: "bind", thread, breakpoint });
}

function withBinding(breakpoint: Breakpoint, thread: ThreadId, binding: Binding): Breakpoint {
  return { ...breakpoint, bindings: new Map(breakpoint.bindings).set(thread, binding) };
}

export function replace(session: DebugSession, breakpoint: Breakpoint): DebugSession {
  return { ...session, breakpoints: new Map(session.breakpoints).set(breakpoint.id, breakpoint) };
}
