import { performance } from "node:perf_hooks";
import type { FromAgent, ModuleVersion, Path, Refusal, ReloadProgress, ReloadResult } from "../../wire/index.ts";
import { Committed } from "./committed.ts";
import { type Done, doneOf, type Last } from "./done.ts";
import { planBack, planTexts, withLate } from "./earlier.ts";
import type { Edit, Shelf } from "./edits.ts";
import { Importers } from "./importers.ts";
import { moduleVersions } from "./listing.ts";
import type { Memory } from "./memory.ts";
import { type Moves, Phases } from "./phases.ts";
import { movesOf, planFiles, type Unplanned } from "./plan.ts";
import { type Arrived, type LiveProcess, Processes, type ProcessKey, type Reach } from "./processes.ts";
import { SourceMaps } from "./source-maps.ts";
import { general, reportOf, warningsOf } from "./telling.ts";
import { Texts } from "./texts.ts";
import { inTreeOrder } from "./tree-order.ts";
import { Versions } from "./versions.ts";

export { keepReloads, type Memory, nothingYet, readMemory } from "./memory.ts";
export type { ProcessKey } from "./processes.ts";
export { caughtUpReport } from "./telling.ts";

interface Options extends Reach {
  /** Folder with the text of every module that was loaded; the agents and this write it. */
  sources: string;
  /** What relative file names are relative to. */
  folder: string;
  /** What an earlier runtime has left. */
  memory: Memory;
  /** All paths of the tree, in start order. */
  order(): readonly Path[];
  /** Hears how far a reload has come. */
  progress(progress: ReloadProgress): void;
  /** Keeps what a later runtime has to know. */
  keep(memory: Memory): void;
  /** Hears of a process that started while others were reloaded: it was brought up to them (null), or why not. */
  caughtUp(path: Path, problem: string | null): void;
}

/**
 * Hot reload of all processes of a tree in two phases: either all that have a module take its new code or none does.
 * One reload at a time. No method rejects for what a person or a process did wrong: that is a result with outcome `refused`.
 */
export class HotReload {
  readonly #options: Options;
  readonly #shelf: Shelf;
  readonly #maps: SourceMaps;
  readonly #committed: Committed;
  #busy = false;
  #catchingUp: Promise<void> | null = null;
  #reload: number;
  /** The last reload, for as long as it can be rolled back. */
  #last: Last | null;

  constructor(options: Options) {
    const { sources, folder, memory } = options;
    this.#options = options;
    const texts = new Texts(sources);
    const [processes, versions] = [new Processes(options), new Versions(memory.versions)];
    this.#shelf = { processes, texts, versions, importers: new Importers(texts, folder, processes) };
    this.#maps = new SourceMaps(texts);
    this.#committed = new Committed(memory.committed);
    this.#reload = memory.reload;
    this.#last = memory.last;
  }

  /** An agent said hello: its process can be reloaded. */
  hello(process: ProcessKey, hello: { hot: boolean; node: string }): void {
    this.#shelf.processes.hello(process, hello);
  }

  hear(process: ProcessKey, message: FromAgent): void {
    this.#shelf.processes.hear(process, message);
    if (message.kind !== "loaded") return;
    const { versions } = this.#shelf;
    const numbers = message.modules.map(({ url, hash }) => [versions.peek(url, hash), versions.of(url, hash)]);
    if (numbers.some(([, number]) => number !== 1)) this.#keep();
    this.#catchUp();
  }

  gone(process: ProcessKey): void {
    this.#shelf.processes.gone(process);
  }

  /** URL → hash of the text that the process which is now started at this path loads instead of the file. */
  committed(path: Path): Record<string, string> {
    return this.#committed.give(path);
  }

  /** A person starts this anew: what is on disk is loaded from now on. */
  startsAnew(path: Path): void {
    this.#committed.forget(path);
    this.#keep();
  }

  /** The process of this path is over, whether its agent had a connection or not. */
  ended(path: Path): void {
    this.#shelf.processes.ended(path);
  }

  /**
   * Brings what the files say now into every process that has loaded them; with `dryRun`, and with `unlessAnew` where module state
   * would begin anew, only finds out whether that can be done.
   */
  reload(files: readonly string[], dryRun: boolean, unlessAnew = false): Promise<ReloadResult> {
    return this.#alone(() =>
      this.#reloadFiles(files, (done) => dryRun || (unlessAnew && done.some(({ anew }) => anew.length > 0))),
    );
  }

  /** Puts back the code from before the last reload, in the processes that took it and still live, and in those that started with it since. */
  rollback(): Promise<ReloadResult> {
    return this.#alone(() => this.#rollBackLast());
  }

  /** Whether the process of this path has loaded its modules: at once where it has, else when it has, or has ended. */
  async arrival(path: string): Promise<Arrived> {
    const live = this.#shelf.processes.all.find((process) => process.path === path);
    return live && live.modules.size > 0 ? "loaded" : this.#shelf.processes.nextArrival(path);
  }

  /** Of the process of this path, or of those below it; of all where none is named. */
  modules(path?: Path): Promise<ModuleVersion[]> {
    return moduleVersions(this.#shelf, path);
  }

  async #alone(work: () => Promise<ReloadResult>): Promise<ReloadResult> {
    await this.#catchingUp;
    if (this.#busy) return general("busy", "another reload is under way: wait for its end and try again");
    this.#busy = true;
    try {
      return await work();
    } finally {
      this.#busy = false;
      this.#catchUp();
    }
  }

  async #reloadFiles(files: readonly string[], onlyChecks: (done: Done[]) => boolean): Promise<ReloadResult> {
    const started = performance.now();
    const planned = await planFiles(files, this.#options.folder, this.#maps, this.#shelf);
    if (!Array.isArray(planned)) return this.#refused(planned);
    if (planned.length === 0) return { outcome: "unchanged" };
    const done = planned.map((edit) => doneOf(edit, this.#shelf.processes.running(edit.change)));
    const phases = await this.#begin(planned, movesOf(planned), ++this.#reload);
    const unprepared = await phases.prepare();
    if (unprepared.length > 0) return this.#refused({ refusals: unprepared, restart: this.#having(done) });
    const dryRun = onlyChecks(done);
    if (dryRun) phases.forget();
    const told = { reloaded: reportOf(done, "hash", this.#shelf), warnings: warningsOf(done) };
    const failed = dryRun ? [] : await this.#commit(phases, done, "hash");
    if (failed.length > 0) return this.#refused({ refusals: failed, restart: this.#having(done) });
    const result = { ...told, migrated: phases.migrated, elapsedMs: performance.now() - started };
    if (dryRun) return { outcome: "checked", ...result };
    this.#committed.settled();
    this.#last = { reload: this.#reload, done };
    this.#note(done, "hash");
    return { outcome: "committed", ...result };
  }

  async #rollBackLast(): Promise<ReloadResult> {
    const started = performance.now();
    const last = this.#last;
    if (!last) return general("nothing_to_roll_back", "there is no reload to roll back");
    const planned = await planBack(last, this.#shelf);
    if (!("moves" in planned)) return this.#refused(planned);
    const done = last.done.map((each) => withLate(each, planned.edits));
    const phases = await this.#begin(planned.edits, planned.moves, last.reload);
    const unprepared = await phases.prepare();
    if (unprepared.length > 0) return this.#refused({ refusals: unprepared, restart: this.#having(done) });
    const failed = await this.#commit(phases, done, "base");
    if (failed.length > 0) return this.#refused({ refusals: failed, restart: this.#having(done) });
    this.#last = null;
    this.#note(done, "base");
    const told = { reloaded: reportOf(done, "base", this.#shelf), warnings: [], migrated: phases.migrated };
    return { outcome: "committed", ...told, elapsedMs: performance.now() - started };
  }

  /** Brings what was committed meanwhile into processes that had not told of their modules by then, one after the other. */
  #catchUp(): void {
    if (this.#busy) return; // it is looked after at the end of what is under way
    const { processes } = this.#shelf;
    const late = processes.all.find((process) => this.#committed.missedBy(process).length > 0);
    if (!late) return;
    this.#busy = true;
    this.#catchingUp = this.#bringUp(late).then((problem) => {
      this.#busy = false;
      this.#committed.leave(late);
      if (processes.find(late)) this.#options.caughtUp(late.path, problem);
      this.#catchUp();
    });
  }

  /** Null once the process runs what is committed, else what is in the way. */
  async #bringUp(process: LiveProcess): Promise<string | null> {
    const texts = new Map(this.#committed.missedBy(process).map(({ url, hash }) => [url, hash]));
    const edits = await planTexts(texts, () => [process], this.#shelf);
    if (!Array.isArray(edits)) return edits.refusals[0]?.message ?? null;
    const phases = await this.#begin(edits, movesOf(edits), ++this.#reload);
    const unprepared = await phases.prepare();
    const [refusal] = unprepared.length > 0 ? unprepared : await phases.commit();
    if (refusal) return refusal.message;
    const done = edits.map((edit) => doneOf(edit, []));
    this.#note(done, "hash");
    return null;
  }

  /** From here on nothing later, also of another runtime, uses these numbers and names again. */
  async #begin(edits: readonly Edit[], moves: Moves, reload: number): Promise<Phases> {
    // New versions are loaded from there, by processes that start later too.
    for (const { target, language } of edits) await this.#shelf.texts.keep(target.next, language);
    this.#keep();
    return new Phases(this.#shelf.processes, reload, moves, this.#options.progress);
  }

  /** Who ends in a commit, or starts late, comes up with what is committed from here on. */
  async #commit(phases: Phases, done: readonly Done[], which: "hash" | "base"): Promise<Refusal[]> {
    const uncommit = this.#committed.set(done.map((each) => ({ url: each.url, hash: each[which] })));
    const failed = await phases.commit();
    if (failed.length > 0) uncommit();
    return failed;
  }

  /** From now on the processes are known to run the new texts, or those before them. */
  #note(all: readonly Done[], which: "hash" | "base"): void {
    const { processes, versions } = this.#shelf;
    for (const { url, processes: keys, ...each } of all) {
      versions.of(url, each[which]);
      for (const { modules } of keys.flatMap((key) => processes.find(key) ?? []))
        modules.set(url, { hash: each[which], kind: modules.get(url)?.kind ?? "module" });
    }
    this.#keep();
  }

  #keep(): void {
    const [committed, versions] = [this.#committed.saved(), this.#shelf.versions.saved()];
    this.#options.keep({ reload: this.#reload, committed, versions, last: this.#last });
  }

  #having(all: readonly Done[]): Path[] {
    return all.flatMap(({ url }) => this.#shelf.processes.having(url).map(({ path }) => path));
  }

  /** `restart`: the processes to which a rolling restart would bring the new code, as it would take them. */
  #refused({ refusals, restart }: Unplanned): ReloadResult {
    return { outcome: "refused", refusals, restart: inTreeOrder(restart, this.#options.order()) };
  }
}
