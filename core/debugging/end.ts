import type { DebugAction } from "./happenings.ts";
import type { DebugSession, Reaction } from "./model.ts";
import { act } from "./reaction.ts";

/** The session is over: whoever still waits for an answer is refused with why. */
export function end(session: DebugSession, why = "The session ended.", suspend = false): Reaction {
  const over: DebugSession = { ...session, phase: { is: "ended" }, processes: new Map(), answering: [] };
  const { phase } = session;
  const open = phase.is === "joining" || phase.is === "restarting" ? [phase] : session.answering;
  const refusals = open.map(({ seq }): DebugAction => ({ do: "refuse", seq, message: why }));
  return act(over, ...refusals, { do: "leave", suspend }, { do: "emit", event: "terminated", body: {} });
}
