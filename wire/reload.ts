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

/** How new code came into a process: into the module's own scope, by loading the module anew, or as new contents of a JSON object. */
const mechanism = z.enum(["patch", "swap", "data"]);

/** Something that goes on with the old code: a function that was handed over by value, a call under way, a running loop. */
const staying = z.strictObject({ what: z.string(), where: place });
export type Staying = z.infer<typeof staying>;

export const reloaded = z.strictObject({
  file: z.string(),
  /** The module version that runs now, counted from 1 for what was loaded first. */
  version: z.int(),
  how: mechanism,
  /** For a module that is loaded anew: why its code could not be exchanged in place. */
  because: z.string().nullable(),
  /** Names of the functions, methods and values that are new. */
  patched: z.array(z.string()),
  /** Module variables that begin anew, as nobody declared them with `hot.state`. */
  anew: z.array(z.string()),
  stays: z.array(staying),
  processes: z.array(z.string()),
});
export type Reloaded = z.infer<typeof reloaded>;

/** Declared state that a reload brought, or a roll back brings, into another version. */
const migrated = z.strictObject({ path: z.string(), name: z.string(), from: z.int(), to: z.int() });
export type Migrated = z.infer<typeof migrated>;

const done = {
  reloaded: z.array(reloaded),
  migrated: z.array(migrated),
  /** What a person should know although the reload is possible: a process that does not run what the file said before, for example. */
  warnings: z.array(z.string()),
  elapsedMs: z.number(),
};

export const reloadResult = z.discriminatedUnion("outcome", [
  z.strictObject({ outcome: z.literal("committed"), ...done }),
  z.strictObject({ outcome: z.literal("checked"), ...done }),
  z.strictObject({ outcome: z.literal("unchanged") }),
  /** Nothing changed anywhere. `restart` are the processes that have the module: a rolling restart of them brings the new code in. */
  z.strictObject({ outcome: z.literal("refused"), refusals: z.array(refusal), restart: z.array(z.string()) }),
]);
export type ReloadResult = z.infer<typeof reloadResult>;

/** A reload that took place, as an event of the tree. */
export const reloadEvent = z.strictObject({
  what: z.enum(["reload", "rollback"]),
  /** When it was committed, milliseconds since the epoch. */
  at: z.number(),
  /** Who asked, as the client put it; null where it did not say. */
  by: z.string().nullable(),
  result: reloadResult,
});
export type ReloadEvent = z.infer<typeof reloadEvent>;

/** How far a reload, a roll back or a rolling restart has come: `done` of `total` processes have taken this step. */
export const reloadProgress = z.strictObject({
  step: z.enum(["prepare", "commit", "roll_back", "restart"]),
  done: z.int(),
  total: z.int(),
  /** The process that has just taken it. */
  path: z.string(),
});
export type ReloadProgress = z.infer<typeof reloadProgress>;

export const rollingRestart = z.strictObject({
  /** Those that run again, in the order in which they were restarted. */
  restarted: z.array(z.string()),
  /** The first that did not come up; those after it were left as they were. */
  failed: z.strictObject({ path: z.string(), message: z.string() }).nullable(),
});
export type RollingRestart = z.infer<typeof rollingRestart>;

export const moduleVersion = z.strictObject({
  path: z.string(),
  file: z.string(),
  kind: z.enum(["module", "commonjs", "transpiled", "json"]),
  version: z.int(),
  /** First 12 hex digits of the SHA-256 of the text that runs. */
  hash: z.string(),
  /** Whether the file on disk is what runs. */
  current: z.boolean(),
  /** What it declares with `hot.state`. */
  states: z.array(z.strictObject({ name: z.string(), version: z.int() })),
});
/** What a running process has loaded of one source file. */
export type ModuleVersion = z.infer<typeof moduleVersion>;
