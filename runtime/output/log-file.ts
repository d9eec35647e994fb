import { appendFile, open, rename, stat } from "node:fs/promises";
import { codeOf } from "../refusal.ts";

/** A child's log: at most `kept` files of `fullBytes` each, the newest without a number, `.1` the one before. */
const fullBytes = 1024 * 1024;
const kept = 3;

export interface LogFile {
  append(text: string): void;
  /** The last `count` lines, oldest first, everything appended before included. */
  tail(count: number): Promise<string[]>;
  /** Settles when all that was appended is in the file. */
  flushed(): Promise<void>;
}

/** `failed` hears once why nothing can be written; the child goes on. */
export function openLogFile(file: string, failed: (error: unknown) => void): LogFile {
  let pending = "";
  let size: number | null = null;
  let writing: Promise<void> | null = null;
  let broken = false;

  const write = async () => {
    await new Promise((settle) => setImmediate(settle)); // all lines of one turn go in one write
    try {
      while (pending !== "") {
        const text = pending;
        pending = "";
        size ??= await sizeOf(file);
        if (size > fullBytes) {
          await rotate(file);
          size = 0;
        }
        await appendFile(file, text, { mode: 0o600 });
        size += Buffer.byteLength(text);
      }
    } catch (error) {
      if (!broken) failed(error);
      broken = true;
    } finally {
      writing = null;
    }
  };
  const flushed = async () => {
    while (writing) await writing;
  };

  return {
    flushed,
    append(text) {
      if (broken) return;
      pending += text;
      writing ??= write();
    },
    async tail(count) {
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

async function rotate(file: string): Promise<void> {
  for (let age = kept - 1; age > 0; age--) {
    await rename(numbered(file, age - 1), numbered(file, age)).catch(unlessMissing);
  }
}

function unlessMissing(error: unknown): void {
  if (codeOf(error) !== "ENOENT") throw error;
}

async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size;
  } catch (error) {
    unlessMissing(error);
    return 0;
  }
}

const chunkBytes = 64 * 1024;

/** Reads from the end, so that the last lines of a full log cost as little as those of a new one. */
async function lastLines(file: string, count: number): Promise<string[]> {
  const handle = await open(file, "r").catch(unlessMissing);
  if (!handle || count === 0) return [];
  try {
    let start = (await handle.stat()).size;
    let tail = Buffer.alloc(0);
    while (start > 0 && lineEnds(tail) <= count) {
      const length = Math.min(chunkBytes, start);
      start -= length;
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, start);
      tail = Buffer.concat([buffer.subarray(0, bytesRead), tail]);
    }
    const lines = tail.toString("utf8").split("\n").slice(0, -1);
    return lines.slice(-count);
  } finally {
    await handle.close();
  }
}

function lineEnds(bytes: Buffer): number {
  let count = 0;
  for (const byte of bytes) if (byte === 10) count++;
  return count;
}
