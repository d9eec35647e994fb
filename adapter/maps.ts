import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { type Mapping, readMap } from "../core/index.ts";
import { globMatcher } from "./globs.ts";
import type { Places } from "./places.ts";
import type { SourceSettings } from "./settings.ts";

/** Code that names a source map: its URL, and the map's as written behind `sourceMappingURL=`. */
export interface MappedCode {
  url: string;
  mapUrl: string;
}

/** Waits for a map in the sight of the person, who may give up waiting: null then. */
export type Patience = (title: string, reading: Promise<Mapping>) => Promise<Mapping | null>;

/**
 * Source maps, read once: fifty processes that load the same file share one. An inline map is known by its text,
 * a file by its path and time of change.
 */
export class Maps {
  readonly #places: Places;
  readonly #known = new Map<string, Promise<Mapping | null>>();
  readonly #warn: (message: string) => void;
  readonly #patience: Patience;
  readonly #isWanted: (code: MappedCode) => boolean;

  constructor(settings: SourceSettings, places: Places, warn: (message: string) => void, patience: Patience) {
    this.#patience = patience;
    this.#places = places;
    this.#warn = warn;
    this.#isWanted = wantedBy(settings);
  }

  isWanted(code: MappedCode): boolean {
    return this.#isWanted(code);
  }

  /** The code's mapping; null when it has none, none is wanted, or it cannot be read (which is said once). */
  async of(code: MappedCode): Promise<Mapping | null> {
    if (!this.isWanted(code)) return null;
    try {
      return await this.#load(code);
    } catch (error) {
      return this.#failed(code, error);
    }
  }

  async #load(code: MappedCode): Promise<Mapping | null> {
    if (isInline(code)) {
      const key = `${code.url} ${createHash("sha1").update(code.mapUrl).digest("base64")}`;
      return this.#once(key, async () => this.#read(inlineText(code.mapUrl), code.url));
    }
    const mapUrl = new URL(code.mapUrl, code.url);
    if (mapUrl.protocol !== "file:") throw new Error("only maps in files and inline ones are read");
    const file = fileURLToPath(mapUrl);
    const { mtimeMs } = await stat(file);
    const key = `${file} ${mtimeMs}`;
    return this.#once(key, () => this.#patiently(file, mapUrl.href));
  }

  /** However long it takes: the processes that load the code stand still meanwhile, unless the person lets them go. */
  async #patiently(file: string, mapUrl: string): Promise<Mapping | null> {
    const read = readFile(file, "utf8").then((text) => this.#read(text, mapUrl));
    const mapping = await this.#patience(`Reading ${file}: what loads its code is held`, read);
    if (mapping === null) this.#warn(`${file} was not waited for: breakpoints in its sources are not bound.`);
    return mapping;
  }

  #once(key: string, load: () => Promise<Mapping | null>): Promise<Mapping | null> {
    const known = this.#known.get(key);
    if (known) return known;
    const loading = load();
    this.#known.set(key, loading);
    return loading;
  }

  #read(text: string, mapUrl: string): Mapping {
    return readMap(text.replace(/^\)\]\}'[^\n]*\n/, ""), mapUrl, {
      fileOf: (source) => this.#places.fileOfSource(source),
      textOf: (file) => (existsSync(file) ? readFileSync(file, "utf8") : ""),
    });
  }

  #failed({ url, mapUrl }: MappedCode, error: unknown): null {
    const key = `failed ${url}`;
    if (this.#known.has(key)) return null;
    this.#known.set(key, Promise.resolve(null));
    const which = mapUrl.startsWith("data:") ? "inline source map" : `source map ${mapUrl}`;
    this.#warn(`The ${which} of ${url} cannot be read: ${error instanceof Error ? error.message : error}`);
    return null;
  }
}

function isInline({ mapUrl }: MappedCode): boolean {
  return mapUrl.startsWith("data:");
}

function inlineText(dataUrl: string): string {
  const comma = dataUrl.indexOf(",");
  const isBase64 = dataUrl.slice(0, comma).endsWith(";base64");
  const body = dataUrl.slice(comma + 1);
  return isBase64 ? Buffer.from(body, "base64").toString("utf8") : decodeURIComponent(body);
}

/** Inline maps always, unless the code is an installed package's; files where `outFiles` and `resolveSourceMapLocations` allow. */
function wantedBy(settings: SourceSettings): (code: MappedCode) => boolean {
  if (!settings.sourceMaps) return () => false;
  const { outFiles, resolveSourceMapLocations } = settings;
  const resolves = globMatcher(resolveSourceMapLocations ?? ["**", "!**/node_modules/**"]);
  const isOutput = outFiles.length === 0 ? () => true : globMatcher(outFiles);
  return (code) => {
    if (!code.url.startsWith("file:")) return false;
    const file = fileURLToPath(code.url.replace(/[?#].*$/, ""));
    return resolves(file) && (isInline(code) || isOutput(file));
  };
}
