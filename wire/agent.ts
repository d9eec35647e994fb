import { z } from "zod";
import { eventLoop } from "./metrics.ts";
import type { AgentFiles } from "./node-options.ts";

/**
 * The language between a runtime and the agent in each supervised Node process: one JSON object a line, over a Unix socket
 * (a named pipe on Windows) that only the owner can open. The agent imports these as types only, so that it stays small.
 */
export const agentVariable = "SUPERTREE_AGENT";

/** What the runtime puts into `SUPERTREE_AGENT`, as JSON; the agent takes it out of the environment before the program sees it. */
export interface AgentSettings {
  socket: string;
  secret: string;
  path: string;
  incarnation: number;
  /** Wait for `release` before the program's first line. */
  hold: boolean;
  /** Whether the project's modules are loaded so that they can be reloaded; `auto`: where `module.registerHooks` exists, which costs little. */
  hot: boolean | "auto";
  /** Packages of node_modules whose modules are loaded so, too. */
  packages?: string[];
  /** The project's folder: modules below it, outside node_modules, are the project's own. */
  project: string;
  /** Folder where the text of each module that was loaded is kept, named by its SHA-256. */
  sources: string;
  agent: AgentFiles;
  /** Node processes that this one starts carry the agent too, for they are debugged on purpose. */
  descendants: boolean;
  /** Given on by a process with this id to what it starts; null for the program that the runtime started. */
  heir: number | null;
  /** Modules that were reloaded or rolled back, by URL: the hash of the text that is loaded, whatever is on disk. */
  committed?: Record<string, string>;
}

/** `hash` is the SHA-256 of the text as on disk, in hex; CommonJS modules are told so that a reload can say why it refuses them. */
const moduleLoaded = z.strictObject({
  url: z.string(),
  hash: z.string(),
  kind: z.enum(["module", "commonjs", "transpiled", "json"]),
});
export type ModuleLoaded = z.infer<typeof moduleLoaded>;

export const fromAgent = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("hello"),
    secret: z.string(),
    path: z.string(),
    incarnation: z.int(),
    pid: z.int(),
    node: z.string(),
    held: z.boolean(),
    /** What `hot` of the settings came to in this process. */
    hot: z.boolean(),
    /** Started by the program that the runtime started, or by one of those. */
    descendant: z.boolean(),
  }),
  z.strictObject({ kind: z.literal("inspector"), url: z.string() }),
  z.strictObject({ kind: z.literal("inspector_failed"), message: z.string() }),
  /** `eventLoop` is null the first time: it has only begun to measure. */
  z.strictObject({ kind: z.literal("measured"), eventLoop: eventLoop.nullable() }),
  /** The first line of a connection of its own, on which the debug protocol follows, a message a line: what `open_channel` asked for. */
  z.strictObject({ kind: z.literal("channel"), secret: z.string(), channel: z.string() }),
  z.strictObject({ kind: z.literal("channel_failed"), channel: z.string(), message: z.string() }),
  z.strictObject({ kind: z.literal("loaded"), modules: z.array(moduleLoaded) }),
  /** Every state that the process declares now, with the URL of the module that does. */
  z.strictObject({
    kind: z.literal("declared"),
    states: z.array(z.strictObject({ url: z.string(), name: z.string(), version: z.int() })),
  }),
  /** With the declared states that the commit would bring, or the way back brings, into another version. */
  z.strictObject({
    kind: z.literal("prepared"),
    reload: z.int(),
    migrated: z.array(z.strictObject({ name: z.string(), from: z.int(), to: z.int() })),
  }),
  /** Where each specifier leads, in its order; null where the process cannot load it. */
  z.strictObject({ kind: z.literal("resolved"), from: z.string(), urls: z.array(z.string().nullable()) }),
  z.strictObject({ kind: z.literal("committed"), reload: z.int() }),
  z.strictObject({ kind: z.literal("rolled_back"), reload: z.int() }),
  z.strictObject({ kind: z.literal("reload_failed"), reload: z.int(), message: z.string() }),
]);
export type FromAgent = z.infer<typeof fromAgent>;

/**
 * New code for one module: JavaScript evaluated in the module's own scope. It assigns each of `functions` anew; its value is
 * `[access, holders]`: `access` evaluates later code in the scope that this code made, `holders[i]` has the new form of `methods[i]`.
 */
export interface ModulePatch {
  how: "patch";
  url: string;
  /** Hash of the text that has to run for this patch to fit. */
  base: string;
  /** Hash of the text that runs once it is in. */
  hash: string;
  /** The name under which a debugger sees the code: `url` and `?hot=N`, never used before. */
  script: string;
  code: string;
  functions: string[];
  methods: PatchedMethod[];
  /** Imported names that the code uses; a loader may have dropped an import that was not used before. */
  needs: string[];
}
export interface PatchedMethod {
  class: string;
  member: string;
  static: boolean;
  kind: "method" | "get" | "set";
}

/** A module that is loaded anew, beside the version that runs, and then put in its place; its text is kept under its hash. */
export interface ModuleSwap {
  how: "swap";
  url: string;
  base: string;
  hash: string;
  /** The URL it is loaded under, never used before; a debugger knows it by this. */
  script: string;
  /** For CommonJS: what is compiled, as JavaScript that hands out its scope; null for an ES module, which the loader reads. */
  code: string | null;
  /** For CommonJS that a compiler of the process's own makes (tsx): the text that it compiles; else null. */
  text: string | null;
}
/** New contents of a JSON module. */
export interface DataChange {
  how: "data";
  url: string;
  base: string;
  hash: string;
  text: string;
}
export type ModuleChange = ModulePatch | ModuleSwap | DataChange;

export type ToAgent =
  | { kind: "release" }
  | { kind: "open_inspector" }
  | { kind: "close_inspector" }
  /** Asks what the event loop did since the last time. */
  | { kind: "measure" }
  | { kind: "stop_measuring" }
  /** Connect once more, with the debug protocol and without a port. */
  | { kind: "open_channel"; channel: string }
  /** Whether what the process starts from now on carries the agent. */
  | { kind: "descendants"; on: boolean }
  /** Where the imports of a module that is loaded lead: aliases, packages of a workspace and the like, which only the process knows. */
  | { kind: "resolve"; from: string; specifiers: string[] }
  /** Load beside, check, rehearse. `limitMs`: for each migration, and for loading all. */
  | { kind: "prepare"; reload: number; changes: ModuleChange[]; limitMs: number }
  /**
   * Switch, and let new calls wait until `open`, for at most `openWithinMs`. Not obeyed after `until` (milliseconds since the epoch): a
   * process that was paused meanwhile must not change by itself. Also brings back what was rolled back.
   */
  | { kind: "commit"; reload: number; until: number; openWithinMs: number }
  | { kind: "open"; reload: number }
  | { kind: "forget"; reload: number }
  /** Rehearse the way back of a reload that is in place. */
  | { kind: "prepare_back"; reload: number; limitMs: number }
  /** Afterwards the reload is not in place, whether it was or not; `force`: also when calls do not end in time. */
  | { kind: "roll_back"; reload: number; until: number; openWithinMs: number; force: boolean };
