import { formatDuration } from "../../spec/index.ts";
import type { ExitReason, TraceLine } from "../../wire/index.ts";
import { reasonText } from "../../words/index.ts";

/** One line for people: when, what, whom and why, in columns. */
export function traceText(line: TraceLine): string {
  return `${formatDuration(Math.round(line.at)).padStart(8)}  ${line.do.replace("_", " ").padEnd(10)}  ${line.child}${rest(line)}`;
}

function rest(line: TraceLine): string {
  switch (line.do) {
    case "start":
    case "adopt":
      return ` #${line.incarnation}`;
    case "stop":
    case "kill":
      return ` #${line.incarnation}${line.reason === "shutdown" ? "" : because(line.reason)}`;
    case "exited":
    case "delete":
    case "wait":
    case "hold":
      return ` #${line.incarnation}${because(line.reason)}`;
    case "restart_at":
      return ` #${line.incarnation} at ${formatDuration(Math.round(line.due))}${because(line.reason)}`;
    case "ended":
      return `: ${endText(line.reason)}`;
    case "reply":
      return `: ${line.call} ${JSON.stringify(line.value)}`;
    case "refuse":
      return `: ${line.call} is refused (${line.reason}): ${line.message}`;
    case "report":
      return `: ${line.message}`;
    case "ignore":
    case "give_up":
      return `: ${line.reason}`;
  }
}

function because(reason: ExitReason | null): string {
  return reason === null ? "" : `: ${reasonText(reason)}`;
}

function endText(reason: Extract<TraceLine, { do: "ended" }>["reason"]): string {
  if (typeof reason === "string") return reason;
  if ("notStarted" in reason) return `${reason.notStarted} could not start (${reasonText(reason.reason)})`;
  if ("child" in reason) return `as ${reason.child} (${reasonText(reason.reason)})`;
  return "reason" in reason ? reason.reason : reasonText(reason);
}
