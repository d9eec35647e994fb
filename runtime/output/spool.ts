import { closeSync, openSync, readSync, statSync } from "node:fs";
import { freedIn } from "./free.ts";

/**
 * A file that a process writes into by itself, and how far it has been read. What is read stays there until it is known to be kept
 * elsewhere, so that whoever comes after a crash reads on from the end of the last line that was kept.
 */
export class Spool {
  readonly file: string;
  #at: number;

  constructor(file: string, at: number) {
    this.file = file;
    this.#at = at;
  }

  /** Whether there is something that has not been given yet, if only the begin of a line. */
  get isBehind(): boolean {
    return sizeOf(this.file) !== this.#at;
  }

  /** Everything before this has been given. */
  get place(): number {
    return this.#at;
  }

  /** Gives whole lines, at most so many bytes of them, each with the place behind it; false when there was nothing more to give. */
  read(give: (text: string, end: number) => void): boolean {
    const bytes = this.#bytes();
    let from = 0;
    for (let end = bytes.indexOf(newline); end >= 0; end = bytes.indexOf(newline, from)) {
      give(textOf(bytes.subarray(from, end)), this.#at + end + 1);
      from = end + 1;
    }
    if (from === 0 && bytes.length >= longestLine) {
      from = characterEnd(bytes, longestLine);
      give(bytes.toString("utf8", 0, from), this.#at + from);
    }
    this.#at += from;
    return from > 0;
  }

  /** Gives what is left when `read` gives nothing and nobody writes any more: a line that has no end. */
  readRest(give: (text: string, end: number) => void): void {
    const rest = this.#bytes();
    this.#at += rest.length;
    if (rest.length > 0) give(textOf(rest), this.#at);
  }

  #bytes(): Buffer {
    const size = sizeOf(this.file);
    if (size < this.#at) this.#at = 0; // somebody has emptied it, as `> /dev/stderr` in a shell does
    if (size === this.#at) return Buffer.alloc(0);
    const descriptor = openSync(this.file, "r");
    try {
      if (this.#at === 0) this.#at = freedIn(descriptor);
      const length = Math.min(size - this.#at, chunkBytes);
      const bytes = Buffer.allocUnsafe(length);
      return bytes.subarray(0, readSync(descriptor, bytes, 0, length, this.#at));
    } finally {
      closeSync(descriptor);
    }
  }
}

const newline = 10;
const chunkBytes = 256 * 1024;
/** A line longer than this is cut into several, so that a child that never ends its line is heard all the same. */
const longestLine = 64 * 1024;

/** Zero for a file that is not there: nothing was started, or it was never written to. */
function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

function textOf(line: Buffer): string {
  const end = line.at(-1) === 13 ? line.length - 1 : line.length;
  return line.toString("utf8", 0, end);
}

/** The last place up to `limit` that is not within a character. */
function characterEnd(bytes: Buffer, limit: number): number {
  let end = limit;
  while (end > limit - 4 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end--;
  return end;
}
