import { createHash } from "node:crypto";
import type { LogLine, Path } from "../../wire/index.ts";

/**
 * A line as it is kept in a log file, for people and programs:
 * `2026-01-31T12:00:00.000Z #3 err| Error: boom` is what incarnation 3 wrote on standard error.
 */
export function toLogText(line: LogLine): string {
  return `${new Date(line.at).toISOString()} #${line.incarnation} ${line.stream === "stderr" ? "err" : "out"}| ${line.text}\n`;
}

/** The other half of `toLogText`, of text without its line end; null for a line that was not written by it. */
export function fromLogText(path: Path, text: string): LogLine | null {
  const match = /^(\S+Z) #(\d+) (out|err)\| (.*)$/s.exec(text);
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

const longestName = 200;

/** `fleet/devices/device-1` → `fleet%2Fdevices%2Fdevice-1.log`; a path too long for a file's name keeps its begin and a digest. */
export function logFileName(path: Path): string {
  const name = encodeURIComponent(path).replace(/[!'()*~]/g, (each) => `%${each.charCodeAt(0).toString(16)}`);
  if (name.length <= longestName) return `${name}.log`;
  const digest = createHash("sha256").update(path).digest("hex").slice(0, 16);
  return `${name.slice(0, longestName - 17)}-${digest}.log`;
}
