import { closeSync, ftruncateSync, openSync, readFileSync, writeSync } from "node:fs";
import type { Kept } from "../wire/keeper.ts";

/** What ended and no runtime has taken note of yet, as JSON lines: a keeper that comes after this one goes on from them. */
export class Ledger {
  readonly #file: string;
  /** Kept open, since whoever waits for a restart waits for this, too. */
  #descriptor: number | null = null;

  constructor(file: string) {
    this.#file = file;
  }

  read(): Kept[] {
    return this.#text()
      .split("\n")
      .flatMap((line) => entryOf(line) ?? []);
  }

  /** A disk that is full must not end the keeper: then only its memory knows. */
  note(ended: Kept): void {
    try {
      writeSync(this.#open(), `${JSON.stringify(ended)}\n`);
    } catch (error) {
      console.error(`supertree keeper: ${ended.path} #${ended.incarnation} could not be noted: ${error}`);
    }
  }

  clear(): void {
    try {
      ftruncateSync(this.#open());
    } catch (error) {
      console.error(`supertree keeper: ${error}`);
    }
  }

  /** The next note goes to the file of that name, whatever has become of the one before: a runtime that is done takes it away. */
  reopen(): void {
    if (this.#descriptor !== null) closeSync(this.#descriptor);
    this.#descriptor = null;
  }

  #open(): number {
    this.#descriptor ??= openSync(this.#file, "a", 0o600);
    return this.#descriptor;
  }

  #text(): string {
    try {
      return readFileSync(this.#file, "utf8");
    } catch (error) {
      if (isMissing(error)) return "";
      throw error;
    }
  }
}

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === "ENOENT";
}

/** Null for a line that a crash or a full disk has cut short. */
function entryOf(line: string): Kept | null {
  try {
    const entry = JSON.parse(line) as Kept;
    return typeof entry.path === "string" && entry.is === "ended" ? entry : null;
  } catch {
    return null;
  }
}
