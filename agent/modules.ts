import type { Module } from "node:module";
import type { ModuleLoaded } from "../wire/agent.ts";
import type { Access, LoadedModule } from "./patch.ts";
import type { Required, RequiredLink } from "./required.ts";

/** One version of a module that was loaded, with what it exports by which of its own variables. */
export interface Version extends LoadedModule {
  readonly exports: Readonly<Record<string, string>>;
  /** As `import()` gave it; null for the version that was loaded first, and for CommonJS. */
  namespace: object | null;
  readonly required: Required | null;
}

type Kind = Exclude<ModuleLoaded["kind"], "json">;

/** A module of the program: the version that runs, and those whose exports importers are linked to. */
export interface Running {
  readonly url: string;
  readonly kind: Kind;
  current: Version;
  faces: readonly Version[];
}

/** What this process has loaded of the project's own ES modules. */
export class Modules {
  readonly #running = new Map<string, Running>();
  readonly #awaited = new Map<string, Version | null>();
  readonly #tell: (loaded: ModuleLoaded[]) => void;
  #untold: ModuleLoaded[] = [];
  #compiling: string | null = null;

  constructor(tell: (loaded: ModuleLoaded[]) => void) {
    this.#tell = tell;
  }

  /** Called by each instrumented module when it runs. */
  loaded(meta: ImportMeta, hash: string, access: Access, exports: Record<string, string>): void {
    const version: Version = { url: meta.url, meta, hash, access, exports, namespace: null, required: null };
    this.#take(version, "module");
  }

  /** Called by each instrumented CommonJS module when it runs. */
  required(module: Module, hash: string, access: Access, links: RequiredLink[]): void {
    const url = process.getBuiltinModule("node:url").pathToFileURL(module.filename).href;
    const script = this.#compiling ?? url;
    // CommonJS has no `import.meta`, and no code of its own that names it.
    const meta = { url } as ImportMeta;
    this.#take(
      { url: script, meta, hash, access, exports: {}, namespace: null, required: { module, links } },
      "commonjs",
    );
  }

  /** Called by each module that a compiler of its own has made CommonJS of, when it has run. */
  transpiled(module: Module, hash: string, access: Access, exports: Record<string, string>): void {
    const url = process.getBuiltinModule("node:url").pathToFileURL(module.filename).href;
    const required = { module, links: [] };
    const meta = { url } as ImportMeta;
    this.#take({ url: this.#compiling ?? url, meta, hash, access, exports, namespace: null, required }, "transpiled");
  }

  find(url: string): Running | undefined {
    return this.#running.get(url);
  }

  all(): Running[] {
    return [...this.#running.values()];
  }

  #take(version: Version, kind: Kind): void {
    const { url, hash } = version;
    if (this.#awaited.has(url)) {
      this.#awaited.set(url, version);
      return;
    }
    this.#running.set(url, { url, kind, current: version, faces: [version] });
    this.note({ url, hash, kind });
  }

  /** Runs a new version of a CommonJS module, which is known by this URL. */
  compile(script: string, run: () => void): void {
    this.#compiling = script;
    try {
      run();
    } finally {
      this.#compiling = null;
    }
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

  /** Tells a runtime that has come later of all there is. */
  tellAll(): void {
    const all = this.all().map(({ url, kind, current: { hash } }) => ({ url, hash, kind }));
    if (all.length > 0) this.#tell(all);
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
