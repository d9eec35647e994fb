import { matches } from "../../wire/index.ts";
import type { DebugSession, Process, Reach, Reaction, StepKind, ThreadId } from "./model.ts";
import { canPause, continued, pause, resume, step } from "./moves.ts";
import { act, chain, change, forEach, nameOf } from "./reaction.ts";

/** Pauses every process that runs below these paths. */
export function pauseAll(session: DebugSession, seq: number, paths: readonly string[]): Reaction {
  const running = meant(session, paths).filter(canPause);
  const paused = forEach(session, running, (current, process) => pause(current, process, null));
  return answered(paused, seq, running.length);
}

/** Every process below these paths goes on, and none pauses any more; the client hears of each, since it asked for none by name. */
export function continueAll(session: DebugSession, seq: number, paths: readonly string[]): Reaction {
  const still = meant(session, paths).filter(({ state }) => state.is === "paused" || state.is === "pausing");
  const going = forEach(session, still, (current, { thread, state }) => {
    if (state.is === "pausing") return act(change(current, thread, { state: { is: "running" } }));
    return chain(resume(current, thread), (after) => act(after, continued(thread)));
  });
  return answered(going, seq, still.length);
}

/** Every process that is paused below these paths makes a step of its own. */
export function stepAll(session: DebugSession, seq: number, paths: readonly string[], kind: StepKind): Reaction {
  const still = meant(session, paths).filter(({ state }) => state.is === "paused");
  const stepping = forEach(session, still, (current, process) =>
    chain(step(current, process, { step: kind, lines: false, target: null }), (after) =>
      act(after, continued(process.thread)),
    ),
  );
  return answered(stepping, seq, still.length);
}

/** One process stopped at something that reaches further: those around it pause, too. */
export function pauseAround(session: DebugSession, thread: ThreadId, reach: Reach): Reaction {
  const stopped = session.processes.get(thread);
  if (!stopped || reach === "process") return act(session);
  const parent = stopped.path.split("/").slice(0, -1).join("/");
  const around = reach === "tree" ? [...session.processes.values()] : meant(session, [parent]);
  return forEach(session, around.filter(canPause), (current, process) => pause(current, process, nameOf(stopped)));
}

function meant({ processes }: DebugSession, paths: readonly string[]): Process[] {
  const all = [...processes.values()];
  return paths.length === 0 ? all : all.filter(({ path }) => paths.some((pattern) => matches(pattern, path)));
}

function answered(done: Reaction, seq: number, processes: number): Reaction {
  const { session, actions } = done;
  return { session, actions: [{ do: "respond", seq, body: { processes } }, ...actions] };
}
