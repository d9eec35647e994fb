import { crc32 } from "node:zlib";

/** A value as a line that shows whether it is whole: `1a2b3c4d {"…":…}`. */
export function toCheckedLine(value: unknown): string {
  const json = JSON.stringify(value);
  return `${sumOf(json)} ${json}\n`;
}

export type CheckedLines =
  | { ok: true; values: unknown[] }
  /** `line` counts from 1. */
  | { ok: false; line: number };

/** The other half of `toCheckedLine`, of a whole file. A last line that a crash has cut short counts as not written. */
export function fromCheckedLines(text: string): CheckedLines {
  const lines = text.split("\n");
  const torn = lines.pop(); // empty where the last line has its end
  const values: unknown[] = [];
  for (const [index, line] of lines.entries()) {
    const value = wholeValue(line);
    if (value === undefined && index === lines.length - 1 && torn === "") break;
    if (value === undefined) return { ok: false, line: index + 1 };
    values.push(value);
  }
  return { ok: true, values };
}

/** Undefined for a line that is not whole; no JSON text means undefined. */
function wholeValue(line: string): unknown {
  const json = line.slice(9);
  if (line.slice(0, 8) !== sumOf(json)) return undefined;
  return JSON.parse(json);
}

function sumOf(json: string): string {
  return crc32(json).toString(16).padStart(8, "0");
}
