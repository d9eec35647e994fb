import { z } from "zod";

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
  /** Whether the project's modules are loaded so that they can be reloaded. */
  hot: boolean;
  /** The project's folder: modules below it, outside node_modules, are the project's own. */
  project: string;
  /** Folder where the text of each module that was loaded is kept, named by its SHA-256. */
  sources: string;
}

const moduleLoaded = z.strictObject({ url: z.string(), hash: z.string() });

export const fromAgent = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("hello"),
    secret: z.string(),
    path: z.string(),
    incarnation: z.int(),
    pid: z.int(),
    node: z.string(),
    held: z.boolean(),
  }),
  z.strictObject({ kind: z.literal("inspector"), url: z.string() }),
  z.strictObject({ kind: z.literal("inspector_failed"), message: z.string() }),
  z.strictObject({ kind: z.literal("loaded"), modules: z.array(moduleLoaded) }),
  z.strictObject({ kind: z.literal("prepared"), reload: z.int() }),
  z.strictObject({ kind: z.literal("committed"), reload: z.int() }),
  z.strictObject({ kind: z.literal("rolled_back"), reload: z.int() }),
  z.strictObject({ kind: z.literal("reload_failed"), reload: z.int(), message: z.string() }),
]);
export type FromAgent = z.infer<typeof fromAgent>;

/** New code for one module: `code` is JavaScript evaluated in the module's own scope, `names` what it re-binds. */
export interface ModulePatch {
  url: string;
  code: string;
  names: string[];
  hash: string;
}

export type ToAgent =
  | { kind: "release" }
  | { kind: "open_inspector" }
  | { kind: "close_inspector" }
  | { kind: "prepare"; reload: number; patches: ModulePatch[] }
  | { kind: "commit"; reload: number }
  | { kind: "forget"; reload: number }
  | { kind: "roll_back"; reload: number };
