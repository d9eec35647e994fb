import { bound, loaded } from "./binding.ts";
import { setBreakpoints, setExceptionBreakpoints } from "./breakpoints.ts";
import { allGoOn, goOn, listThreads, paused, pauseProcess, resumed, stepBy } from "./execution.ts";
import {
  configured,
  disconnect,
  initialize,
  join,
  joined,
  joinFailed,
  lost,
  terminate,
  treeFailed,
  treeStopped,
} from "./lifecycle.ts";
import type { DebugEvent, DebugSession, Reaction } from "./model.ts";
import { misplaced } from "./phases.ts";
import { attached, attachFailed, detached, exited, inspect, listProcesses, met, onProcess } from "./processes.ts";
import { act } from "./reaction.ts";
import { conditionFailed, logged } from "./reports.ts";
import type { Request } from "./requests.ts";
import { answerLate, tellBreakpoints } from "./telling.ts";

/** A session to which nothing has happened. */
export const newSession: DebugSession = {
  phase: { is: "new" },
  client: { linesFrom: 1, columnsFrom: 1 },
  settings: { only: [], holdOnCrash: false, stopOnEntry: false, smartStep: true },
  processes: new Map(),
  nextThread: 1,
  breakpoints: new Map(),
  nextBreakpoint: 1,
  pauseOn: { caught: false, uncaught: false },
  answering: [],
  told: new Map(),
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
      return lost(session, event.message);
    case "held":
    case "running":
      return met(session, event, event.kind === "held");
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
      return tellBreakpoints(session);
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
      return setExceptionBreakpoints(session, seq, request.arguments.filters);
    case "threads":
      return listThreads(session, seq);
    case "continue":
      return goOn(session, seq, request.arguments.threadId);
    case "next":
      return stepBy(session, seq, request.arguments.threadId, "over");
    case "stepIn":
      return stepBy(session, seq, request.arguments.threadId, "into");
    case "stepOut":
      return stepBy(session, seq, request.arguments.threadId, "out");
    case "pause":
      return pauseProcess(session, seq, request.arguments.threadId);
    case "stackTrace":
    case "scopes":
    case "variables":
    case "setVariable":
    case "evaluate":
    case "completions":
    case "source":
    case "exceptionInfo":
      return inspect(session, seq, request);
    case "terminate":
      return terminate(session, seq);
    case "disconnect":
      return disconnect(session, seq, request.arguments.terminateDebuggee);
    case "supertree/threads":
      return listProcesses(session, seq);
    case "supertree/continueAll":
      return allGoOn(session, seq);
    case "supertree/restartProcess":
      return onProcess(session, seq, request.arguments.threadId, "restart");
    case "supertree/killProcess":
      return onProcess(session, seq, request.arguments.threadId, "kill");
  }
}
