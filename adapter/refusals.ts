import { WireFailure } from "../client/index.ts";
import { EvaluationError } from "./inspect/evaluate.ts";
import { Stale } from "./inspect/handles.ts";
import { CdpError } from "./process/cdp.ts";

/** The sentence for the person who asked; anything else is a bug of ours and is thrown. */
export function messageOf(error: unknown): string {
  const isExpected =
    error instanceof WireFailure ||
    error instanceof CdpError ||
    error instanceof Stale ||
    error instanceof EvaluationError;
  if (!isExpected) throw error;
  return error.message; // of a refused spec it names every error with its place
}
