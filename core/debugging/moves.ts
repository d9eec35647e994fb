import { arm, disarm, isWanted } from "./binding.ts";
import type { DebugAction } from "./happenings.ts";
import type { DebugSession, Process, Reaction, StepKind, ThreadId } from "./model.ts";
import { act, chain, change, isReachable } from "./reaction.ts";

export function resume(session: DebugSession, thread: ThreadId): Reaction {
  const running = change(session, thread, { state: { is: "running" } });
  return chain(act(running, { do: "resume", thread }), (after) => restIfUnwanted(after, thread));
}

interface HowToStep {
  step: StepKind;
  lines: boolean;
  target: number | null;
}

export function step(session: DebugSession, { thread, state }: Process, { step, lines, target }: HowToStep): Reaction {
  if (state.is !== "paused") return act(session);
  return act(change(session, thread, { state: { is: "stepping", step, from: state.at, lines } }), {
    do: "step",
    thread,
    step,
    target,
  });
}

/** A person looks at this process: its Debugger domain goes on, if it was not. */
export function pause(session: DebugSession, process: Process, because: string | null): Reaction {
  const armed = process.armed ? act(session) : arm(session, process);
  const { thread } = process;
  return chain(armed, (after) =>
    act(change(after, thread, { state: { is: "pausing", with: because } }), { do: "pause", thread }),
  );
}

export function canPause(process: Process): boolean {
  return isReachable(process) && !process.held && (process.state.is === "running" || process.state.is === "stepping");
}

export function continued(thread: ThreadId): DebugAction {
  return { do: "emit", event: "continued", body: { threadId: thread, allThreadsContinued: false } };
}

/** It was armed only to be looked at, and now nobody does. */
function restIfUnwanted(session: DebugSession, thread: ThreadId): Reaction {
  const process = session.processes.get(thread);
  return !process || isWanted(session, process.path) ? act(session) : disarm(session, process);
}
