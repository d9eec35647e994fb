import { bound, loaded } from "./binding.ts";
import { setBreakpoints, setExceptionBreakpoints, setFunctionBreakpoints } from "./breakpoints.ts";
import { continueAll, pauseAll, stepAll } from "./crowd.ts";
import { elsewhere } from "./elsewhere.ts";
import { goOn, paused, pauseProcess, resumed, stepBy } from "./execution.ts";
import type { DebugEvent } from "./happenings.ts";
import {
  configured,
  disconnect,
  initialize,
  join,
  joined,
  joinFailed,
  lost,
  restart,
  terminate,
  treeFailed,
  treeStopped,
} from "./lifecycle.ts";
import type { DebugSession, Reaction } from "./model.ts";
import { misplaced } from "./phases.ts";
import {
  attached,
  attachFailed,
  detached,
  ended,
  endProcesses,
  exited,
  inspect,
  left,
  met,
  onProcess,
  workerMet,
} from "./processes.ts";
import { act, chain } from "./reaction.ts";
import { conditionFailed, logged } from "./reports.ts";
import type { ArgumentsOf, Request } from "./requests.ts";
import { answerLate, tellBreakpoints } from "./telling.ts";
import { listProcesses, listThreads, pin, tellThreads } from "./threads.ts";

/** A session to which nothing has happened. */
export const newSession: DebugSession = {
  phase: { is: "new" },
  client: {
    linesFrom: 1,
    columnsFrom: 1,
    progress: false,
    ansi: false,
    memory: false,
    invalidated: false,
    startsOthers: false,
  },
  settings: { pinned: [], holdOnCrash: false, stopOnEntry: false, smartStep: true },
  processes: new Map(),
  nextThread: 1,
  breakpoints: new Map(),
  nextBreakpoint: 1,
  pauseOn: new Map(),
  answering: [],
  told: new Map(),
  shown: new Set(),
};

/** What a debug session does next. Pure; an event about a process that is gone changes nothing. */
export function react(session: DebugSession, event: DebugEvent): Reaction {
  switch (event.kind) {
    case "request":
      return answer(session, event.seq, event.request);
    case "joined":
      return joined(session, event);
    case "join_failed":
      return joinFailed(session, event.message);
    case "tree_stopped":
      return treeStopped(session);
    case "tree_failed":
      return treeFailed(session, event.message);
    case "lost":
      return lost(session, event);
    case "held":
    case "running":
      return met(session, event);
    case "left":
      return left(session, event);
    case "worker":
      return workerMet(session, event);
    case "ended":
      return ended(session, event.thread);
    case "elsewhere":
      return elsewhere(session, event);
    case "exited":
      return exited(session, event);
    case "attached":
      return attached(session, event.thread);
    case "attach_failed":
      return attachFailed(session, event.thread, event.message);
    case "detached":
      return detached(session, event.thread);
    case "loaded":
      return loaded(session, event);
    case "bound":
      return bound(session, event);
    case "paused":
      return paused(session, event);
    case "resumed":
      return resumed(session, event.thread);
    case "logged":
      return logged(session, event);
    case "condition_failed":
      return conditionFailed(session, event);
    case "due":
      return answerLate(session, event.seq);
    case "idle":
      return chain(tellThreads(session), tellBreakpoints);
  }
}

function answer(session: DebugSession, seq: number, request: Request): Reaction {
  const message = misplaced(session.phase, request.command);
  if (message !== null) return act(session, { do: "refuse", seq, message });
  switch (request.command) {
    case "initialize":
      return initialize(session, seq, request.arguments);
    case "launch":
    case "attach":
      return join(session, seq, request);
    case "configurationDone":
      return configured(session, seq);
    case "setBreakpoints":
      return setBreakpoints(session, seq, request.arguments);
    case "setExceptionBreakpoints":
      return setExceptionBreakpoints(session, seq, request.arguments);
    case "setFunctionBreakpoints":
      return setFunctionBreakpoints(session, seq, request.arguments);
    case "threads":
      return listThreads(session, seq);
    case "continue":
      return goOn(session, seq, request.arguments.threadId);
    case "next":
      return stepBy(session, seq, "over", request.arguments);
    case "stepIn":
      return stepBy(session, seq, "into", request.arguments);
    case "stepOut":
      return stepBy(session, seq, "out", request.arguments);
    case "pause":
      return pauseProcess(session, seq, request.arguments.threadId);
    case "restartFrame":
      return act(session, { do: "restart_frame", seq, frame: request.arguments.frameId });
    case "terminateThreads":
      return endProcesses(session, seq, request.arguments.threadIds);
    case "breakpointLocations":
    case "stepInTargets":
    case "stackTrace":
    case "scopes":
    case "variables":
    case "setVariable":
    case "setExpression":
    case "evaluate":
    case "completions":
    case "exceptionInfo":
    case "source":
    case "loadedSources":
    case "modules":
    case "locations":
    case "readMemory":
    case "writeMemory":
    case "supertree/evaluate":
      return inspect(session, seq, request);
    case "cancel":
      return cancel(session, seq, request.arguments);
    case "restart":
      return restart(session, seq);
    case "terminate":
      return terminate(session, seq);
    case "disconnect":
      return disconnect(session, seq, request.arguments);
    case "supertree/threads":
      return listProcesses(session, seq);
    case "supertree/pause":
      return pauseAll(session, seq, request.arguments.paths);
    case "supertree/continue":
      return continueAll(session, seq, request.arguments.paths);
    case "supertree/step":
      return stepAll(session, seq, request.arguments.paths, request.arguments.kind);
    case "supertree/pin":
      return pin(session, seq, request.arguments);
    case "supertree/restartProcess":
      return onProcess(session, seq, request.arguments.threadId, "restart");
    case "supertree/killProcess":
      return onProcess(session, seq, request.arguments.threadId, "kill");
  }
}

/** The client gave up a request or a wait; one that is answered already is cancelled by that. */
function cancel(session: DebugSession, seq: number, { requestId, progressId }: ArgumentsOf<"cancel">): Reaction {
  return act(
    session,
    { do: "cancel", request: requestId ?? null, progress: progressId ?? null },
    { do: "respond", seq, body: {} },
  );
}
