import { open } from "node:fs/promises";
import { unlessMissing } from "../refusal.ts";

const chunkBytes = 64 * 1024;

/** Reads from the end, so that the last lines of a full log cost as little as those of a new one. Null when there is no such file. */
export async function lastLines(file: string, count: number): Promise<string[] | null> {
  const handle = await open(file, "r").catch(unlessMissing);
  if (!handle) return null;
  try {
    let start = (await handle.stat()).size;
    let tail = Buffer.alloc(0);
    while (start > 0 && lineEnds(tail) <= count) {
      const length = Math.min(chunkBytes, start);
      start -= length;
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, start);
      tail = Buffer.concat([buffer.subarray(0, bytesRead), tail]);
    }
    return lastLinesOf(tail, count);
  } finally {
    await handle.close();
  }
}

/** Of a text whose lines all have their end. */
export function lastLinesOf(bytes: Buffer, count: number): string[] {
  const lines = bytes.toString("utf8").split("\n").slice(0, -1);
  return count === 0 ? [] : lines.slice(-count);
}

function lineEnds(bytes: Buffer): number {
  let count = 0;
  for (const byte of bytes) if (byte === 10) count++;
  return count;
}
