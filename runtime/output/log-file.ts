import { type FileHandle, open, rename } from "node:fs/promises";
import { unlessMissing } from "../refusal.ts";
import { lastLines } from "./last-lines.ts";

/** A child's log: at most `kept` files of `fullBytes` each, the newest without a number, `.1` the one before. */
const fullBytes = 1024 * 1024;
const kept = 3;
/** How long to wait before what could not be written is written again. */
const againMs = 1000;

export interface LogFile {
  append(text: string): void;
  /** The last `count` lines, oldest first, everything appended before included. */
  tail(count: number): Promise<string[]>;
  /** Settles when all that was appended is in the file; while nothing can be written that takes its time. */
  flushed(): Promise<void>;
}

export interface LogOptions {
  /** Hears each time that the disk begins to refuse; what was appended is written as soon as there is room. */
  failed: (error: unknown) => void;
  /** What a file begins with that follows a full one. */
  heading?: () => string;
}

export function openLogFile(file: string, { failed, heading = () => "" }: LogOptions): LogFile {
  let pending = "";
  let size: number | null = null;
  let writing: Promise<void> | null = null;

  const writeAll = async () => {
    await new Promise((settle) => setImmediate(settle)); // all lines of one turn go in one write
    for (let refused = false; pending !== ""; ) {
      const text = pending;
      try {
        size ??= await beginWhole(file);
        if (size > fullBytes) {
          await rotate(file);
          size = await append(file, heading(), 0);
        }
        size = await append(file, text, size);
        pending = pending.slice(text.length);
        refused = false;
      } catch (error) {
        if (!refused) failed(error);
        refused = true;
        size = null;
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
      if (size === null && pending === "") size = await beginWhole(file);
      await flushed();
      const lines: string[] = [];
      for (let age = 0; age < kept && lines.length < count; age++) {
        lines.unshift(...(await lastLines(numbered(file, age), count - lines.length)));
      }
      return lines;
    },
  };
}

const numbered = (file: string, age: number) => (age === 0 ? file : `${file}.${age}`);

/** Writes at this place, so that a part of it that a full disk has let through is written over the next time. Answers with the new end. */
async function append(file: string, text: string, at: number): Promise<number> {
  if (text === "") return at;
  const handle = await open(file, at === 0 ? "w" : "r+", 0o600);
  try {
    const bytes = Buffer.from(text);
    for (let done = 0; done < bytes.length; ) {
      done += (await handle.write(bytes, done, bytes.length - done, at + done)).bytesWritten;
    }
    return at + bytes.length;
  } finally {
    await handle.close();
  }
}

/** The end of the last line that is whole: what a crash has cut short behind it is cut off, and written again by whoever reads it again. */
async function beginWhole(file: string): Promise<number> {
  const handle = await open(file, "r+").catch(unlessMissing);
  if (!handle) return 0;
  try {
    const { size } = await handle.stat();
    const end = await lastLineEnd(handle, size);
    if (end < size) await handle.truncate(end);
    return end;
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

async function rotate(file: string): Promise<void> {
  for (let age = kept - 1; age > 0; age--) {
    await rename(numbered(file, age - 1), numbered(file, age)).catch(unlessMissing);
  }
}
