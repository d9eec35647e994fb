import { createHash } from "node:crypto";
import type { LogLine, Path } from "../../wire/index.ts";

/**
 * A line as it is kept in a log file, for people and programs: `2026-01-31T12:00:00.000Z #3 err@512| Error: boom` is what
 * incarnation 3 wrote on standard error, its first 512 bytes ending with this line. A word of the runtime's own has no such place.
 */
export function toLogText(line: LogLine, end: number | null): string {
  const stream = line.stream === "stderr" ? "err" : "out";
  const place = end === null ? "" : `@${end}`;
  return `${new Date(line.at).toISOString()} #${line.incarnation} ${stream}${place}| ${line.text}\n`;
}

/** The other half of `toLogText`, of text without its line end; null for a line that was not written by it. */
export function fromLogText(path: Path, text: string): LogLine | null {
  const match = /^(\S+Z) #(\d+) (out|err)(?:@\d+)?\| (.*)$/s.exec(text);
  if (!match) return null;
  const [, at = "", incarnation, stream, rest = ""] = match;
  return {
    path,
    incarnation: Number(incarnation),
    stream: stream === "err" ? "stderr" : "stdout",
    at: Date.parse(at),
    text: rest,
  };
}

/** Where a line of a log ends in what its incarnation wrote; null for a word of the runtime's own. */
export function placeOf(text: string): { incarnation: number; stream: LogLine["stream"]; end: number } | null {
  const match = /^\S+Z #(\d+) (out|err)@(\d+)\|/.exec(text);
  if (!match) return null;
  return { incarnation: Number(match[1]), stream: match[2] === "err" ? "stderr" : "stdout", end: Number(match[3]) };
}

const longestName = 200;

/** `fleet/devices/device-1` → `fleet%2Fdevices%2Fdevice-1`; a path too long for a file's name keeps its begin and a digest. */
export function logName(path: Path): string {
  const name = encodeURIComponent(path).replace(/[!'()*~]/g, (each) => `%${each.charCodeAt(0).toString(16)}`);
  if (name.length <= longestName) return name;
  const digest = createHash("sha256").update(path).digest("hex").slice(0, 16);
  return `${name.slice(0, longestName - 17)}-${digest}`;
}
