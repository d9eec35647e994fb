import type { Binding, Breakpoint, BreakpointId, DebugEvent, DebugSession, Reaction, ThreadId } from "./model.ts";
import { act, chain, change, forEach, isReachable } from "./reaction.ts";
import { answerSettled } from "./telling.ts";

/** Whether anything could pause a process, so that its Debugger domain has to be on. */
export function isWanted({ breakpoints, pauseOn, settings }: DebugSession): boolean {
  const isSet = [...breakpoints.values()].some(({ fault }) => fault === null);
  return isSet || pauseOn.caught || pauseOn.uncaught || settings.holdOnCrash || settings.stopOnEntry;
}

/** The Debugger domain on, and all breakpoints with it. */
export function arm(session: DebugSession, thread: ThreadId): Reaction {
  const { pauseOn, settings } = session;
  const armed = change(session, thread, { armed: true });
  const stopOnEntry = settings.stopOnEntry && (session.processes.get(thread)?.held ?? false);
  const uncaught = pauseOn.uncaught || settings.holdOnCrash;
  return chain(act(armed, { do: "arm", thread, pauseOn: { ...pauseOn, uncaught }, stopOnEntry }), (after) =>
    forEach(after, after.breakpoints.values(), (current, { id }) => bindIn(current, id, thread)),
  );
}

/** The Debugger domain costs a process dearly: it is on where something could pause, off where nothing can. */
export function switchDebuggers(session: DebugSession): Reaction {
  if (session.phase.is !== "running") return act(session);
  const wanted = isWanted(session);
  return forEach(session, [...session.processes.values()].filter(isReachable), (current, { thread, armed, state }) => {
    if (wanted && !armed) return arm(current, thread);
    if (!wanted && armed && state.is === "running")
      return act(change(current, thread, { armed: false }), { do: "disarm", thread });
    return act(current);
  });
}

/** Code that a breakpoint may be in: it is set there before the code goes on. */
export function loaded(session: DebugSession, event: Extract<DebugEvent, { kind: "loaded" }>): Reaction {
  const here = [...session.breakpoints.values()].filter(({ file }) => event.sources.includes(file));
  const bind = forEach(session, here, (current, { id }) => bindIn(current, id, event.thread));
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

export function bindIn(session: DebugSession, id: BreakpointId, thread: ThreadId): Reaction {
  const breakpoint = session.breakpoints.get(id);
  if (!breakpoint || breakpoint.fault !== null) return act(session);
  const known = breakpoint.bindings.get(thread) ?? { is: "setting" };
  return act(replace(session, withBinding(breakpoint, thread, known)), { do: "bind", thread, breakpoint });
}

function withBinding(breakpoint: Breakpoint, thread: ThreadId, binding: Binding): Breakpoint {
  return { ...breakpoint, bindings: new Map(breakpoint.bindings).set(thread, binding) };
}

export function replace(session: DebugSession, breakpoint: Breakpoint): DebugSession {
  return { ...session, breakpoints: new Map(session.breakpoints).set(breakpoint.id, breakpoint) };
}
