import { classify, type Language, languageOf, type Patch, type Verdict } from "../../core/reload/index.ts";
import type { ModulePatch, Refusal } from "../../wire/index.ts";
import type { LiveProcess, Processes } from "./processes.ts";
import { mapComment, originalPlace } from "./source-maps.ts";
import { typeStripper } from "./strip.ts";
import type { Target } from "./targets.ts";
import type { Texts } from "./texts.ts";
import type { Versions } from "./versions.ts";

/** What a reload of one module comes to: who gets which patch, and what the person changed. */
export interface Edit {
  target: Target;
  patched: string[];
  patches: Map<LiveProcess, ModulePatch>;
}

/** Compares the file with what each process runs, once for each text that runs somewhere. */
export async function planEdit(
  target: Target,
  processes: Processes,
  texts: Texts,
  versions: Versions,
): Promise<Edit | Refusal> {
  const patched = new Set<string>();
  const patches = new Map<LiveProcess, ModulePatch>();
  for (const [base, group] of byBase(target, processes)) {
    const verdict = await compare(target, base, group, texts);
    if (verdict.kind === "unchanged") continue;
    if (verdict.kind === "refused") return refusalOf(target, verdict);
    const patch = patchOf(target, base, verdict, versions);
    for (const process of group) patches.set(process, patch);
    for (const name of verdict.names) patched.add(name);
  }
  return { target, patched: [...patched], patches };
}

/** The processes that run another text than the file has, by that text's hash. */
function byBase({ url, next }: Target, processes: Processes): Map<string, LiveProcess[]> {
  const groups = new Map<string, LiveProcess[]>();
  for (const process of processes.having(url)) {
    const hash = process.modules.get(url)?.hash;
    if (hash === undefined || hash === next.hash) continue;
    const group = groups.get(hash);
    if (group) group.push(process);
    else groups.set(hash, [process]);
  }
  return groups;
}

async function compare(target: Target, base: string, group: readonly LiveProcess[], texts: Texts): Promise<Verdict> {
  if (group.some((process) => process.modules.get(target.url)?.kind === "commonjs")) {
    return refused("it is a CommonJS module, and only ES modules can be exchanged while they run");
  }
  const language = languageOf(target.file);
  if (!language) return refused("a module of this kind is compiled by more than taking its types away");
  const running = await texts.find(base);
  if (running === null) return refused("the text that runs is no longer kept, so nothing can be compared with it");
  return classify(running, target.next.text, { language, strip: await stripperFor(language) });
}

function stripperFor(language: Language) {
  return language === "typescript" ? typeStripper() : (code: string) => ({ code });
}

function refused(reason: string): Verdict {
  return { kind: "refused", code: "not_swappable", reason, line: 1, column: 1 };
}

async function refusalOf(
  { url, file, next }: Target,
  verdict: Extract<Verdict, { kind: "refused" }>,
): Promise<Refusal> {
  const { code, reason, line, column } = verdict;
  const where = await originalPlace(url, next.text, { file, line, column });
  const remedy = code === "syntax_error" ? "correct it and reload" : "restart the processes that run it";
  const message = `${reason}; ${remedy}`;
  return { path: null, code, message, where };
}

/** The new text's source map is right for the patch too, as every line and column stands where it does in the new text. */
function patchOf({ url, next }: Target, base: string, verdict: Patch, versions: Versions): ModulePatch {
  const { functions, methods, needs } = verdict;
  const map = mapComment(next.text);
  const code = map ? `${verdict.code}\n${map}` : verdict.code;
  return { url, base, hash: next.hash, script: versions.nextScript(url), code, functions, methods, needs };
}
