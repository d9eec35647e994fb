import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { type Import, type Importer, importsOf, languageOf, parseModule } from "../../core/reload/index.ts";
import type { LiveProcess } from "./processes.ts";
import type { Target } from "./targets.ts";
import type { Texts } from "./texts.ts";

/** Which modules of a process take what from which; each text is read once. */
export class Importers {
  readonly #texts: Texts;
  readonly #folder: string;
  readonly #imports = new Map<string, Promise<Import[]>>();

  constructor(texts: Texts, folder: string) {
    this.#texts = texts;
    this.#folder = folder;
  }

  /** Those that import the module in any of these processes. Modules that are reloaded with it count as they will be. */
  async of(url: string, processes: readonly LiveProcess[], together: readonly Target[]): Promise<Importer[]> {
    const loaded = new Map<string, Set<string>>();
    for (const process of processes)
      for (const [other, { hash }] of process.modules) {
        if (other === url) continue;
        const next = together.find((target) => target.url === other);
        loaded.set(other, (loaded.get(other) ?? new Set()).add(next?.next.hash ?? hash));
      }
    const found = await Promise.all(
      [...loaded].flatMap(([other, hashes]) =>
        [...hashes].map(async (hash) => {
          const next = together.find((target) => target.url === other && target.next.hash === hash);
          const imports = await this.#importsOf(other, hash, next?.next.text ?? null);
          const names = imports.filter(({ from }) => means(from, other, url)).flatMap((each) => [...each.names.keys()]);
          return { file: relative(this.#folder, fileURLToPath(other)), names };
        }),
      ),
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

/** Whether a relative import leads to the module; TypeScript may be named as what it is compiled to, and tsx adds an ending. */
function means(from: string, importer: string, url: string): boolean {
  if (!/^(\.{0,2}\/|file:)/.test(from)) return false;
  const named = new URL(from, importer).href;
  if (named === url) return true;
  const typed = named.replace(/\.([cm]?)js$/, ".$1ts");
  return (
    typed === url || [".ts", ".js", ".mts", ".mjs", "/index.ts", "/index.js"].some((ending) => named + ending === url)
  );
}
