import { z } from "zod";

/** A place in a file as editors count: line and column from 1. */
const place = z.strictObject({ file: z.string(), line: z.int(), column: z.int() });
export type Place = z.infer<typeof place>;

const refusal = z.strictObject({
  /** The process that refused; null when the edit itself cannot be swapped. */
  path: z.string().nullable(),
  code: z.enum([
    "syntax_error",
    "not_swappable",
    "not_loaded",
    "stale_build",
    "refused_by_process",
    "busy",
    "nothing_to_roll_back",
  ]),
  /** A sentence for the person who edited: what is in the way and what to do. */
  message: z.string(),
  where: place.nullable(),
});
export type Refusal = z.infer<typeof refusal>;

const reloaded = z.strictObject({
  file: z.string(),
  /** The module version that runs now, counted from 1 for what was loaded first. */
  version: z.int(),
  /** Names of the functions and methods whose bodies were exchanged. */
  patched: z.array(z.string()),
  processes: z.array(z.string()),
});

export const reloadResult = z.discriminatedUnion("outcome", [
  z.strictObject({ outcome: z.literal("committed"), reloaded: z.array(reloaded), elapsedMs: z.number() }),
  z.strictObject({ outcome: z.literal("checked"), reloaded: z.array(reloaded), elapsedMs: z.number() }),
  z.strictObject({ outcome: z.literal("unchanged") }),
  /** Nothing changed anywhere. `restart` are the processes that have the module: a rolling restart of them brings the new code in. */
  z.strictObject({ outcome: z.literal("refused"), refusals: z.array(refusal), restart: z.array(z.string()) }),
]);
export type ReloadResult = z.infer<typeof reloadResult>;

export const moduleVersion = z.strictObject({
  path: z.string(),
  file: z.string(),
  version: z.int(),
  /** First 12 hex digits of the SHA-256 of the text that runs. */
  hash: z.string(),
  /** Whether the file on disk is what runs. */
  current: z.boolean(),
});
/** What a running process has loaded of one source file. */
export type ModuleVersion = z.infer<typeof moduleVersion>;
