import type { ModuleLoaded, ModulePatch } from "../wire/agent.ts";
import { type Access, apply, check, type LoadedModule } from "./swap.ts";

/** What `onReload` of `supertree/hot` is told. */
export interface Reloaded {
  /** `committed`: new code runs from now on; `rolled_back`: the code from before does again. */
  kind: "committed" | "rolled_back";
  /** The modules' URLs. */
  modules: string[];
}

/** How many reloads can be undone: the last, and the one before it when the last is undone for failing elsewhere. */
const undoable = 2;

/** What this process has loaded of the project's own modules, and the last reloads, which can be undone. */
export class Modules {
  readonly #modules = new Map<string, LoadedModule>();
  readonly #listeners = new Set<(reloaded: Reloaded) => void>();
  readonly #tell: (loaded: ModuleLoaded[]) => void;
  #untold: ModuleLoaded[] = [];
  #prepared: { reload: number; patches: readonly ModulePatch[] } | null = null;
  #done: { reload: number; modules: string[]; undo: () => void }[] = [];

  constructor(tell: (loaded: ModuleLoaded[]) => void) {
    this.#tell = tell;
  }

  /** Called by each instrumented module when it runs. */
  loaded(meta: ImportMeta, hash: string, access: Access): void {
    this.#modules.set(meta.url, { url: meta.url, meta, hash, access });
    this.note({ url: meta.url, hash, kind: "module" });
  }

  /** Tells the runtime of a module, together with the others of this turn. */
  note(module: ModuleLoaded): void {
    this.#untold.push(module);
    if (this.#untold.length > 1) return;
    setImmediate(() => {
      this.#tell(this.#untold);
      this.#untold = [];
    }).unref();
  }

  onReload(listener: (reloaded: Reloaded) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Makes sure that every patch compiles and fits, and runs none. Throws what does not. */
  prepare(reload: number, patches: readonly ModulePatch[]): void {
    for (const patch of patches) check(this.#fitting(patch), patch);
    this.#prepared = { reload, patches };
  }

  /** Puts all patches of a prepared reload in place, or none. */
  commit(reload: number, until: number): void {
    const prepared = this.#prepared;
    if (prepared?.reload !== reload) throw new Error("the reload is no longer prepared");
    this.#prepared = null;
    if (Date.now() > until) throw new Error("the reload came too late: the process was busy or paused meanwhile");
    const undone: (() => void)[] = [];
    const undo = () => {
      for (const step of undone.splice(0).reverse()) step();
    };
    try {
      for (const patch of prepared.patches) undone.push(apply(this.#fitting(patch), patch));
    } catch (error) {
      undo();
      throw error;
    }
    const modules = prepared.patches.map((patch) => patch.url);
    this.#done = [...this.#done, { reload, modules, undo }].slice(-undoable);
    this.#announce({ kind: "committed", modules });
  }

  /** Afterwards the reload is not in place, whether it was or not. */
  rollBack(reload: number): void {
    this.forget(reload);
    const last = this.#done.at(-1);
    if (last?.reload !== reload) return;
    this.#done.pop();
    last.undo();
    this.#announce({ kind: "rolled_back", modules: last.modules });
  }

  forget(reload: number): void {
    if (this.#prepared?.reload === reload) this.#prepared = null;
  }

  #fitting(patch: ModulePatch): LoadedModule {
    const module = this.#modules.get(patch.url);
    if (!module) throw new Error(`${patch.url} is not loaded`);
    if (module.hash !== patch.base)
      throw new Error(`${patch.url} runs another version than the one the edit was compared with`);
    return module;
  }

  /** A listener that throws is the program's own error, so it surfaces as one: later, outside of the reload. */
  #announce(reloaded: Reloaded): void {
    for (const listener of this.#listeners) queueMicrotask(() => listener(reloaded));
  }
}
