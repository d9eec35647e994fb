import { fileURLToPath } from "node:url";
import {
  type Choice,
  choose,
  instrument,
  isTyped,
  type Language,
  languageOf,
  type Stays,
} from "../../core/reload/index.ts";
import type { ModuleChange, Refusal, Staying } from "../../wire/index.ts";
import type { Importers, RunningImporter } from "./importers.ts";
import type { LiveProcess, Processes } from "./processes.ts";
import { mapComment, originalPlace } from "./source-maps.ts";
import { typeStripper } from "./strip.ts";
import type { Target } from "./targets.ts";
import type { Texts } from "./texts.ts";
import type { Versions } from "./versions.ts";

/** What the reload of one module comes to in the processes that run one and the same text of it. */
export interface Edit {
  target: Target;
  /** Null for data. */
  language: Language | null;
  change: ModuleChange;
  because: string | null;
  names: string[];
  anew: string[];
  stays: Staying[];
  processes: LiveProcess[];
}

export interface Shelf {
  processes: Processes;
  texts: Texts;
  versions: Versions;
  importers: Importers;
}

/** Compares the new text with what each of these processes runs, once for each text that runs somewhere. */
export async function planEdits(
  target: Target,
  among: readonly LiveProcess[],
  together: readonly Target[],
  shelf: Shelf,
): Promise<Edit[] | Refusal> {
  const edits: Edit[] = [];
  for (const [base, processes] of byBase(target, among)) {
    if (target.url.endsWith(".json")) {
      const { url, next } = target;
      const change = { how: "data" as const, url, base, hash: next.hash, text: next.text };
      edits.push({ target, language: null, change, because: null, names: [], anew: [], stays: [], processes });
      continue;
    }
    const using = await shelf.importers.of(target.url, processes, together);
    const choice = await compare(target, base, processes, using, shelf.texts);
    if (choice.kind === "unchanged") continue;
    if (choice.kind === "refused") return refusalOf(target, choice);
    const stays = await Promise.all(choice.stays.map((each) => stayingAt(each, target, using, shelf.texts)));
    edits.push(await editOf(target, base, choice, stays, processes, shelf.versions));
  }
  return edits;
}

/** The processes that run another text than the new one, by that text's hash. */
function byBase({ url, next }: Target, among: readonly LiveProcess[]): Map<string, LiveProcess[]> {
  const groups = new Map<string, LiveProcess[]>();
  for (const process of among) {
    const hash = process.modules.get(url)?.hash;
    if (hash === undefined || hash === next.hash) continue;
    const group = groups.get(hash);
    if (group) group.push(process);
    else groups.set(hash, [process]);
  }
  return groups;
}

async function compare(
  target: Target,
  base: string,
  group: readonly LiveProcess[],
  using: readonly RunningImporter[],
  texts: Texts,
): Promise<Choice> {
  const kind = kindOf(target, group);
  const language = readable(target, kind);
  if (!language) return refused("a module of this kind is compiled by more than taking its types away");
  const running = await texts.find(base);
  if (running === null) return refused("the text that runs is no longer kept, so nothing can be compared with it");
  const strip = isTyped(language) ? await typeStripper() : (code: string) => ({ code });
  const whole = kind === "transpiled" ? "tsx compiles it to CommonJS, where names mean something else" : undefined;
  return choose(running, target.next.text, { language, strip, ...(whole ? { whole } : {}) }, using);
}

/** How the text is written: CommonJS that is compiled from it mostly is an ES module on disk. */
function readable({ file, next }: Target, kind: Kind): Language | null {
  if (kind !== "transpiled") return languageOf(file, kind);
  const isModule = /^\s*(import|export)\b/m.test(next.text);
  return isModule ? languageOf(file.replace(/\.c([jt]s)$/, ".$1"), "module") : languageOf(file, "commonjs");
}

type Kind = "module" | "commonjs" | "transpiled";

function kindOf({ url }: Target, [first]: readonly LiveProcess[]): Kind {
  const kind = first?.modules.get(url)?.kind;
  return kind === "commonjs" || kind === "transpiled" ? kind : "module";
}

/** A CommonJS text as it is compiled: as JavaScript, handing out its scope. */
async function compilable({ file, next: { text, hash } }: Target): Promise<string> {
  const language = languageOf(file, "commonjs");
  const bare = language && isTyped(language) ? (await typeStripper())(text) : { code: text };
  const code = "code" in bare ? bare.code : text;
  return instrument(code, hash, "commonjs") ?? code;
}

function refused(reason: string): Choice {
  return { kind: "refused", code: "not_swappable", reason, line: 1, column: 1 };
}

async function refusalOf({ url, file, next }: Target, choice: Extract<Choice, { kind: "refused" }>): Promise<Refusal> {
  const { code, reason, line, column } = choice;
  const where = await originalPlace(url, next.text, { file, line, column });
  const remedy = code === "syntax_error" ? "correct it and reload" : "restart the processes that run it";
  return { path: null, code, message: `${reason}; ${remedy}`, where };
}

/** What goes on with the old code, at its place in what a person has written. */
async function stayingAt(
  { what, place: { line, column }, importer }: Stays,
  { url, file, next }: Target,
  using: readonly RunningImporter[],
  texts: Texts,
): Promise<Staying> {
  const by = using.find((each) => each.file === importer);
  const at = { file: by ? fileURLToPath(by.url) : file, line, column: column + 1 };
  const text = by ? ((await texts.find(by.hash)) ?? "") : next.text;
  return { what, where: await originalPlace(by?.url ?? url, text, at) };
}

async function editOf(
  target: Target,
  base: string,
  choice: Exclude<Choice, { kind: "refused" | "unchanged" }>,
  stays: Staying[],
  processes: LiveProcess[],
  versions: Versions,
): Promise<Edit> {
  const { url, file, next } = target;
  const at = { url, base, hash: next.hash, script: versions.nextScript(url) };
  const kind = kindOf(target, processes);
  const language = kind === "transpiled" ? null : languageOf(file, kind);
  const common = { target, language, names: choice.names, stays, processes };
  if (choice.kind === "swap") {
    const code = kind === "commonjs" ? await compilable(target) : null;
    const text = kind === "transpiled" ? next.text : null;
    return { ...common, change: { how: "swap", ...at, code, text }, because: choice.because, anew: choice.anew };
  }
  const { functions, methods, needs } = choice;
  // The new text's source map is right for the patch too, as every line and column stands where it does in the new text.
  const map = mapComment(next.text);
  const code = map ? `${choice.code}\n${map}` : choice.code;
  return { ...common, change: { how: "patch", ...at, code, functions, methods, needs }, because: null, anew: [] };
}
