import { classify, languageOf, type Verdict } from "../../core/reload/index.ts";
import type { ModulePatch, Refusal } from "../../wire/index.ts";
import type { LiveProcess, Processes } from "./processes.ts";
import { mapComment, originalPlace } from "./source-maps.ts";
import { typeStripper } from "./strip.ts";
import type { Target } from "./targets.ts";
import type { Texts } from "./texts.ts";
import type { Versions } from "./versions.ts";

/** What a reload of one module comes to: who gets which patch, and what changed. */
export interface Edit {
  target: Target;
  patched: string[];
  patches: Map<LiveProcess, ModulePatch>;
}

/** Compares the file with what each process runs, once for each text that runs. */
export async function planEdit(
  target: Target,
  processes: Processes,
  texts: Texts,
  versions: Versions,
): Promise<Edit | Refusal> {
  const edit: Edit = { target, patched: [], patches: new Map() };
  const patched = new Set<string>();
  const byBase = Map.groupBy(processes.having(target.url), (process) => process.modules.get(target.url)?.hash ?? "");
  for (const [base, group] of byBase) {
    if (base === target.next.hash) continue;
    const verdict = await compare(target, base, group, texts);
    if (verdict.kind === "unchanged") continue;
    if (verdict.kind === "refused") return refusalOf(target, verdict);
    const patch = patchOf(target, base, verdict, versions);
    for (const process of group) edit.patches.set(process, patch);
    for (const name of verdict.names) patched.add(name);
  }
  return { ...edit, patched: [...patched] };
}
