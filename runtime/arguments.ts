import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { Refusal, reasonOf } from "./refusal.ts";

export interface Arguments {
  /** Absolute path of the spec. */
  specFile: string;
  /** Whether the tree starts by itself; with `--no-start` it waits for a client's `start_tree`. */
  start: boolean;
}

const usage = "Start it as: runtime.cjs --spec FILE [--no-start]";

/** Reads the command line; refuses with `usage`. */
export function readArguments(words: readonly string[]): Arguments {
  try {
    const { values } = parseArgs({
      args: [...words],
      options: { spec: { type: "string" }, "no-start": { type: "boolean", default: false } },
    });
    if (values.spec === undefined) throw new Error("--spec is missing.");
    return { specFile: resolve(values.spec), start: !values["no-start"] };
  } catch (error) {
    throw new Refusal({ code: "usage", message: `${reasonOf(error)} ${usage}`, where: null });
  }
}
