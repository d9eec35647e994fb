import { sep } from "node:path";
import { pathToFileURL } from "node:url";
import { type Language, languageOf } from "../core/reload/language.ts";
import type { ModuleLoaded } from "../wire/agent.ts";
import type { Serving } from "./serving.ts";
import { SourceStore } from "./store.ts";

/** What a loader hook gets from the next one, and may change. */
export interface Loaded {
  format: string | null | undefined;
  source?: string | ArrayBuffer | NodeJS.TypedArray | null | undefined;
}

export type Instrument = (text: string, hash: string, language: Language) => string | null;

interface Settings {
  project: string;
  sources: string;
  packages: readonly string[];
}

/** The project's own modules: those below its folder and outside of node_modules, and those of packages that were asked for. */
export class OwnModules {
  readonly #folder: string;
  readonly #packages: ReadonlySet<string>;
  readonly #prefix: string;
  readonly #store: SourceStore;

  readonly #serving: Serving;

  constructor({ project, sources, packages }: Settings, serving: Serving) {
    this.#packages = new Set(packages);
    this.#folder = project.endsWith(sep) ? project : project + sep;
    this.#prefix = `${pathToFileURL(project).href.replace(/\/$/, "")}/`;
    this.#store = new SourceStore(sources);
    this.#serving = serving;
  }

  /** What is loaded in a module's place; the same where it is not the project's own or no ES module. Trouble is a warning, not the program's end. */
  load<L extends Loaded>(url: string, loaded: L, instrument: Instrument, note: (module: ModuleLoaded) => void): L {
    if (!this.#isOwn(url, this.#prefix) || !loaded.source) return loaded;
    const { pathname } = new URL(url);
    const isData = pathname.endsWith(".json");
    // A required file of a package that names no type has no format yet.
    const kind = loaded.format?.startsWith("module") ? "module" : "commonjs";
    const language = languageOf(pathname, kind);
    if (!language && !isData) return loaded;
    try {
      const text = this.#kept(url) ?? textOf(loaded.source);
      const hash = hashOf(text);
      if (isData || !language) {
        note({ url, hash, kind: "json" });
        return { ...loaded, source: text };
      }
      const make = () => instrument(text, hash, language) ?? text;
      const source = this.#store.loadable(text, hash, language, make);
      if (source === text) note({ url, hash, kind });
      return { ...loaded, source };
    } catch (error) {
      warn(url, error);
      return loaded;
    }
  }

  /** A new version as it is loaded, where that was made ready and is JavaScript, which nobody else has to look at; else null. */
  served(url: string): { format: "module"; source: string; shortCircuit: true } | null {
    const hash = this.#serving.isServed(url) ? this.#serving.textOf(url) : null;
    if (hash === null || languageOf(new URL(url).pathname) !== "javascript") return null;
    const source = this.#store.ready(hash, "javascript");
    return source === null ? null : { format: "module", source, shortCircuit: true };
  }

  /** Whether a file is the project's own code, by its path. */
  has(file: string): boolean {
    return this.#isOwn(file, this.#folder) && languageOf(file, "commonjs") !== null;
  }

  /** By path or URL; a package that was asked for may lie above the project. */
  #isOwn(name: string, project: string): boolean {
    const within = /[\\/]node_modules[\\/](?!.*[\\/]node_modules[\\/])((?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/.exec(name)?.[1];
    return within === undefined ? name.startsWith(project) : this.#packages.has(within.replace("\\", "/"));
  }

  /** The text that a file has to be loaded with, whatever is on disk; null where that is what is on disk. */
  committed(file: string): string | null {
    try {
      return this.#kept(pathToFileURL(file).href);
    } catch (error) {
      warn(file, error);
      return null;
    }
  }

  /** `code` is what a compiler of its own has made of the text; it is loaded so that the module can be loaded anew. */
  transpiled(text: string, code: string, instrument: Instrument): string {
    const hash = hashOf(text);
    const id = hashOf(`${hash}\n${code}`); // the same text is compiled to something else in another place
    this.#store.keep(text, hash);
    return this.#store.loadable(code, id, "transpiled", () => instrument(code, hash, "transpiled") ?? code);
  }

  /** The text that a reload brings, or has brought, whatever is on disk; null where there is none. */
  #kept(url: string): string | null {
    const hash = this.#serving.textOf(url);
    const kept = hash === null ? null : this.#store.text(hash);
    if (hash !== null && kept === null)
      throw new Error(`its reloaded text is no longer kept; the file is loaded instead`);
    return kept;
  }
}

function warn(name: string, error: unknown): void {
  process.emitWarning(`${name} cannot be hot reloaded: ${error instanceof Error ? error.message : String(error)}`);
}

/** Loaded here, as only processes that are loaded hot need it and it is a tenth of a process's start. */
function hashOf(text: string): string {
  const { createHash } = process.getBuiltinModule("node:crypto");
  return createHash("sha256").update(text).digest("hex");
}

function textOf(source: NonNullable<Loaded["source"]>): string {
  return typeof source === "string" ? source : new TextDecoder("utf-8", { ignoreBOM: true }).decode(source);
}
