import { performance } from "node:perf_hooks";
import type {
  FromAgent,
  ModuleChange,
  ModuleVersion,
  Path,
  Refusal,
  ReloadProgress,
  ReloadResult,
} from "../../wire/index.ts";
import { Committed } from "./committed.ts";
import { type Edit, planEdits, type Shelf } from "./edits.ts";
import { Importers } from "./importers.ts";
import { moduleVersions } from "./listing.ts";
import { Phases } from "./phases.ts";
import { type Arrived, type LiveProcess, Processes, type ProcessKey, type Reach } from "./processes.ts";
import { SourceMaps } from "./source-maps.ts";
import { findTargets, type Target } from "./targets.ts";
import { reportOf, warningsOf } from "./telling.ts";
import { Texts } from "./texts.ts";
import { inTreeOrder } from "./tree-order.ts";
import { Versions } from "./versions.ts";

export type { ProcessKey } from "./processes.ts";

interface Options extends Reach {
  /** Folder with the text of every module that was loaded; the agents and this write it. */
  sources: string;
  /** What relative file names are relative to. */
  folder: string;
  /** All paths of the tree, in start order. */
  order(): readonly Path[];
  /** Hears how far a reload has come. */
  progress(progress: ReloadProgress): void;
}

/** The last reload, for as long as it can be rolled back. */
interface Last {
  reload: number;
  edits: readonly Edit[];
}

/**
 * Hot reload of all processes of a tree in two phases: either all that have a module take its new code or none does.
 * One reload at a time. No method rejects for what a person or a process did wrong: that is a result with outcome `refused`.
 */
export class HotReload {
  readonly #folder: string;
  readonly #order: () => readonly Path[];
  readonly #shelf: Shelf;
  readonly #maps: SourceMaps;
  readonly #committed = new Committed();
  readonly #progress: (progress: ReloadProgress) => void;
  #busy = false;
  #reload = 0;
  #last: Last | null = null;

  constructor({ sources, folder, order, progress, ...reach }: Options) {
    this.#folder = folder;
    this.#order = order;
    this.#progress = progress;
    const texts = new Texts(sources);
    const importers = new Importers(texts, folder);
    this.#shelf = { processes: new Processes(reach), texts, versions: new Versions(), importers };
    this.#maps = new SourceMaps(texts);
  }

  /** An agent said hello: its process can be reloaded. */
  hello(process: ProcessKey, hello: { hot: boolean; node: string }): void {
    this.#shelf.processes.hello(process, hello);
  }

  hear(process: ProcessKey, message: FromAgent): void {
    this.#shelf.processes.hear(process, message);
    if (message.kind === "loaded") for (const { url, hash } of message.modules) this.#shelf.versions.of(url, hash);
  }

  gone(process: ProcessKey): void {
    this.#shelf.processes.gone(process);
  }

  /** URL → hash of the text that a process which is started at this path loads instead of the file. */
  committed(path: Path): Record<string, string> {
    return this.#committed.for(path);
  }

  /** A person starts this anew: what is on disk is loaded from now on. */
  startsAnew(path: Path): void {
    this.#committed.forget(path);
  }

  /** The process of this path is over, whether its agent had a connection or not. */
  ended(path: Path): void {
    this.#shelf.processes.ended(path);
  }

  /** Brings what the files say now into every process that has loaded them; with `dryRun` only finds out whether that can be done. */
  reload(files: readonly string[], dryRun: boolean): Promise<ReloadResult> {
    return this.#alone(() => this.#reloadFiles(files, dryRun));
  }

  /** Puts back the code from before the last reload, in the processes that took it and still live. */
  rollback(): Promise<ReloadResult> {
    return this.#alone(() => this.#rollBackLast());
  }

  /** Whether the process of this path has loaded its modules: at once where it has, else when it has, or has ended. */
  async arrival(path: string): Promise<Arrived> {
    const live = this.#shelf.processes.all.find((process) => process.path === path);
    return live && live.modules.size > 0 ? "loaded" : this.#shelf.processes.nextArrival(path);
  }

  modules(): Promise<ModuleVersion[]> {
    return moduleVersions(this.#shelf.processes, this.#shelf.versions);
  }

  async #alone(work: () => Promise<ReloadResult>): Promise<ReloadResult> {
    if (this.#busy) return general("busy", "another reload is under way: wait for its end and try again");
    this.#busy = true;
    try {
      return await work();
    } finally {
      this.#busy = false;
    }
  }

  async #reloadFiles(files: readonly string[], dryRun: boolean): Promise<ReloadResult> {
    const started = performance.now();
    const planned = await this.#plan(files);
    if ("outcome" in planned) return planned;
    const work = workOf(planned);
    if (work.size === 0) return { outcome: "unchanged" };
    const reload = ++this.#reload;
    // New versions are loaded from there, by processes that start later too.
    for (const { target, language } of planned) await this.#shelf.texts.keep(target.next, language);

    const phases = new Phases(this.#shelf.processes, reload, [...work.keys()], this.#progress);
    const unprepared = await phases.prepare(work);
    if (unprepared.length > 0) return this.#refused(unprepared, planned);
    const done = () => ({
      reloaded: reportOf(planned, "hash", this.#shelf),
      migrated: phases.migrated,
      warnings: warningsOf(planned),
      elapsedMs: performance.now() - started,
    });
    if (dryRun) {
      phases.forget();
      return { outcome: "checked", ...done() };
    }
    const result = done();
    const uncommit = this.#committed.set(planned.map(({ change }) => change));
    const failed = await phases.commit();
    if (failed.length > 0) {
      uncommit();
      return this.#refused(failed, planned);
    }
    this.#committed.settled();
    this.#last = { reload, edits: planned };
    this.#note(planned, "hash");
    return { outcome: "committed", ...result, elapsedMs: performance.now() - started };
  }

  /** What each file comes to; every refusal of every file, so that a person sees all at once. */
  async #plan(files: readonly string[]): Promise<Edit[] | ReloadResult> {
    const { processes } = this.#shelf;
    const targets: Target[] = [];
    const edits: Edit[] = [];
    const refusals: Refusal[] = [];
    const restart: Path[] = [];
    for (const file of files) {
      const found = await findTargets(file, this.#folder, processes, this.#maps);
      if (Array.isArray(found)) targets.push(...found);
      else refusals.push(found);
    }
    for (const target of targets) {
      const planned = await planEdits(target, targets, this.#shelf);
      if (Array.isArray(planned)) edits.push(...planned);
      else {
        refusals.push(planned);
        if (planned.code !== "syntax_error") restart.push(...processes.having(target.url).map(({ path }) => path));
      }
    }
    return refusals.length > 0 ? this.#refusedWith(refusals, restart) : edits;
  }

  async #rollBackLast(): Promise<ReloadResult> {
    const started = performance.now();
    const last = this.#last;
    if (!last) return general("nothing_to_roll_back", "there is no reload to roll back");
    const { processes } = this.#shelf;
    const which = [...workOf(last.edits).keys()].filter((process) => processes.isLive(process));
    const phases = new Phases(processes, last.reload, which, this.#progress);
    const unprepared = await phases.prepareBack();
    if (unprepared.length > 0) return this.#refused(unprepared, last.edits);
    const failed = await phases.rollBack(false);
    if (failed.length > 0) return this.#refused(failed, last.edits);
    this.#committed.set(last.edits.map(({ change: { url, base } }) => ({ url, hash: base })));
    this.#last = null;
    this.#note(last.edits, "base");
    const elapsedMs = performance.now() - started;
    return {
      outcome: "committed",
      reloaded: reportOf(last.edits, "base", this.#shelf),
      migrated: phases.migrated,
      warnings: [],
      elapsedMs,
    };
  }

  /** From now on the processes are known to run the changes' new texts, or those before them. */
  #note(edits: readonly Edit[], which: "hash" | "base"): void {
    for (const { change, processes } of edits) {
      for (const process of processes) {
        const kind = process.modules.get(change.url)?.kind ?? "module";
        process.modules.set(change.url, { hash: change[which], kind });
        this.#shelf.versions.of(change.url, change[which]);
      }
    }
  }

  #refused(refusals: Refusal[], edits: readonly Edit[]): ReloadResult {
    const having = edits.flatMap(({ change }) => this.#shelf.processes.having(change.url));
    return this.#refusedWith(
      refusals,
      having.map(({ path }) => path),
    );
  }

  /** `restart`: the processes to which a rolling restart would bring the new code, as it would take them. */
  #refusedWith(refusals: Refusal[], restart: readonly Path[]): ReloadResult {
    return { outcome: "refused", refusals, restart: inTreeOrder(restart, this.#order()) };
  }
}

/** Changes by process: a process takes those of all files, or none. */
function workOf(edits: readonly Edit[]): Map<LiveProcess, ModuleChange[]> {
  const work = new Map<LiveProcess, ModuleChange[]>();
  for (const { change, processes } of edits)
    for (const process of processes) work.set(process, [...(work.get(process) ?? []), change]);
  return work;
}

/** Refused whatever the processes have loaded. */
function general(code: Refusal["code"], message: string): ReloadResult {
  return { outcome: "refused", refusals: [{ path: null, code, message, where: null }], restart: [] };
}
