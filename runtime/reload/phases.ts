import type { FromAgent, Migrated, ModuleChange, Refusal, ReloadProgress, ToAgent } from "../../wire/index.ts";
import type { Heard, LiveProcess, Processes } from "./processes.ts";

/** What each process has to exchange. */
export type Work = ReadonlyMap<LiveProcess, readonly ModuleChange[]>;

/** A commit is not obeyed after its time is up, so an answer that is still under way then is waited for. */
const underWayMs = 500;
/** For how long calls may wait for the other processes; one of them may wait for an answer of this one. */
const openWithinMs = 1_000;

/** The steps of one reload over all its processes. Each method answers with the processes that refused, and why. */
export class Phases {
  readonly #processes: Processes;
  readonly #reload: number;
  readonly #all: readonly LiveProcess[];
  readonly #progress: (progress: ReloadProgress) => void;
  /** What the processes said that it would do to declared states. */
  migrated: Migrated[] = [];

  constructor(
    processes: Processes,
    reload: number,
    all: readonly LiveProcess[],
    progress: (progress: ReloadProgress) => void,
  ) {
    this.#processes = processes;
    this.#reload = reload;
    this.#all = all;
    this.#progress = progress;
  }

  /** Makes sure that every process can take its changes; one that cannot makes all forget them. */
  async prepare(work: Work): Promise<Refusal[]> {
    const refusals = await this.#prepared((process, limitMs) => ({
      kind: "prepare",
      reload: this.#reload,
      changes: [...(work.get(process) ?? [])],
      limitMs,
    }));
    if (refusals.length > 0) this.forget();
    return refusals;
  }

  prepareBack(): Promise<Refusal[]> {
    return this.#prepared((_, limitMs) => ({ kind: "prepare_back", reload: this.#reload, limitMs }));
  }

  forget(): void {
    for (const process of this.#all) this.#processes.tell(process, { kind: "forget", reload: this.#reload });
  }

  /** Switches everywhere, and then lets calls go on; when one process fails, everywhere back. */
  async commit(): Promise<Refusal[]> {
    const { answerWithinMs } = this.#processes.reach;
    const until = Date.now() + answerWithinMs;
    const message = { kind: "commit", reload: this.#reload, until, openWithinMs } as const;
    const refusals = await this.#ask("committed", "commit", answerWithinMs + underWayMs, () => message);
    if (refusals.length === 0) {
      this.#open();
      return [];
    }
    const named = new Set(refusals.map(({ path }) => path));
    const stuck = await this.rollBack(true);
    return [...refusals, ...stuck.filter(({ path }) => !named.has(path))];
  }

  /** Puts the old code back; where a process does not, and it is not forced to, the new one is brought back everywhere. */
  async rollBack(force: boolean): Promise<Refusal[]> {
    const { answerWithinMs } = this.#processes.reach;
    const until = Date.now() + answerWithinMs;
    const message = { kind: "roll_back", reload: this.#reload, until, openWithinMs, force } as const;
    const refusals = await this.#ask("rolled_back", "roll_back", answerWithinMs + underWayMs, () => message);
    if (refusals.length > 0 && !force) await this.commit();
    else this.#open();
    return refusals;
  }

  #open(): void {
    for (const process of this.#all) this.#processes.tell(process, { kind: "open", reload: this.#reload });
  }

  async #prepared(message: (process: LiveProcess, limitMs: number) => ToAgent): Promise<Refusal[]> {
    const { answerWithinMs, isPaused } = this.#processes.reach;
    const paused = this.#all.filter((process) => isPaused(process)).map(pausedRefusal);
    if (paused.length > 0) return paused;
    const limitMs = answerWithinMs / 2;
    return this.#ask("prepared", "prepare", answerWithinMs, (process) => message(process, limitMs));
  }

  /** Asks each process; a refusal for each that fails or keeps silent. One that has ended has nothing left to exchange. */
  async #ask(
    wanted: "prepared" | "committed" | "rolled_back",
    step: ReloadProgress["step"],
    timeoutMs: number,
    message: (process: LiveProcess) => ToAgent,
  ): Promise<Refusal[]> {
    const reload = this.#reload;
    const wants = (heard: FromAgent) =>
      (heard.kind === wanted || heard.kind === "reload_failed") && heard.reload === reload;
    let done = 0;
    const answers = this.#all.map(async (process) => {
      const heard = await this.#processes.ask(process, message(process), wants, timeoutMs);
      const refusal =
        heard === "gone" && wanted === "prepared"
          ? goneRefusal(process)
          : refusalOf(process, heard, this.#processes.reach.answerWithinMs);
      if (refusal) return refusal;
      if (typeof heard === "object" && heard.kind === "prepared")
        this.migrated.push(...heard.migrated.map((each) => ({ path: process.path, ...each })));
      done += 1;
      this.#progress({ step, done, total: this.#all.length, path: process.path });
      return null;
    });
    const refusals = (await Promise.all(answers)).filter((refusal) => refusal !== null);
    const order = new Map(this.#all.map(({ path }, index) => [path, index]));
    this.migrated.sort((a, b) => (order.get(a.path) ?? 0) - (order.get(b.path) ?? 0));
    return refusals;
  }
}

function pausedRefusal({ path, incarnation }: LiveProcess): Refusal {
  const message = `${path} #${incarnation} is paused in the debugger; let it go on and reload again`;
  return { path, code: "refused_by_process", message, where: null };
}

/** It may have been the new code that ended it, so no other process is to take that. */
function goneRefusal({ path, incarnation }: LiveProcess): Refusal {
  const message = `${path} #${incarnation} ended while it prepared: see its log; if that had nothing to do with the edit, reload again`;
  return { path, code: "refused_by_process", message, where: null };
}

/** A process that ends in a commit starts again in the new version. */
function refusalOf({ path, incarnation }: LiveProcess, heard: Heard, answerWithinMs: number): Refusal | null {
  if (heard === "gone") return null;
  const refused = { path, code: "refused_by_process", where: null } as const;
  if (heard === "silent") {
    const message = `${path} #${incarnation} did not answer within ${answerWithinMs / 1000} s: it is busy, or paused by a debugger of its own; let it go on and reload again`;
    return { ...refused, message };
  }
  return heard.kind === "reload_failed" ? { ...refused, message: `${path} #${incarnation}: ${heard.message}` } : null;
}
