import type { DebugAction } from "./happenings.ts";
import type { BreakpointId, DebugSession, Reaction } from "./model.ts";
import { act, chain, forEach } from "./reaction.ts";
import { describe, isSettled } from "./verify.ts";

/** A request for breakpoints is answered when every process has, or after this long: a process in a blocking call cannot answer. */
const answerWithinMs = 1_000;

/** Tells the client of every breakpoint that is not what it was last told. */
export function tellBreakpoints(session: DebugSession): Reaction {
  const waited = new Set(session.answering.flatMap(({ ids }) => ids));
  const news = [...session.breakpoints.values()]
    .filter(({ id }) => session.told.has(id) && !waited.has(id))
    .map((breakpoint) => ({ id: breakpoint.id, body: describe(session, breakpoint) }))
    .filter(({ id, body }) => session.told.get(id) !== JSON.stringify(body));
  if (news.length === 0) return act(session);
  const told = new Map(session.told);
  for (const { id, body } of news) told.set(id, JSON.stringify(body));
  return act(
    { ...session, told },
    ...news.map(
      ({ body }): DebugAction => ({ do: "emit", event: "breakpoint", body: { reason: "changed", breakpoint: body } }),
    ),
  );
}

/** The wait for this answer is over: what is known is told, the rest follows as it comes. */
export function answerLate(session: DebugSession, seq: number): Reaction {
  const open = session.answering.find((waiting) => waiting.seq === seq);
  return open ? respondWith(session, open.seq, open.ids) : act(session);
}

export function answerWhenSettled(session: DebugSession, seq: number, ids: readonly BreakpointId[]): Reaction {
  const waiting = { ...session, answering: [...session.answering, { seq, ids }] };
  const answered = answerSettled(waiting);
  const isOpen = answered.session.answering.some((open) => open.seq === seq);
  return isOpen ? chain(answered, (after) => act(after, { do: "wake", seq, delayMs: answerWithinMs })) : answered;
}

export function answerSettled(session: DebugSession): Reaction {
  const settled = session.answering.filter(({ ids }) => ids.every((id) => isSettled(session.breakpoints.get(id))));
  return forEach(session, settled, (current, { seq, ids }) => respondWith(current, seq, ids));
}

function respondWith(session: DebugSession, seq: number, ids: readonly BreakpointId[]): Reaction {
  const told = new Map(session.told);
  const breakpoints = ids.map((id) => {
    const breakpoint = session.breakpoints.get(id);
    if (!breakpoint) return { id, verified: false, message: "It was removed meanwhile." };
    const body = describe(session, breakpoint);
    told.set(id, JSON.stringify(body));
    return body;
  });
  const answering = session.answering.filter((open) => open.seq !== seq);
  return act({ ...session, told, answering }, { do: "respond", seq, body: { breakpoints } });
}
