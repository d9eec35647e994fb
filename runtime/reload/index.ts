import { performance } from "node:perf_hooks";
import type { FromAgent, ModulePatch, ModuleVersion, Refusal, ReloadResult } from "../../wire/index.ts";
import { type Edit, planEdit } from "./edits.ts";
import { moduleVersions } from "./listing.ts";
import { commit, forget, prepare, rollBack } from "./phases.ts";
import { type Arrived, type LiveProcess, Processes, type ProcessKey, type Reach } from "./processes.ts";
import { SourceMaps } from "./source-maps.ts";
import { findTargets } from "./targets.ts";
import { Texts } from "./texts.ts";
import { Versions } from "./versions.ts";

export type { ProcessKey } from "./processes.ts";

interface Options extends Reach {
  /** Folder with the text of every module that was loaded; the agents and this write it. */
  sources: string;
  /** What relative file names are relative to. */
  folder: string;
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
  readonly #processes: Processes;
  readonly #texts: Texts;
  readonly #maps: SourceMaps;
  readonly #versions = new Versions();
  #busy = false;
  #reload = 0;
  #last: Last | null = null;

  constructor({ sources, folder, ...reach }: Options) {
    this.#folder = folder;
    this.#processes = new Processes(reach);
    this.#texts = new Texts(sources);
    this.#maps = new SourceMaps(this.#texts);
  }

  /** An agent said hello: its process can be reloaded. */
  hello(process: ProcessKey, hello: { hot: boolean; node: string }): void {
    this.#processes.hello(process, hello);
  }

  hear(process: ProcessKey, message: FromAgent): void {
    this.#processes.hear(process, message);
    if (message.kind === "loaded") for (const { url, hash } of message.modules) this.#versions.of(url, hash);
  }

  gone(process: ProcessKey): void {
    this.#processes.gone(process);
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
    const live = this.#processes.all.find((process) => process.path === path);
    return live && live.modules.size > 0 ? "loaded" : this.#processes.nextArrival(path);
  }

  modules(): Promise<ModuleVersion[]> {
    return moduleVersions(this.#processes, this.#versions);
  }

  async #alone(work: () => Promise<ReloadResult>): Promise<ReloadResult> {
    if (this.#busy)
      return refusedWith([general("busy", "another reload is under way: wait for its end and try again")], []);
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

    const unprepared = await prepare(this.#processes, reload, work);
    if (unprepared.length > 0) return this.#refused(unprepared, planned);
    if (dryRun) {
      forget(this.#processes, reload, work);
      return {
        outcome: "checked",
        reloaded: this.#report(planned),
        migrated: [],
        warnings: [],
        elapsedMs: performance.now() - started,
      };
    }
    for (const { target } of planned) await this.#texts.keep(target.next);
    const failed = await commit(this.#processes, reload, work);
    if (failed.length > 0) return this.#refused(failed, planned);
    this.#last = { reload, edits: planned };
    this.#note(planned, "hash");
    return {
      outcome: "committed",
      reloaded: this.#report(planned),
      migrated: [],
      warnings: [],
      elapsedMs: performance.now() - started,
    };
  }

  /** What each file comes to; every refusal of every file, so that a person sees all at once. */
  async #plan(files: readonly string[]): Promise<Edit[] | ReloadResult> {
    const edits: Edit[] = [];
    const refusals: Refusal[] = [];
    const restart = new Set<string>();
    for (const file of files) {
      const targets = await findTargets(file, this.#folder, this.#processes, this.#maps);
      if (!Array.isArray(targets)) {
        refusals.push(targets);
        continue;
      }
      for (const target of targets) {
        const edit = await planEdit(target, this.#processes, this.#texts, this.#versions);
        if ("patches" in edit) edits.push(edit);
        else {
          refusals.push(edit);
          if (edit.code !== "syntax_error")
            for (const { path } of this.#processes.having(target.url)) restart.add(path);
        }
      }
    }
    return refusals.length > 0 ? refusedWith(refusals, [...restart]) : edits;
  }

  async #rollBackLast(): Promise<ReloadResult> {
    const started = performance.now();
    const last = this.#last;
    if (!last) return refusedWith([general("nothing_to_roll_back", "there is no reload to roll back")], []);
    const which = [...workOf(last.edits).keys()].filter((process) => this.#processes.isLive(process));
    // A process that cannot answer now must not be the only one that stays: all are asked first, for nothing.
    const nothing = new Map(which.map((process) => [process, [] as ModulePatch[]]));
    const asked = ++this.#reload;
    const silent = await prepare(this.#processes, asked, nothing);
    if (silent.length > 0) return this.#refused(silent, last.edits);
    forget(this.#processes, asked, nothing);
    const failed = await rollBack(this.#processes, last.reload, which);
    if (failed.length > 0) return this.#refused(failed, last.edits);
    this.#last = null;
    this.#note(last.edits, "base");
    return {
      outcome: "committed",
      reloaded: this.#report(last.edits, "base"),
      migrated: [],
      warnings: [],
      elapsedMs: performance.now() - started,
    };
  }

  /** From now on the processes are known to run the patches' new texts, or those before them. */
  #note(edits: readonly Edit[], which: "hash" | "base"): void {
    for (const { patches } of edits) {
      for (const [process, patch] of patches) {
        process.modules.set(patch.url, { hash: patch[which], kind: "module" });
        this.#versions.of(patch.url, patch[which]);
      }
    }
  }

  #report(edits: readonly Edit[], which: "hash" | "base" = "hash") {
    return edits.flatMap(({ target: { asked, url }, patched, patches }) => {
      const [first] = patches.values();
      if (!first) return [];
      const processes = [...patches.keys()]
        .filter((process) => this.#processes.isLive(process))
        .map(({ path }) => path);
      const version = this.#versions.peek(url, first[which]);
      return [{ file: asked, version, how: "patch" as const, because: null, patched, anew: [], stays: [], processes }];
    });
  }

  #refused(refusals: Refusal[], edits: readonly Edit[]): ReloadResult {
    const having = edits.flatMap(({ target }) => this.#processes.having(target.url));
    return refusedWith(refusals, [...new Set(having.map(({ path }) => path))]);
  }
}

/** Patches by process: a process takes those of all files, or none. */
function workOf(edits: readonly Edit[]): Map<LiveProcess, ModulePatch[]> {
  const work = new Map<LiveProcess, ModulePatch[]>();
  for (const { patches } of edits) {
    for (const [process, patch] of patches) work.set(process, [...(work.get(process) ?? []), patch]);
  }
  return work;
}

function refusedWith(refusals: Refusal[], restart: string[]): ReloadResult {
  return { outcome: "refused", refusals, restart };
}

function general(code: Refusal["code"], message: string): Refusal {
  return { path: null, code, message, where: null };
}
