import { writeSync } from "node:fs";
import { SpecRefusal } from "./read-spec.ts";
import { Refusal, reasonOf } from "./refusal.ts";
import type { RuntimeRecord } from "./state/record.ts";

/** The one line that whoever started this process reads; nothing is ever written there again. */
export function announceReady(record: RuntimeRecord): void {
  writeLine({ ready: record });
}

/** Says why there is no runtime, and ends the process with code 2. A bug says so on standard error, too, with code 70. */
export function announceFailure(error: unknown): never {
  if (error instanceof Refusal) {
    writeLine({ error: error.toJSON(), ...(error instanceof SpecRefusal && { problems: error.problems }) });
    process.exit(2);
  }
  console.error(error);
  writeLine({ error: { code: "internal", message: `The runtime failed: ${reasonOf(error)}`, where: null } });
  process.exit(70);
}

function writeLine(value: object): void {
  try {
    writeSync(1, `${JSON.stringify(value)}\n`);
  } catch (error) {
    console.error(`nobody reads the standard output: ${reasonOf(error)}`);
  }
}
