import type { ModuleLoaded } from "../wire/agent.ts";
import type { Access, LoadedModule } from "./patch.ts";

/** One version of a module that was loaded, with what it exports by which of its own variables. */
export interface Version extends LoadedModule {
  readonly exports: Readonly<Record<string, string>>;
  /** As `import()` gave it; null for the version that was loaded first. */
  namespace: object | null;
}

/** A module of the program: the version that runs, and those whose exports importers are linked to. */
export interface Running {
  readonly url: string;
  current: Version;
  faces: readonly Version[];
}

/** What this process has loaded of the project's own ES modules. */
export class Modules {
  readonly #running = new Map<string, Running>();
  readonly #awaited = new Map<string, Version | null>();
  readonly #tell: (loaded: ModuleLoaded[]) => void;
  #untold: ModuleLoaded[] = [];

  constructor(tell: (loaded: ModuleLoaded[]) => void) {
    this.#tell = tell;
  }

  /** Called by each instrumented module when it runs. */
  loaded(meta: ImportMeta, hash: string, access: Access, exports: Record<string, string>): void {
    const version: Version = { url: meta.url, meta, hash, access, exports, namespace: null };
    if (this.#awaited.has(meta.url)) {
      this.#awaited.set(meta.url, version);
      return;
    }
    this.#running.set(meta.url, { url: meta.url, current: version, faces: [version] });
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

  /** The module, if it runs the text that the edit was compared with. */
  fitting({ url, base }: { url: string; base: string }): Running {
    const running = this.#running.get(url);
    if (!running) throw new Error(`${url} is not loaded`);
    if (running.current.hash !== base)
      throw new Error(`${url} runs another version than the one the edit was compared with`);
    return running;
  }

  /** What is loaded under this URL is a new version, to be taken with `arrived`. */
  await(script: string): void {
    this.#awaited.set(script, null);
  }

  arrived(script: string): Version | null {
    const version = this.#awaited.get(script) ?? null;
    this.#awaited.delete(script);
    return version;
  }
}
