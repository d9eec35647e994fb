import type { Phase } from "./model.ts";
import type { CommandOfClient } from "./requests.ts";

/** Why this request has no place in this phase; null where it has one. */
export function misplaced(phase: Phase, command: CommandOfClient): string | null {
  switch (command) {
    case "initialize":
      return phase.is === "new" ? null : "This session is initialized already.";
    case "launch":
    case "attach":
      if (phase.is === "new") return "`initialize` comes first.";
      return phase.is === "initialized" ? null : "This session has its tree already; start another session.";
    case "configurationDone":
      return phase.is === "configuring" ? null : "Nothing waits for the end of a configuration.";
    case "terminate":
    case "disconnect":
      return null;
    case "cancel":
      return null;
    case "setBreakpoints":
    case "setFunctionBreakpoints":
    case "setExceptionBreakpoints":
      return phase.is === "new" ? "`initialize` comes first." : isOver(phase);
    default:
      if (phase.is === "new" || phase.is === "initialized" || phase.is === "joining")
        return "No tree is debugged yet: `launch` or `attach` comes first.";
      if (phase.is === "reconnecting")
        return "The runtime is gone; the one that goes on with its processes is being reached.";
      return isOver(phase);
  }
}

function isOver(phase: Phase): string | null {
  if (phase.is === "ended") return "This session has ended.";
  if (phase.is === "restarting") return "The tree is being restarted.";
  return phase.is === "stopping" ? "The tree is being stopped." : null;
}
