import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import {
  type Handed,
  handedOver,
  type Import,
  type Importer,
  importsOf,
  languageOf,
  parseModule,
} from "../../core/reload/index.ts";
import { type Lead, Leads } from "./leads.ts";
import type { LiveProcess, Processes } from "./processes.ts";
import type { Target } from "./targets.ts";
import type { Texts } from "./texts.ts";

/** Which modules of a process take what from which; each text is read once. */
export class Importers {
  readonly #texts: Texts;
  readonly #folder: string;
  readonly #leads: Leads;
  readonly #read = new Map<string, Promise<Uses>>();

  constructor(texts: Texts, folder: string, processes: Processes) {
    this.#texts = texts;
    this.#folder = folder;
    this.#leads = new Leads(processes);
  }

  /** Those that import the module in any of these processes. Modules that are reloaded with it count as they will be. */
  async of(url: string, processes: readonly LiveProcess[], together: readonly Target[]): Promise<RunningImporter[]> {
    const all = await Promise.all(
      loadedIn(processes, url).map(async ({ url: other, hash, process }) => {
        const next = together.find((target) => target.url === other)?.next;
        const uses = await this.#usesOf(other, next?.hash ?? hash, next?.text ?? null);
        const specifiers = uses.imports.map(({ from }) => from);
        return { url: other, hash, uses, leads: await this.#leads.of(process, other, specifiers) };
      }),
    );
    const passing = passingOn(url, all);
    const found = all.map(({ url: other, hash, uses, leads }) => {
      const isFrom = ({ from }: { from: string }) => passing.some((each) => leads(from, each));
      const names = uses.imports.filter(isFrom).flatMap((each) => [...each.names.keys()]);
      const file = relative(this.#folder, fileURLToPath(other));
      return {
        file,
        names: names.filter((name) => name !== "*"),
        handed: uses.handed.filter(isFrom),
        url: other,
        hash,
      };
    });
    return found.filter(({ names, handed }) => names.length + handed.length > 0);
  }

  #usesOf(url: string, hash: string, text: string | null): Promise<Uses> {
    const known = this.#read.get(hash) ?? this.#uses(url, hash, text);
    this.#read.set(hash, known);
    return known;
  }

  /** A text that is no module takes nothing by name. */
  async #uses(url: string, hash: string, given: string | null): Promise<Uses> {
    const text = given ?? (await this.#texts.find(hash));
    for (const kind of text === null ? [] : (["module", "commonjs"] as const)) {
      const language = languageOf(new URL(url).pathname, kind);
      const source = language ? parseModule(text ?? "", language) : null;
      if (source?.kind === "source") return { imports: importsOf(source.program), handed: handedOver(source.program) };
    }
    return { imports: [], handed: [] };
  }
}

/** The module, and those that pass on all that it exports: `export * from`, also of one that does. */
function passingOn(url: string, all: readonly { url: string; uses: Uses; leads: Lead }[]): string[] {
  const found = [url];
  for (const passing of found)
    for (const { url: other, uses, leads } of all)
      if (!found.includes(other) && uses.imports.some(({ from, names }) => names.has("*") && leads(from, passing)))
        found.push(other);
  return found;
}

/** What a text takes from other modules, and where it hands that over by value. */
interface Uses {
  imports: Import[];
  handed: Handed[];
}

/** A module that imports another, with the text that it runs. */
export interface RunningImporter extends Importer {
  url: string;
  hash: string;
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
