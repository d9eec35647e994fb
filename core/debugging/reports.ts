import { replace } from "./binding.ts";
import type { Breakpoint, DebugEvent, DebugSession, Reaction } from "./model.ts";
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
  const where = `${breakpoint.file}:${breakpoint.line}`;
  return act(
    replace(session, { ...breakpoint, complained: true }),
    say("stderr", `[${process.path}] The breakpoint at ${where} does not stop: ${event.message}`),
  );
}

function sourceOf({ client }: DebugSession, { file, line }: Breakpoint) {
  return { source: { name: file.split(/[\\/]/).at(-1), path: file }, line: line - 1 + client.linesFrom };
}
