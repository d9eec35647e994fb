import { execFile } from "node:child_process";
import { fstatSync, readSync } from "node:fs";

/** The system frees whole blocks only. */
const blockBytes = 4096;
let works = process.platform === "linux";

/**
 * Gives the disk back what is before this place of a file, which keeps its length: a process that appends to it is not disturbed, and
 * every place in it means what it meant. False where the system or the file's disk cannot do so; then the file is whole.
 */
export async function freeBefore(file: string, place: number): Promise<boolean> {
  const length = place - (place % blockBytes);
  if (!works || length === 0) return false;
  const words = ["--punch-hole", "--offset", "0", "--length", String(length), file];
  return new Promise((settle) => {
    execFile("fallocate", words, (error) => {
      if (error?.code === "ENOENT") works = false; // there is no such program: nobody need ask again
      settle(error === null);
    });
  });
}

/** How much of the beginning of a file was freed: for whoever reads it without knowing how far it was kept. */
export function freedIn(descriptor: number): number {
  const { size, blocks } = fstatSync(descriptor);
  const least = size - blocks * 512;
  if (least <= 0 || !isEmptyBlock(descriptor, 0)) return 0; // a disk that compresses holds less than is there, too
  let place = least - (least % blockBytes);
  while (isEmptyBlock(descriptor, place)) place += blockBytes;
  return place;
}

function isEmptyBlock(descriptor: number, place: number): boolean {
  const bytes = Buffer.alloc(blockBytes, 1);
  return readSync(descriptor, bytes, 0, blockBytes, place) === blockBytes && bytes.every((byte) => byte === 0);
}
