import type { FromAgent, Migrated, ModuleChange, Refusal, ReloadProgress, ToAgent } from "../../wire/index.ts";
import type { Heard, LiveProcess, Processes } from "./processes.ts";

/** What a process does in a reload or a roll back: take new code, or go back to what it ran before the reload of this number. */
export type Move = { is: "take"; changes: ModuleChange[] } | { is: "return" };
export type Moves = ReadonlyMap<LiveProcess, Move>;

/** A commit is not obeyed after its time is up, so an answer that is still under way then is waited for. */
const underWayMs = 500;
/** For how long calls may wait for the other processes; one of them may wait for an answer of this one. */
const openWithinMs = 1_000;

/** The steps of one reload, or roll back, over all its processes. Each method answers with the processes that refused, and why. */
export class Phases {
  readonly #processes: Processes;
  readonly #reload: number;
  readonly #moves: Moves;
  readonly #progress: (progress: ReloadProgress) => void;
  /** What the processes said that it would do to declared states. */
  migrated: Migrated[] = [];

  constructor(processes: Processes, reload: number, moves: Moves, progress: (progress: ReloadProgress) => void) {
    this.#processes = processes;
    this.#reload = reload;
    this.#moves = moves;
    this.#progress = progress;
  }

  /** Makes sure that every process can make its move; one that cannot makes all forget theirs. */
  async prepare(): Promise<Refusal[]> {
    const { answerWithinMs, isPaused } = this.#processes.reach;
    const paused = [...this.#moves.keys()].filter((process) => isPaused(process)).map(pausedRefusal);
    if (paused.length > 0) return paused;
    const own = { reload: this.#reload, limitMs: answerWithinMs / 2 };
    const refusals = await this.#ask("prepare", answerWithinMs, (move) =>
      move.is === "take" ? { kind: "prepare", changes: move.changes, ...own } : { kind: "prepare_back", ...own },
    );
    if (refusals.length > 0) this.forget();
    return refusals;
  }

  forget(): void {
    this.#tellAll("forget");
  }

  /** Switches everywhere, and then lets calls go on; when one process fails, everywhere back. */
  async commit(): Promise<Refusal[]> {
    const refusals = await this.#switch((move) => move.is === "take", false);
    const named = new Set(refusals.map(({ path }) => path));
    const stuck = refusals.length > 0 ? await this.#switch((move) => move.is !== "take", true) : [];
    this.#tellAll("open");
    return [...refusals, ...stuck.filter(({ path }) => !named.has(path))];
  }

  /** `force`: also where calls do not end in time. */
  #switch(isForward: (move: Move) => boolean, force: boolean): Promise<Refusal[]> {
    const { answerWithinMs } = this.#processes.reach;
    const own = { reload: this.#reload, until: Date.now() + answerWithinMs, openWithinMs };
    return this.#ask("commit", answerWithinMs + underWayMs, (move) =>
      isForward(move) ? { kind: "commit", ...own } : { kind: "roll_back", ...own, force },
    );
  }

  #tellAll(kind: "forget" | "open"): void {
    for (const process of this.#moves.keys()) this.#processes.tell(process, { kind, reload: this.#reload });
  }

  /** Asks each process; a refusal for each that fails or keeps silent. One that has ended has nothing left to exchange. */
  async #ask(phase: "prepare" | "commit", timeoutMs: number, message: (move: Move) => Asked): Promise<Refusal[]> {
    let done = 0;
    const answers = [...this.#moves].map(async ([process, move]) => {
      const asked = message(move);
      const wants = (heard: FromAgent) =>
        (heard.kind === answerTo[asked.kind] || heard.kind === "reload_failed") && heard.reload === this.#reload;
      const heard = await this.#processes.ask(process, asked, wants, timeoutMs);
      const refusal =
        heard === "gone" && phase === "prepare"
          ? goneRefusal(process)
          : refusalOf(process, heard, this.#processes.reach.answerWithinMs);
      if (refusal) return refusal;
      if (typeof heard === "object" && heard.kind === "prepared")
        this.migrated.push(...heard.migrated.map((each) => ({ path: process.path, ...each })));
      done += 1;
      const step = asked.kind === "commit" || asked.kind === "roll_back" ? asked.kind : "prepare";
      this.#progress({ step, done, total: this.#moves.size, path: process.path });
      return null;
    });
    const refusals = (await Promise.all(answers)).filter((refusal) => refusal !== null);
    const order = new Map([...this.#moves.keys()].map(({ path }, index) => [path, index]));
    this.migrated.sort((a, b) => (order.get(a.path) ?? 0) - (order.get(b.path) ?? 0));
    return refusals;
  }
}

type Asked = Extract<ToAgent, { kind: keyof typeof answerTo }>;

const answerTo = {
  prepare: "prepared",
  prepare_back: "prepared",
  commit: "committed",
  roll_back: "rolled_back",
} as const;

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
