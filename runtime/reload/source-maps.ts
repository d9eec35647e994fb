import { readFile, realpath } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { AnyMap, originalPositionFor, type TraceMap } from "@jridgewell/trace-mapping";
import type { Place } from "../../wire/index.ts";
import type { Texts } from "./texts.ts";

/** The comment by which compiled code names its source map; null where it names none. */
export function mapComment(text: string): string | null {
  return text.match(/^\/\/# sourceMappingURL=\S+[ \t]*$/gm)?.at(-1) ?? null;
}

/** Which files the loaded modules were compiled from; read once for each text. */
export class SourceMaps {
  readonly #texts: Texts;
  readonly #sources = new Map<string, Promise<string[]>>();

  constructor(texts: Texts) {
    this.#texts = texts;
  }

  /** The files as they are on disk; none where the text names no map or the map is not there. */
  sourcesOf(url: string, hash: string): Promise<string[]> {
    const key = `${url} ${hash}`;
    const sources = this.#sources.get(key) ?? this.#read(url, hash);
    this.#sources.set(key, sources);
    return sources;
  }

  async #read(url: string, hash: string): Promise<string[]> {
    const text = await this.#texts.find(hash);
    const map = text === null ? null : await mapOf(url, text);
    const files = (map?.resolvedSources ?? []).flatMap((source) =>
      source?.startsWith("file:") ? [fileURLToPath(source)] : [],
    );
    return Promise.all(files.map(realFile));
  }
}

/** Where a place in compiled code (line and column from 1) was written; the place itself where no map says so. */
export async function originalPlace(url: string, text: string, at: Place): Promise<Place> {
  const map = await mapOf(url, text);
  const found = map ? originalPositionFor(map, { line: at.line, column: at.column - 1 }) : null;
  if (!found?.source?.startsWith("file:")) return at;
  return { file: fileURLToPath(found.source), line: found.line, column: found.column + 1 };
}

/** The path behind links, as Node loads modules; a file that is gone keeps its name. */
export async function realFile(file: string): Promise<string> {
  return realpath(file).catch(() => file);
}

async function mapOf(url: string, text: string): Promise<TraceMap | null> {
  const named = mapComment(text)?.split("=").slice(1).join("=").trim();
  if (!named) return null;
  const address = new URL(named, url);
  try {
    const json = address.protocol === "data:" ? await (await fetch(address)).text() : await readFile(address, "utf8");
    return new AnyMap(json, address.protocol === "data:" ? url : address.href);
  } catch {
    // A map that is missing or broken tells of no source: the module is then known by its own name alone.
    return null;
  }
}
