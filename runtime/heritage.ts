import { existsSync } from "node:fs";
import { load, type Tree } from "../core/index.ts";
import { type ModuleFunctions, type TreeSpec, usualLogs } from "../spec/index.ts";
import type { ReadSpec } from "./read-spec.ts";
import { reasonOf } from "./refusal.ts";
import { type Memory, nothingYet, readMemory } from "./reload/index.ts";
import type { StateFolder } from "./state/folder.ts";
import { machineRun } from "./state/machine-run.ts";
import { findTree } from "./state/tree-file.ts";
import type { SavedTree } from "./state/tree-lines.ts";

/** What a runtime begins with. */
export interface Heritage {
  saved: SavedTree;
  reloads: Memory;
  functions: ModuleFunctions;
  reporting: TreeSpec["reporting"];
  tracing: TreeSpec["tracing"];
  logs: TreeSpec["logs"];
  /** Whether an earlier runtime had this tree up: it goes on as that one left it. */
  resumes: boolean;
  /** What its users should know about that. */
  remarks: readonly string[];
}

/** What the spec says, or why it does not: a tree that is up goes on without it. */
export type SpecOrFailure = ReadSpec | Error;

/** Whether an earlier runtime may have left something. */
export function mayInherit(folder: StateFolder): boolean {
  return existsSync(folder.tree);
}

/** The tree that an earlier runtime had up when it died, as it was then; else the one that the spec describes, with nothing started. */
export async function inherit(spec: SpecOrFailure, folder: StateFolder, now: number): Promise<Heritage> {
  const [found, run] = await Promise.all([findTree(folder.tree), machineRun()]);
  if (found.is === "saved" && found.saved.machineRun === run && isUp(found.saved.tree))
    return goOn(spec, found.saved, await readMemory(folder.reloads));
  if (spec instanceof Error) throw spec;
  const saved = { tree: load(spec.tree, now), machineRun: run, processes: new Map<string, never>() };
  const begun = {
    saved,
    reloads: nothingYet,
    functions: spec.functions,
    reporting: spec.tree.reporting,
    tracing: spec.tree.tracing,
    logs: spec.tree.logs,
    resumes: false,
  };
  if (found.is !== "unreadable") return { ...begun, remarks: [] };
  const remark = `What the runtime before this one had written down cannot be read (${found.reason}) and was set aside as ${found.aside}: the tree begins as its spec has it, with the processes that still run.`;
  return { ...begun, remarks: [remark] };
}

/** What only a spec says, where it cannot be read. */
const withoutSpec = { functions: new Map(), reporting: null, tracing: null, logs: usualLogs };

/** The spec is not asked how the tree should be: what was changed while it ran stays. Its functions are the code of its plans, though. */
function goOn(
  spec: SpecOrFailure,
  saved: SavedTree,
  { memory, problem }: Awaited<ReturnType<typeof readMemory>>,
): Heritage {
  const remarks = ["The runtime before this one has died; this one goes on with the tree as it was."];
  if (problem !== null) remarks.push(problem);
  const begun = { saved, reloads: memory, resumes: true };
  if (spec instanceof Error) return { ...begun, ...withoutSpec, remarks: [...remarks, reasonOf(spec)] };
  const { reporting, tracing, logs } = spec.tree;
  return { ...begun, functions: spec.functions, reporting, tracing, logs, remarks };
}

function isUp({ root, nodes }: Tree): boolean {
  return nodes.get(root)?.phase.is !== "down";
}
