import type { ExitReason } from "../wire/index.ts";

/** An exit reason in a few words: `code 1`, `SIGKILL`, `normal`. */
export function reasonText(reason: ExitReason): string {
  if (typeof reason === "string") return reason;
  if ("code" in reason) return `code ${reason.code}`;
  return "signal" in reason ? reason.signal : reason.error;
}
