import { matches } from "../../wire/index.ts";
import type { DebugAction } from "./happenings.ts";
import type { DebugSession, Process, Reaction } from "./model.ts";
import { act, nameOf } from "./reaction.ts";
import type { ArgumentsOf } from "./requests.ts";

/** With more processes than this a list of threads helps nobody: then only those somebody looks at are threads. */
const mostThreads = 50;

/** The processes that the client lists. */
export function threadsOf({ processes, settings }: DebugSession): Process[] {
  const all = [...processes.values()];
  if (all.length <= mostThreads) return all;
  return all.filter(
    ({ path, state }) => isLookedAt(state) || settings.pinned.some((pattern) => matches(pattern, path)),
  );
}

/** In the order of the tree's paths, `device-2` before `device-10`. */
export function listThreads(session: DebugSession, seq: number): Reaction {
  const threads = threadsOf(session)
    .sort((a, b) => a.path.localeCompare(b.path, "en", { numeric: true }))
    .map((process) => ({ id: process.thread, name: nameOf(process) }));
  return act(session, { do: "respond", seq, body: { threads } });
}

/** Tells the client which threads came and went since it was last told. */
export function tellThreads(session: DebugSession): Reaction {
  if (session.phase.is === "ended") return act(session);
  const shown = new Set(threadsOf(session).map(({ thread }) => thread));
  const gone = [...session.shown].filter((thread) => !shown.has(thread));
  const come = [...shown].filter((thread) => !session.shown.has(thread));
  if (gone.length + come.length === 0) return act(session);
  const tell =
    (reason: string) =>
    (threadId: number): DebugAction => {
      return { do: "emit", event: "thread", body: { reason, threadId } };
    };
  return act({ ...session, shown }, ...gone.map(tell("exited")), ...come.map(tell("started")));
}

/** Which thread is which process, for the editor's own commands; also of those that are no threads now. */
export function listProcesses(session: DebugSession, seq: number): Reaction {
  const shown = new Set(threadsOf(session).map(({ thread }) => thread));
  const threads = [...session.processes.values()].map((process) => ({
    threadId: process.thread,
    path: process.path,
    incarnation: process.incarnation,
    pid: process.pid,
    state: process.held ? "held" : process.state.is,
    shown: shown.has(process.thread),
  }));
  return act(session, { do: "respond", seq, body: { threads, pinned: session.settings.pinned } });
}

export function pin(session: DebugSession, seq: number, { paths, on }: ArgumentsOf<"supertree/pin">): Reaction {
  const others = session.settings.pinned.filter((pattern) => !paths.includes(pattern));
  const pinned = on ? [...others, ...paths] : others;
  return act({ ...session, settings: { ...session.settings, pinned } }, { do: "respond", seq, body: { pinned } });
}

function isLookedAt({ is }: Process["state"]): boolean {
  return is === "paused" || is === "stepping";
}
