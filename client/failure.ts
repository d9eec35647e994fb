import type { ErrorCode, WireError } from "../wire/index.ts";

/** A `problems` entry of a refused spec, as `supertree check --json` prints it; lines and columns from 1. */
export interface SpecProblem {
  file: string;
  line: number;
  column: number;
  severity: "error" | "warning" | "hint";
  code: string;
  message: string;
}

/** An expected failure of a call, a connection or a start: a `WireError` that can be thrown. `problems` is empty unless a spec was refused. */
export class WireFailure extends Error {
  override readonly name = "WireFailure";
  readonly code: ErrorCode;
  readonly where: string | null;
  readonly problems: readonly SpecProblem[];

  constructor(error: WireError, problems: readonly SpecProblem[] = []) {
    super(error.message);
    this.code = error.code;
    this.where = error.where;
    this.problems = problems;
  }

  toJSON(): WireError {
    return { code: this.code, message: this.message, where: this.where };
  }
}
