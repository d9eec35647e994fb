import { capabilities } from "./capabilities.ts";
import { end } from "./end.ts";
import type { DebugAction, DebugEvent } from "./happenings.ts";
import type { ClientWays, DebugSession, Joining, Phase, Reaction } from "./model.ts";
import { begin } from "./processes.ts";
import { act, chain, forEach, isReachable, say } from "./reaction.ts";
import { reconnect, rejoined } from "./reconnect.ts";
import type { ArgumentsOf } from "./requests.ts";

export function initialize(session: DebugSession, seq: number, given: ArgumentsOf<"initialize">): Reaction {
  const client: ClientWays = {
    linesFrom: given.linesStartAt1 ? 1 : 0,
    columnsFrom: given.columnsStartAt1 ? 1 : 0,
    progress: given.supportsProgressReporting,
    ansi: given.supportsANSIStyling,
    memory: given.supportsMemoryEvent,
    invalidated: given.supportsInvalidatedEvent,
    startsOthers: given.supportsStartDebuggingRequest,
  };
  return act({ ...session, client, phase: { is: "initialized" } }, { do: "respond", seq, body: capabilities });
}

export function join(session: DebugSession, seq: number, request: Joining): Reaction {
  const { pinned, holdOnCrash, stopOnEntry, smartStep } = request.arguments;
  const settings = { pinned, holdOnCrash, stopOnEntry, smartStep };
  return act({ ...session, settings, phase: { is: "joining", seq, request } }, { do: "join", request });
}

/** The client may send its breakpoints now; no process goes past its entry until it has. A restarted tree has them already. */
export function joined(session: DebugSession, event: Extract<DebugEvent, { kind: "joined" }>): Reaction {
  const { phase } = session;
  if (phase.is === "restarting") return startAgain(session, phase);
  if (phase.is === "reconnecting") return rejoined(session, phase, event.tree);
  if (phase.is !== "joining") return act(session, { do: "leave", suspend: false });
  return act(
    { ...session, phase: { is: "configuring", request: phase.request, tree: event.tree } },
    { do: "respond", seq: phase.seq, body: {} },
    { do: "emit", event: "initialized", body: {} },
  );
}

export function joinFailed(session: DebugSession, message: string): Reaction {
  if (session.phase.is === "reconnecting") return chain(act(session, say("important", message)), end);
  const isOpen = session.phase.is === "joining" || session.phase.is === "restarting";
  return isOpen ? end(session, message) : act(session);
}

/** Every process that is there gets its breakpoints and is released; a launch starts a tree that is down. */
export function configured(session: DebugSession, seq: number): Reaction {
  if (session.phase.is !== "configuring") return act(session);
  const { request, tree } = session.phase;
  const running: DebugSession = { ...session, phase: { is: "running", request } };
  const started = forEach(running, [...running.processes.keys()], begin);
  const rest: DebugAction[] = [{ do: "respond", seq, body: {} }];
  if (request.command === "launch" && tree === "down") rest.push({ do: "start_tree" });
  return chain(started, (after) => act(after, ...rest));
}

/** Stops the tree in order and starts it anew, breakpoints and all; the session stays. Of a tree that is not ours only the children. */
export function restart(session: DebugSession, seq: number): Reaction {
  if (session.phase.is !== "running")
    return act(session, { do: "refuse", seq, message: "The tree is not running yet." });
  const { request } = session.phase;
  if (request.command === "attach") return restartChildren(session, seq);
  return act({ ...session, phase: { is: "restarting", seq, request } }, ...detachAll(session), { do: "stop_tree" });
}

function restartChildren(session: DebugSession, seq: number): Reaction {
  const [root] = [...session.processes.values()].map(({ path }) => path.split("/")[0]);
  if (root !== undefined) return act(session, { do: "restart_children", seq, root });
  return act(session, {
    do: "refuse",
    seq,
    message: "No process of this tree is debugged: there is nothing to restart.",
  });
}

function startAgain(session: DebugSession, { seq, request }: Extract<Phase, { is: "restarting" }>): Reaction {
  const running: DebugSession = { ...session, phase: { is: "running", request } };
  return act(running, { do: "respond", seq, body: {} }, { do: "start_tree" });
}

/** Stops the tree in order; `terminated` follows when its last process is gone. */
export function terminate(session: DebugSession, seq: number): Reaction {
  return chain(act(session, { do: "respond", seq, body: {} }), (after) => stopTree(after, []));
}

/** A launch stops its tree unless told otherwise; an attach leaves it as it was unless told otherwise. */
export function disconnect(session: DebugSession, seq: number, how: ArgumentsOf<"disconnect">): Reaction {
  const { phase } = session;
  if (phase.is === "stopping") return act({ ...session, phase: { is: "stopping", seqs: [...phase.seqs, seq] } });
  const owned = (phase.is === "configuring" || phase.is === "running") && phase.request.command === "launch";
  const suspend = how.suspendDebuggee ?? false;
  if (how.terminateDebuggee ?? (owned && !suspend)) return stopTree(session, [seq]);
  return chain(end(session, "The session ended.", suspend), (after) => act(after, { do: "respond", seq, body: {} }));
}

export function treeStopped(session: DebugSession): Reaction {
  if (session.phase.is === "restarting") return act(session, { do: "join", request: session.phase.request });
  const waiting = session.phase.is === "stopping" ? session.phase.seqs : [];
  return chain(end(session), (after) => act(after, ...waiting.map(done)));
}

/** The tree could not be started or stopped as asked. */
export function treeFailed(session: DebugSession, message: string): Reaction {
  return chain(act(session, say("important", message)), treeStopped);
}

export function lost(session: DebugSession, { ended, message }: Extract<DebugEvent, { kind: "lost" }>): Reaction {
  if (session.phase.is === "ended") return act(session);
  if (session.phase.is === "stopping") return treeStopped(session); // a runtime that was told to stop goes away
  if (session.phase.is === "restarting") return act(session); // it was told to go; whoever comes next is joined
  if (session.phase.is === "reconnecting") return act(session); // of the connection that is to be made, `join_failed` tells
  if (session.phase.is === "joining") return joinFailed(session, message);
  if (session.phase.is === "running" && !ended) return reconnect(session, session.phase.request, message);
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
  return act({ ...session, phase: { is: "stopping", seqs } }, ...detachAll(session), { do: "stop_tree" });
}

function detachAll({ processes }: DebugSession): DebugAction[] {
  return [...processes.values()].filter(isReachable).map(({ thread }) => ({ do: "detach", thread }));
}
