import type { DebugEvent, ThreadId } from "../../core/index.ts";

/** What a condition or a log point in a process said: see `conditionText`. */
export function reported(thread: ThreadId, payload: string): DebugEvent {
  const { id, log, error } = JSON.parse(payload);
  if (typeof log === "string") return { kind: "logged", thread, breakpoint: id, text: log };
  return { kind: "condition_failed", thread, breakpoint: id, message: String(error) };
}
