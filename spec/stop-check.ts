import type { Findings, Place } from "./findings.ts";
import type { DefaultChild } from "./schema.ts";

/** What a way to stop says but cannot mean. A supervisor waits for each of its children without a limit of its own. */
export function checkStop(stop: DefaultChild["stop"], place: Place, found: Findings): void {
  if (stop === undefined || stop === "brutal_kill") return;
  const { signal = "SIGTERM", file, timeout } = stop;
  if (file !== undefined && stop.signal !== undefined) {
    const message = "a child is asked to end by a signal or by a file; leave one of them out";
    found.add("bad_combination", [...place, "signal"], message, "key");
  }
  if (timeout === undefined) return;
  if (signal === "SIGKILL") {
    const message = "SIGKILL ends the process at once and nothing is waited for; leave the timeout out";
    found.add("stop_timeout_unused", [...place, "timeout"], message, "key");
  } else if (timeout === "infinity") {
    const message = `a process that does not end by ${file === undefined ? signal : "its stop file"} is waited for without end, and its supervisor waits with it; write a time, e.g. 30s`;
    found.add("stop_without_end", [...place, "timeout"], message);
  }
}
