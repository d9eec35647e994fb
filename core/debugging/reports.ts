import { replace } from "./binding.ts";
import type { DebugEvent } from "./happenings.ts";
import type { Breakpoint, DebugSession, Reaction } from "./model.ts";
import { act, say } from "./reaction.ts";

/** What a log point printed. */
export function logged(session: DebugSession, event: Extract<DebugEvent, { kind: "logged" }>): Reaction {
  const process = session.processes.get(event.thread);
  const breakpoint = session.breakpoints.get(event.breakpoint);
  if (!process || !breakpoint) return act(session);
  const output = `[${process.path}] ${event.text}\n`;
  return act(session, {
    do: "emit",
    event: "output",
    body: { category: "console", output, ...sourceOf(session, breakpoint) },
  });
}

/** Said once a breakpoint, not once a hit and process. */
export function conditionFailed(
  session: DebugSession,
  event: Extract<DebugEvent, { kind: "condition_failed" }>,
): Reaction {
  const process = session.processes.get(event.thread);
  const breakpoint = session.breakpoints.get(event.breakpoint);
  if (!process || !breakpoint || breakpoint.complained) return act(session);
  const { site } = breakpoint;
  const where = site.is === "line" ? `at ${site.file}:${site.line}` : `on ${site.name}`;
  return act(
    replace(session, { ...breakpoint, complained: true }),
    say("stderr", `[${process.path}] The breakpoint ${where} does not stop: ${event.message}`),
  );
}

function sourceOf({ client }: DebugSession, { site }: Breakpoint) {
  if (site.is === "function") return {};
  const { file, line } = site;
  return { source: { name: file.split(/[\\/]/).at(-1), path: file }, line: line - 1 + client.linesFrom };
}
