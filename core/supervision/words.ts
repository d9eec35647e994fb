import { formatDuration } from "../../spec/index.ts";
import type { EndReason, ExitReason } from "../../wire/index.ts";
import type { Verdict } from "./verdict.ts";

/** An exit reason as the predicate of a sentence: “exited with code 1”. */
export function didExit(reason: ExitReason): string {
  if (reason === "normal") return "exited with code 0";
  if (reason === "shutdown") return "was shut down";
  if ("code" in reason) return `exited with code ${reason.code}`;
  if ("signal" in reason) return `was ended by ${reason.signal}`;
  return `failed: ${reason.error}`;
}

/** Why a supervisor ended, as the rest of the sentence “fleet ended: …”. */
export function because(reason: EndReason): string {
  if (reason === "shutdown") return "it was shut down";
  if (typeof reason === "string") return reason;
  if ("notStarted" in reason) return `${reason.notStarted} could not start: it ${didExit(reason.reason)}`;
  if ("child" in reason) return `its plan stops it when ${reason.child} ends, which ${didExit(reason.reason)}`;
  return reason.reason;
}

/** With what reason an ended supervisor has exited, for its parent. */
export function exitOf(reason: EndReason): ExitReason {
  if (reason === "shutdown") return "shutdown";
  if (typeof reason === "string") return { error: reason };
  if ("notStarted" in reason) return { error: because(reason) };
  if ("child" in reason) return reason.reason;
  return reason.reason === "normal" || reason.reason === "shutdown" ? reason.reason : { error: reason.reason };
}

/** An end that OTP calls normal: `transient` children stay down after it. */
export function isCalm(reason: ExitReason): boolean {
  return reason === "normal" || reason === "shutdown";
}

/** What an exit leads to, as the second half of “it exited with code 1; …”. */
export function willFollow(verdict: Verdict): string {
  switch (verdict.do) {
    case "restart":
      return verdict.delayMs === 0 ? "it is restarted" : `it is restarted in ${formatDuration(verdict.delayMs)}`;
    case "wait":
      return "it waits until somebody restarts it";
    case "rest":
      return "it stays down";
    case "forget":
      return "it is forgotten";
    case "end":
      return `its supervisor ends: ${because(verdict.reason)}`;
  }
}
