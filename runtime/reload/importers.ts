import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { type Import, type Importer, importsOf, languageOf, parseModule } from "../../core/reload/index.ts";
import { Leads } from "./leads.ts";
import type { LiveProcess, Processes } from "./processes.ts";
import type { Target } from "./targets.ts";
import type { Texts } from "./texts.ts";

/** Which modules of a process take what from which; each text is read once. */
export class Importers {
  readonly #texts: Texts;
  readonly #folder: string;
  readonly #leads: Leads;
  readonly #imports = new Map<string, Promise<Import[]>>();

  constructor(texts: Texts, folder: string, processes: Processes) {
    this.#texts = texts;
    this.#folder = folder;
    this.#leads = new Leads(processes);
  }

  /** Those that import the module in any of these processes. Modules that are reloaded with it count as they will be. */
  async of(url: string, processes: readonly LiveProcess[], together: readonly Target[]): Promise<Importer[]> {
    const found = await Promise.all(
      loadedIn(processes, url).map(async ({ url: other, hash, process }) => {
        const next = together.find((target) => target.url === other);
        const imports = await this.#importsOf(other, next?.next.hash ?? hash, next?.next.text ?? null);
        const leads = await this.#leads.of(
          process,
          other,
          imports.map(({ from }) => from),
        );
        const names = imports.filter(({ from }) => leads(from, url)).flatMap((each) => [...each.names.keys()]);
        return { file: relative(this.#folder, fileURLToPath(other)), names };
      }),
    );
    return found.filter(({ names }) => names.length > 0);
  }

  #importsOf(url: string, hash: string, text: string | null): Promise<Import[]> {
    const known = this.#imports.get(hash) ?? this.#read(url, hash, text);
    this.#imports.set(hash, known);
    return known;
  }

  /** A text that is no module takes nothing by name. */
  async #read(url: string, hash: string, given: string | null): Promise<Import[]> {
    const text = given ?? (await this.#texts.find(hash));
    if (text === null) return [];
    for (const kind of ["module", "commonjs"] as const) {
      const language = languageOf(new URL(url).pathname, kind);
      const source = language ? parseModule(text, language) : null;
      if (source?.kind === "source") return importsOf(source.program);
    }
    return [];
  }
}

/** Each text that runs somewhere of each other module, with one process that runs it. */
function loadedIn(
  processes: readonly LiveProcess[],
  but: string,
): { url: string; hash: string; process: LiveProcess }[] {
  const loaded = new Map<string, { url: string; hash: string; process: LiveProcess }>();
  for (const process of processes)
    for (const [url, { hash, kind }] of process.modules)
      if (url !== but && kind !== "json") loaded.set(`${url} ${hash}`, { url, hash, process });
  return [...loaded.values()];
}
