import type { ErrorCode, WireError } from "../wire/index.ts";

/** An expected failure, as its audience reads it: what is wrong, where, and what to do about it. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly code: ErrorCode;
  readonly where: string | null;

  constructor(error: WireError) {
    super(error.message);
    this.code = error.code;
    this.where = error.where;
  }

  toJSON(): WireError {
    return { code: this.code, message: this.message, where: this.where };
  }
}

/** What a program failed with, as text: `ENOSPC: no space left on device`. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The code of an operating system's error, e.g. `ENOENT`; null for any other. */
export function codeOf(error: unknown): string | null {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : null;
}

/** Of a file that may be gone already. */
export function unlessMissing(error: unknown): void {
  if (codeOf(error) !== "ENOENT") throw error;
}
