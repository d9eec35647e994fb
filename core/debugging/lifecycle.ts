import { capabilities } from "./capabilities.ts";
import type { DebugAction, DebugEvent, DebugSession, Reaction } from "./model.ts";
import { begin } from "./processes.ts";
import { act, chain, forEach, isReachable, say } from "./reaction.ts";
import type { ArgumentsOf, Request } from "./requests.ts";

export function initialize(session: DebugSession, seq: number, given: ArgumentsOf<"initialize">): Reaction {
  const client = { linesFrom: given.linesStartAt1 ? 1 : 0, columnsFrom: given.columnsStartAt1 ? 1 : 0 } as const;
  return act({ ...session, client, phase: { is: "initialized" } }, { do: "respond", seq, body: capabilities });
}

export function join(
  session: DebugSession,
  seq: number,
  request: Extract<Request, { command: "launch" | "attach" }>,
): Reaction {
  const { only, holdOnCrash, stopOnEntry, smartStep } = request.arguments;
  const settings = { only, holdOnCrash, stopOnEntry, smartStep };
  return act({ ...session, settings, phase: { is: "joining", seq, how: request.command } }, { do: "join", request });
}

/** The client may send its breakpoints now; no process goes past its entry until it has. */
export function joined(session: DebugSession, event: Extract<DebugEvent, { kind: "joined" }>): Reaction {
  const { phase } = session;
  if (phase.is !== "joining") return act(session, { do: "leave" });
  return act(
    { ...session, phase: { is: "configuring", how: phase.how, tree: event.tree } },
    { do: "respond", seq: phase.seq, body: {} },
    { do: "emit", event: "initialized", body: {} },
  );
}

export function joinFailed(session: DebugSession, message: string): Reaction {
  return session.phase.is === "joining" ? end(session, message) : act(session);
}

/** Every process that is there gets its breakpoints and is released; a launch starts a tree that is down. */
export function configured(session: DebugSession, seq: number): Reaction {
  if (session.phase.is !== "configuring") return act(session);
  const { how, tree } = session.phase;
  const running: DebugSession = { ...session, phase: { is: "running", how } };
  const started = forEach(running, [...running.processes.keys()], begin);
  const rest: DebugAction[] = [{ do: "respond", seq, body: {} }];
  if (how === "launch" && tree === "down") rest.push({ do: "start_tree" });
  return chain(started, (after) => act(after, ...rest));
}

/** Stops the tree in order; `terminated` follows when its last process is gone. */
export function terminate(session: DebugSession, seq: number): Reaction {
  return chain(act(session, { do: "respond", seq, body: {} }), (after) => stopTree(after, []));
}

/** A launch stops its tree unless told otherwise; an attach leaves it as it was unless told otherwise. */
export function disconnect(session: DebugSession, seq: number, stop: boolean | undefined): Reaction {
  const { phase } = session;
  if (phase.is === "stopping") return act({ ...session, phase: { is: "stopping", seqs: [...phase.seqs, seq] } });
  const owned = (phase.is === "configuring" || phase.is === "running") && phase.how === "launch";
  if (stop ?? owned) return stopTree(session, [seq]);
  return chain(end(session), (after) => act(after, { do: "respond", seq, body: {} }));
}

export function treeStopped(session: DebugSession): Reaction {
  const waiting = session.phase.is === "stopping" ? session.phase.seqs : [];
  return chain(end(session), (after) => act(after, ...waiting.map(done)));
}

/** The tree could not be started or stopped as asked. */
export function treeFailed(session: DebugSession, message: string): Reaction {
  return chain(act(session, say("important", message)), treeStopped);
}

export function lost(session: DebugSession, message: string): Reaction {
  if (session.phase.is === "ended") return act(session);
  if (session.phase.is === "stopping") return treeStopped(session); // a runtime that was told to stop goes away
  if (session.phase.is === "joining") return joinFailed(session, message);
  return chain(act(session, say("important", message)), end);
}

function done(seq: number): DebugAction {
  return { do: "respond", seq, body: {} };
}

/** Debugging is over first: a paused process could not obey. */
function stopTree(session: DebugSession, seqs: readonly number[]): Reaction {
  const { phase } = session;
  if (phase.is !== "configuring" && phase.is !== "running")
    return chain(end(session), (after) => act(after, ...seqs.map(done)));
  const open = [...session.processes.values()].filter(isReachable);
  return act(
    { ...session, phase: { is: "stopping", seqs } },
    ...open.map(({ thread }): DebugAction => ({ do: "detach", thread })),
    { do: "stop_tree" },
  );
}

function end(session: DebugSession, why = "The session ended."): Reaction {
  const over: DebugSession = { ...session, phase: { is: "ended" }, processes: new Map(), answering: [] };
  const open = session.phase.is === "joining" ? [session.phase] : session.answering;
  const refusals = open.map(({ seq }): DebugAction => ({ do: "refuse", seq, message: why }));
  return act(over, ...refusals, { do: "leave" }, { do: "emit", event: "terminated", body: {} });
}
