import type { FromAgent, ModulePatch, Refusal, ToAgent } from "../../wire/index.ts";
import type { Heard, LiveProcess, Processes } from "./processes.ts";

/** What each process has to exchange. */
export type Work = ReadonlyMap<LiveProcess, readonly ModulePatch[]>;

/** A commit is not obeyed after its time is up, so an answer that is still under way then is waited for. */
const underWayMs = 500;

/** Makes sure that every process can take its patches; one that cannot makes all forget them. */
export async function prepare(processes: Processes, reload: number, work: Work): Promise<Refusal[]> {
  const all = [...work.keys()];
  const paused = all.filter((process) => processes.reach.isPaused(process)).map(pausedRefusal);
  if (paused.length > 0) return paused;
  const { answerWithinMs } = processes.reach;
  const refusals = await askAll(processes, all, "prepared", reload, answerWithinMs, (process) => ({
    kind: "prepare",
    reload,
    patches: [...(work.get(process) ?? [])],
  }));
  if (refusals.length > 0) forget(processes, reload, work);
  return refusals;
}

export function forget(processes: Processes, reload: number, work: Work): void {
  for (const process of work.keys()) processes.tell(process, { kind: "forget", reload });
}

/** Exchanges the code everywhere; when one process fails, everywhere back. */
export async function commit(processes: Processes, reload: number, work: Work): Promise<Refusal[]> {
  const { answerWithinMs } = processes.reach;
  const until = Date.now() + answerWithinMs;
  const wait = answerWithinMs + underWayMs;
  const all = [...work.keys()];
  const refusals = await askAll(processes, all, "committed", reload, wait, () => ({ kind: "commit", reload, until }));
  if (refusals.length === 0) return [];
  const named = new Set(refusals.map(({ path }) => path));
  const stuck = await rollBack(processes, reload, all);
  return [...refusals, ...stuck.filter(({ path }) => !named.has(path))];
}

/** Puts the old code back. A process that does not answer does so as soon as it goes on. */
export function rollBack(processes: Processes, reload: number, which: readonly LiveProcess[]): Promise<Refusal[]> {
  return askAll(processes, which, "rolled_back", reload, processes.reach.answerWithinMs, () => ({
    kind: "roll_back",
    reload,
  }));
}

/** Asks each process; a refusal for each that fails or keeps silent. One that has ended has nothing left to exchange. */
async function askAll(
  processes: Processes,
  which: readonly LiveProcess[],
  wanted: "prepared" | "committed" | "rolled_back",
  reload: number,
  timeoutMs: number,
  message: (process: LiveProcess) => ToAgent,
): Promise<Refusal[]> {
  const wants = (heard: FromAgent) =>
    (heard.kind === wanted || heard.kind === "reload_failed") && heard.reload === reload;
  const answers = await Promise.all(
    which.map(async (process) =>
      refusalOf(
        process,
        await processes.ask(process, message(process), wants, timeoutMs),
        processes.reach.answerWithinMs,
      ),
    ),
  );
  return answers.filter((refusal) => refusal !== null);
}

function pausedRefusal({ path, incarnation }: LiveProcess): Refusal {
  const message = `${path} #${incarnation} is paused in the debugger; let it go on and reload again`;
  return { path, code: "refused_by_process", message, where: null };
}

function refusalOf({ path, incarnation }: LiveProcess, heard: Heard, answerWithinMs: number): Refusal | null {
  if (heard === "gone") return null;
  const refused = { path, code: "refused_by_process", where: null } as const;
  if (heard === "silent") {
    const message = `${path} #${incarnation} did not answer within ${answerWithinMs / 1000} s: it is busy, or paused by a debugger of its own; let it go on and reload again`;
    return { ...refused, message };
  }
  return heard.kind === "reload_failed" ? { ...refused, message: `${path} #${incarnation}: ${heard.message}` } : null;
}
