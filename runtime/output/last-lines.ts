import { open } from "node:fs/promises";
import { codeOf } from "../refusal.ts";

const chunkBytes = 64 * 1024;

/** Reads from the end, so that the last lines of a full log cost as little as those of a new one. */
export async function lastLines(file: string, count: number): Promise<string[]> {
  const handle = await open(file, "r").catch((error: unknown) => {
    if (codeOf(error) !== "ENOENT") throw error;
  });
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
