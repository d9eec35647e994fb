import type Protocol from "devtools-protocol";
import type { BreakpointId, PauseCause } from "../../core/index.ts";
import { type Cdp, onlyExpected } from "./cdp.ts";
import { entryBreakpoint } from "./entry.ts";

interface Known {
  /** The breakpoints of ours that were hit. */
  hit: readonly BreakpointId[];
  pausing: boolean;
  stepping: boolean;
  /** A frame is being begun again. */
  restarting: boolean;
}

/** Why a process paused; null when nobody asked for this pause: a breakpoint that was removed meanwhile, say. */
export async function causeOf(
  cdp: Cdp,
  pause: Protocol.Debugger.PausedEvent,
  { hit, pausing, stepping, restarting }: Known,
): Promise<PauseCause | null> {
  if (hit.includes(entryBreakpoint)) return { by: "entry" };
  if (restarting) return { by: "restart" };
  if (hit.length > 0) return { by: "breakpoint", breakpoints: hit };
  if (pause.reason === "exception" || pause.reason === "promiseRejection") return exception(pause);
  if (pausing) return { by: "pause" };
  if (stepping) return { by: "step" };
  const unasked = (pause.hitBreakpoints?.length ?? 0) > 0 || isBreakOnStart(pause);
  if (unasked) return null;
  return { by: (await isAtStatement(cdp, pause)) ? "debugger" : "other" };
}

/** Whether it stands at a `debugger` statement: V8 tells it in the same words as a pause that another debugger wanted. */
async function isAtStatement(cdp: Cdp, { callFrames: [top] }: Protocol.Debugger.PausedEvent): Promise<boolean> {
  if (!top) return false;
  const { scriptId, lineNumber, columnNumber } = top.location;
  try {
    const { scriptSource } = await cdp.call("Debugger.getScriptSource", { scriptId });
    return scriptSource.split("\n")[lineNumber]?.startsWith("debugger", columnNumber) ?? false;
  } catch (error) {
    onlyExpected(error);
    return false;
  }
}

function exception({ data, reason }: Protocol.Debugger.PausedEvent): PauseCause {
  const description = typeof data?.description === "string" ? data.description : String(data?.value ?? "");
  return {
    by: "exception",
    text: description.split("\n")[0] ?? "",
    uncaught: data?.uncaught ?? reason === "promiseRejection",
  };
}

function isBreakOnStart({ reason }: Protocol.Debugger.PausedEvent): boolean {
  return String(reason) === "Break on start"; // Node's own word, which V8's list of reasons does not have
}
