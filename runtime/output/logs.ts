import { join } from "node:path";
import type { LogLine, Path } from "../../wire/index.ts";
import type { World } from "../world.ts";
import type { LogFile } from "./log-file.ts";
import { fromLogText, logFileName, toLogText } from "./log-text.ts";

/** What all children write: kept in a file for each, and told at once to whoever follows. */
export interface Logs {
  write(line: LogLine): void;
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

export function createLogs({ openLog }: World, folder: string, listener: LogListener): Logs {
  const files = new Map<Path, LogFile>();
  let batch: LogLine[] = [];

  const fileOf = (path: Path): LogFile => {
    const known = files.get(path);
    if (known) return known;
    const file = openLog(join(folder, logFileName(path)), (error) => listener.failed(path, error));
    files.set(path, file);
    return file;
  };
  const tell = () => {
    const lines = batch;
    batch = [];
    listener.lines(lines);
  };

  return {
    write(line) {
      fileOf(line.path).append(toLogText(line));
      if (batch.push(line) === 1) setImmediate(tell);
    },
    async last(paths, count) {
      if (count === 0) return [];
      const each = await Promise.all(paths.map((path) => lastOf(path, fileOf(path), count)));
      return each.flat().sort((a, b) => a.at - b.at);
    },
    known: () => [...files.keys()],
    async flushed() {
      if (batch.length > 0) tell();
      await Promise.all([...files.values()].map((file) => file.flushed()));
    },
  };
}

async function lastOf(path: Path, file: LogFile, count: number): Promise<LogLine[]> {
  return (await file.tail(count)).flatMap((text) => fromLogText(path, text) ?? []);
}
