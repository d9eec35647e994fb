import {
  allGeneratedPositionsFor,
  FlattenMap,
  GREATEST_LOWER_BOUND,
  LEAST_UPPER_BOUND,
  originalPositionFor,
  type SourceMapInput,
  sourceContentFor,
  type TraceMap,
} from "@jridgewell/trace-mapping";

/** A place in a text: line and column from 1. */
export interface TextPlace {
  line: number;
  column: number;
}

/** What a source map says, both ways; the sources are named by the files that the editor has. */
export interface Mapping {
  /** The source files, as the editor has them. */
  files: readonly string[];
  /** Where this place of the code comes from; null when it is nobody's source. */
  original(code: TextPlace): (TextPlace & { file: string }) | null;
  /** Where this line of a source went, or else the next line that went anywhere. In the order of the code; empty when none did. */
  generated(file: string, line: number, column: number | null): readonly TextPlace[];
  /** The text of a source that the map carries. */
  content(file: string): string | null;
}

/** How far a breakpoint moves down at most to find code, as over a long comment. */
const farthestMove = 500;

/** `fileOf` makes the editor's file of a source as the map names it, resolved against the map's own address. */
export function readMap(json: SourceMapInput, mapUrl: string, fileOf: (source: string) => string): Mapping {
  const map: TraceMap = FlattenMap(json, mapUrl);
  const files = map.resolvedSources.map((source) => fileOf(source ?? ""));
  const sourceOf = new Map(files.map((file, index) => [file, map.resolvedSources[index] ?? ""]));
  const fileFor = new Map([...sourceOf].map(([file, source]) => [source, file]));

  return {
    files,
    original({ line, column }) {
      const found = originalPositionFor(map, { line, column: column - 1, bias: GREATEST_LOWER_BOUND });
      const file = found.source === null ? undefined : fileFor.get(found.source);
      return file === undefined || found.line === null ? null : { file, line: found.line, column: found.column + 1 };
    },
    generated(file, line, column) {
      const source = sourceOf.get(file);
      if (source === undefined) return [];
      for (let at = line; at < line + farthestMove; at++) {
        const needle = { source, line: at, column: at === line && column !== null ? column - 1 : 0 };
        const found = allGeneratedPositionsFor(map, { ...needle, bias: LEAST_UPPER_BOUND });
        const places = found.flatMap((place) =>
          place.line === null ? [] : [{ line: place.line, column: place.column + 1 }],
        );
        if (places.length > 0) return places.sort((a, b) => a.line - b.line || a.column - b.column);
      }
      return [];
    },
    content(file) {
      const source = sourceOf.get(file);
      return source === undefined ? null : sourceContentFor(map, source);
    },
  };
}
