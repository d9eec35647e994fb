import { appendFileSync, readFileSync, truncateSync } from "node:fs";
import type { Kept } from "../wire/keeper.ts";

/** What ended and no runtime has taken note of yet, as JSON lines: a keeper that comes after this one goes on from them. */
export class Ledger {
  readonly #file: string;

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
      appendFileSync(this.#file, `${JSON.stringify(ended)}\n`, { mode: 0o600 });
    } catch (error) {
      console.error(`supertree keeper: ${ended.path} #${ended.incarnation} could not be noted: ${error}`);
    }
  }

  clear(): void {
    try {
      truncateSync(this.#file);
    } catch (error) {
      if (!isMissing(error)) console.error(`supertree keeper: ${error}`);
    }
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
