import { type FileHandle, open, readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import type { LogRules } from "../../spec/index.ts";
import { codeOf, unlessMissing } from "../refusal.ts";
import { lastLines, lastLinesOf } from "./last-lines.ts";
import { compressed, numbered, Rotation } from "./rotation.ts";

/** How long to wait before what could not be written is written again. */
const againMs = 1000;

/** A child's log: the newest file without a number, `.1` (or `.1.gz`) the one before. */
export interface LogFile {
  append(text: string): void;
  /** The last `count` lines, oldest first, everything appended before included. */
  tail(count: number): Promise<string[]>;
  /** Settles when all that was appended is in the file; while nothing can be written that takes its time. */
  flushed(): Promise<void>;
}

export interface LogOptions {
  rules: LogRules;
  /** Hears each time that the disk begins to refuse; what was appended is written as soon as there is room. */
  failed: (error: unknown) => void;
  /** What a file begins with that follows a full one. */
  heading?: () => string;
  /** A file was full, and another one follows it. */
  rotated?: () => void;
}

export function openLogFile(file: string, options: LogOptions): LogFile {
  const { rules, failed, heading = () => "", rotated = () => {} } = options;
  const rotation = new Rotation(file, rules);
  let pending = "";
  let begun: Begun | null = null;
  let writing: Promise<void> | null = null;

  const write = async (text: string) => {
    begun ??= await beginWhole(file);
    if (begun.size > rules.fullBytes || isOld(begun, rules)) {
      await rotation.turn();
      begun = { size: 0, at: Date.now() };
      begun = await append(file, heading(), begun);
      rotated();
    }
    begun = await append(file, text, begun);
  };
  const writeAll = async () => {
    await new Promise((settle) => setImmediate(settle)); // all lines of one turn go in one write
    for (let refused = false; pending !== ""; ) {
      const text = portionOf(pending, rules.fullBytes);
      try {
        await write(text);
        pending = pending.slice(text.length);
        refused = false;
      } catch (error) {
        if (!refused) failed(error);
        refused = true;
        if (codeOf(error) === "ENOENT") begun = null; // somebody has taken it away; else what was let through is written over
        await new Promise((settle) => setTimeout(settle, againMs));
      }
    }
    writing = null;
  };
  const flushed = async () => {
    while (writing) await writing;
  };

  return {
    flushed,
    append(text) {
      pending += text;
      writing ??= writeAll();
    },
    async tail(count) {
      if (begun === null && pending === "") begun = await beginWhole(file);
      await flushed();
      await rotation.settled();
      const lines: string[] = [];
      for (let age = 0; age < rules.keep && lines.length < count; age++) {
        lines.unshift(...(await lastLinesIn(numbered(file, age), count - lines.length)));
      }
      return lines;
    },
  };
}

/** What goes into one file at most: whole lines, and no more than make it full, but at least one. */
function portionOf(text: string, length: number): string {
  if (text.length <= length) return text;
  const end = text.lastIndexOf("\n", length);
  return text.slice(0, (end < 0 ? text.indexOf("\n") : end) + 1);
}

/** A file that is written into: where its last whole line ends, and since when it is there. */
interface Begun {
  size: number;
  at: number;
}

function isOld({ size, at }: Begun, { ageMs }: LogRules): boolean {
  return size > 0 && ageMs !== null && Date.now() - at > ageMs;
}

async function lastLinesIn(file: string, count: number): Promise<string[]> {
  const plain = await lastLines(file, count);
  if (plain) return plain;
  const bytes = await readFile(compressed(file)).catch(unlessMissing);
  return bytes ? lastLinesOf(await promisify(gunzip)(bytes), count) : [];
}

/** Writes at this place, so that a part of it that a full disk has let through is written over the next time. Answers with the new end. */
async function append(file: string, text: string, { size, at }: Begun): Promise<Begun> {
  if (text === "") return { size, at };
  const handle = await open(file, size === 0 ? "w" : "r+", 0o600);
  try {
    const bytes = Buffer.from(text);
    for (let done = 0; done < bytes.length; ) {
      done += (await handle.write(bytes, done, bytes.length - done, size + done)).bytesWritten;
    }
    return { size: size + bytes.length, at };
  } finally {
    await handle.close();
  }
}

/** The end of the last line that is whole: what a crash has cut short behind it is cut off, and written again by whoever reads it again. */
async function beginWhole(file: string): Promise<Begun> {
  const handle = await open(file, "r+").catch(unlessMissing);
  if (!handle) return { size: 0, at: Date.now() };
  try {
    const { size, birthtimeMs, ctimeMs } = await handle.stat();
    const end = await lastLineEnd(handle, size);
    if (end < size) await handle.truncate(end);
    return { size: end, at: birthtimeMs || ctimeMs };
  } finally {
    await handle.close();
  }
}

const chunkBytes = 64 * 1024;

async function lastLineEnd(handle: FileHandle, size: number): Promise<number> {
  for (let end = size; end > 0; end -= chunkBytes) {
    const start = Math.max(0, end - chunkBytes);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(end - start), 0, end - start, start);
    const newline = buffer.subarray(0, bytesRead).lastIndexOf(10);
    if (newline >= 0) return start + newline + 1;
  }
  return 0;
}
