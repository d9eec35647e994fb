import { join } from "node:path";
import type { LogRules } from "../../spec/index.ts";
import type { Incarnation, LogLine, Path } from "../../wire/index.ts";
import type { Places, World } from "../world.ts";
import type { LogFile } from "./log-file.ts";
import { fromLogText, logName, placeOf, toLogText } from "./log-text.ts";
import { TotalBound } from "./total-bound.ts";

/** What all children write: kept in a file for each, and told at once to whoever follows. */
export interface Logs {
  /** `end`: the place behind the line in what the incarnation wrote. */
  write(line: LogLine, end: number | null): void;
  /** How far what an incarnation wrote is in its log, also by an earlier runtime. */
  keptUpTo(of: Incarnation): Promise<Places>;
  /** Settles when all that was told of this child is in its log. */
  kept(path: Path): Promise<void>;
  /** The last `count` lines of each of these children, merged by time. */
  last(paths: readonly Path[], count: number): Promise<LogLine[]>;
  /** Paths of children that have written something, also of those that are forgotten by now. */
  known(): readonly Path[];
  flushed(): Promise<void>;
}

export interface LogListener {
  /** Lines of one turn, in the order in which they were read. */
  lines(lines: readonly LogLine[]): void;
  failed(path: Path, error: unknown): void;
}

export function createLogs({ openLog }: World, folder: string, rules: LogRules, listener: LogListener): Logs {
  const bound = new TotalBound(folder, rules.totalBytes);
  const files = new Map<Path, LogFile>();
  /** How far the last incarnation of each has come. */
  const written = new Map<Path, Written>();
  let batch: LogLine[] = [];

  const fileOf = (path: Path): LogFile => {
    const known = files.get(path);
    if (known) return known;
    const file = openLog(join(folder, `${logName(path)}.log`), {
      rules,
      rotated: () => bound.keep(),
      failed: (error) => listener.failed(path, error),
      heading: () => headingOf(path, written.get(path)),
    });
    files.set(path, file);
    return file;
  };
  const tell = () => {
    const lines = batch;
    batch = [];
    listener.lines(lines);
  };

  return {
    write(line, end) {
      if (end !== null) note(written, line, end);
      fileOf(line.path).append(toLogText(line, end));
      if (batch.push(line) === 1) setImmediate(tell);
    },
    keptUpTo: async ({ path, incarnation }) => placesIn(fileOf(path), incarnation),
    kept: (path) => fileOf(path).flushed(),
    async last(paths, count) {
      if (count === 0) return [];
      const each = await Promise.all(paths.map((path) => lastOf(path, fileOf(path), count)));
      return each.flat().sort((a, b) => a.at - b.at);
    },
    known: () => [...files.keys()],
    async flushed() {
      if (batch.length > 0) tell();
      await Promise.all([...files.values()].map((file) => file.flushed()));
      await bound.kept();
    },
  };
}

interface Written extends Places {
  incarnation: number;
}

function note(written: Map<Path, Written>, { path, incarnation, stream }: LogLine, end: number): void {
  const before = written.get(path);
  if (before?.incarnation === incarnation) before[stream] = end;
  else written.set(path, { incarnation, stdout: 0, stderr: 0, [stream]: end });
}

const goesOn = "(supertree: this log goes on)";

/** The places are said anew where a file begins, so that they are found when the files before it are gone. */
function headingOf(path: Path, written: Written | undefined): string {
  if (!written) return "";
  const { incarnation } = written;
  return (["stdout", "stderr"] as const)
    .filter((stream) => written[stream] > 0)
    .map((stream) => toLogText({ path, incarnation, stream, at: Date.now(), text: goesOn }, written[stream]))
    .join("");
}

/** Most have written both streams not long ago; who has not is looked for in all there is. */
async function placesIn(file: LogFile, incarnation: number): Promise<Places> {
  for (const count of [200, Number.POSITIVE_INFINITY]) {
    const places = { stdout: 0, stderr: 0 };
    for (const text of await file.tail(count)) {
      const place = placeOf(text);
      if (place?.incarnation === incarnation) places[place.stream] = place.end;
    }
    if (places.stdout > 0 && places.stderr > 0) return places;
    if (count === Number.POSITIVE_INFINITY) return places;
  }
  return { stdout: 0, stderr: 0 };
}

async function lastOf(path: Path, file: LogFile, count: number): Promise<LogLine[]> {
  const lines = (await file.tail(count + 2)).flatMap((text) => fromLogText(path, text) ?? []);
  return lines.filter(({ text }) => text !== goesOn).slice(-count);
}
