import {
  allGeneratedPositionsFor,
  decodedMappings,
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
  /** From the first place of the code to behind the last that comes from these lines of a source; null when none does. */
  span(file: string, fromLine: number, toLine: number): { from: TextPlace; to: TextPlace } | null;
  /** The text of a source that the map carries. */
  content(file: string): string | null;
}

/** How far a breakpoint moves down at most to find code, as over a long comment. */
const farthestMove = 500;

/** What the reader of a map knows of the world. */
export interface Surroundings {
  /** The editor's file of a source as the map names it, resolved against the map's own address. */
  fileOf(source: string): string;
  /** The text of a file that the map does not carry; empty when there is none. */
  textOf(file: string): string;
}

export function readMap(json: SourceMapInput, mapUrl: string, { fileOf, textOf }: Surroundings): Mapping {
  const map: TraceMap = FlattenMap(json, mapUrl);
  const files = map.resolvedSources.map((source) => fileOf(source ?? ""));
  const sourceOf = new Map(files.map((file, index) => [file, map.resolvedSources[index] ?? ""]));
  const fileFor = new Map([...sourceOf].map(([file, source]) => [source, file]));

  const content = (file: string) => {
    const source = sourceOf.get(file);
    return source === undefined ? null : sourceContentFor(map, source);
  };

  return {
    files,
    content,
    original({ line, column }) {
      const found = originalPositionFor(map, { line, column: column - 1, bias: GREATEST_LOWER_BOUND });
      const file = found.source === null ? undefined : fileFor.get(found.source);
      return file === undefined || found.line === null ? null : { file, line: found.line, column: found.column + 1 };
    },
    span(file, fromLine, toLine) {
      const index = map.resolvedSources.indexOf(sourceOf.get(file) ?? "");
      return index === -1
        ? null
        : spanOf(map, (source, line) => source === index && line >= fromLine && line <= toLine);
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
        if (places.length > 0)
          return places.map((place) => pastKeyword(map, place, content(file) ?? textOf(file))).sort(inOrder);
      }
      return [];
    },
  };
}

function spanOf(map: TraceMap, isMeant: (source: number, line: number) => boolean) {
  let from: TextPlace | null = null;
  let to: TextPlace | null = null;
  for (const [line, segments] of decodedMappings(map).entries())
    for (const [at, [column, source, sourceLine]] of segments.entries()) {
      if (source === undefined || sourceLine === undefined || !isMeant(source, sourceLine + 1)) continue;
      from ??= { line: line + 1, column: column + 1 };
      const next = segments[at + 1];
      to = next ? { line: line + 1, column: next[0] + 1 } : { line: line + 2, column: 1 };
    }
  return from && to ? { from, to } : null;
}

/**
 * A declaration is stopped at behind its keyword: V8 has no place to stop at the keyword itself, and where `class A {…}const a = …`
 * stand on one line of the code it takes the end of the class's field initializers for it, which is another function.
 */
function pastKeyword(map: TraceMap, place: TextPlace, sourceText: string): TextPlace {
  const segments = decodedMappings(map)[place.line - 1] ?? [];
  const index = segments.findIndex(([column]) => column === place.column - 1);
  const here = segments[index];
  const next = segments[index + 1];
  if (here?.length === undefined || here.length === 1 || next === undefined || next.length === 1) return place;
  const [, source, line, column] = here;
  const isSameLine = next[1] === source && next[2] === line;
  const text = sourceText.split("\n")[line]?.slice(column) ?? "";
  if (!isSameLine || !/^(export|const|let|var)\b/.test(text)) return place;
  return { line: place.line, column: next[0] + 1 };
}

function inOrder(a: TextPlace, b: TextPlace): number {
  return a.line - b.line || a.column - b.column;
}
