import type Protocol from "devtools-protocol";
import type { Mapping } from "../../core/index.ts";
import type { Maps } from "../maps.ts";
import type { Places } from "../places.ts";

/** A text that a process has loaded. */
export interface Script {
  id: string;
  url: string;
  /** The editor's file of it; null for code without one. */
  file: string | null;
  /** Its source map, once read; null when it has none. */
  mapping: Promise<Mapping | null>;
}

/** What one process has loaded, and which of it comes from which source. */
export class Scripts {
  readonly #places: Places;
  readonly #maps: Maps;
  readonly #byId = new Map<string, Script>();
  readonly #mapped = new Map<string, Mapping>();

  constructor(places: Places, maps: Maps) {
    this.#places = places;
    this.#maps = maps;
  }

  add({ scriptId, url, sourceMapURL }: Protocol.Debugger.ScriptParsedEvent): Script {
    const mapping = sourceMapURL ? this.read(url, sourceMapURL) : Promise.resolve(null);
    const script: Script = { id: scriptId, url, file: this.#places.fileOfScript(url), mapping };
    this.#byId.set(scriptId, script);
    return script;
  }

  /** Reads the map of code that is loaded, or about to be. */
  async read(url: string, mapUrl: string): Promise<Mapping | null> {
    const mapping = await this.#maps.of({ url, mapUrl });
    if (mapping) this.#mapped.set(url, mapping);
    return mapping;
  }

  get all(): Iterable<Script> {
    return this.#byId.values();
  }

  get(id: string): Script | undefined {
    return this.#byId.get(id);
  }

  /** Every source that this code was made from, as far as its maps are read. */
  get sources(): string[] {
    return [...new Set([...this.#mapped.values()].flatMap(({ files }) => files))];
  }

  /** The scripts, by URL, that were made from this file. */
  madeFrom(file: string): { url: string; mapping: Mapping }[] {
    const found: { url: string; mapping: Mapping }[] = [];
    for (const [url, mapping] of this.#mapped) if (mapping.files.includes(file)) found.push({ url, mapping });
    return found;
  }

  mappingOf(url: string): Mapping | undefined {
    return this.#mapped.get(url);
  }

  clear(): void {
    this.#byId.clear();
    this.#mapped.clear();
  }
}
