import { fileURLToPath } from "node:url";
import type { Done, Last } from "./done.ts";
import type { Edit, Shelf } from "./edits.ts";
import type { Move, Moves } from "./phases.ts";
import { movesOf, planTargets, type Unplanned } from "./plan.ts";
import type { LiveProcess } from "./processes.ts";
import type { Target } from "./targets.ts";

/** A roll back: processes that took the reload return; those that started later, and so know nothing of what was before, take the old text. */
export interface WayBack {
  moves: Moves;
  /** The edits of those that started later. */
  edits: Edit[];
}

export async function planBack({ done }: Last, shelf: Shelf): Promise<WayBack | Unplanned> {
  const { processes } = shelf;
  const took = new Set(done.flatMap((each) => each.processes.flatMap((key) => processes.find(key) ?? [])));
  const had = new Set(done.flatMap((each) => each.had.flatMap((key) => processes.find(key) ?? [])));
  const texts = new Map(done.map(({ url, base }) => [url, base]));
  const late = (url: string) =>
    processes.having(url).filter((process) => {
      const runs = process.modules.get(url)?.hash;
      return !took.has(process) && !had.has(process) && done.some((each) => each.url === url && each.hash === runs);
    });
  const edits = await planTexts(texts, late, shelf);
  if (!Array.isArray(edits)) return edits;
  const moves = new Map<LiveProcess, Move>([...took].map((process) => [process, { is: "return" }]));
  for (const [process, move] of movesOf(edits)) moves.set(process, move);
  return { moves, edits };
}

/** With those that go back to the old text though they did not take the new one in this reload. */
export function withLate(done: Done, edits: readonly Edit[]): Done {
  const late = edits.filter(({ change: { url, base } }) => url === done.url && base === done.hash);
  return { ...done, processes: [...done.processes, ...late.flatMap(({ processes }) => processes)] };
}

/** What it takes to bring texts that ran before, by URL, into processes. */
export async function planTexts(
  texts: ReadonlyMap<string, string>,
  among: (url: string) => LiveProcess[],
  shelf: Shelf,
): Promise<Edit[] | Unplanned> {
  const targets: Target[] = [];
  for (const [url, hash] of texts) {
    const processes = among(url);
    if (processes.length === 0) continue;
    const text = await shelf.texts.find(hash);
    const file = fileURLToPath(url);
    if (text !== null) targets.push({ asked: file, url, file, next: { text, hash } });
    else {
      const message = `the text of ${file} that ran before is no longer kept; restart the processes that run it`;
      const refusal = { path: null, code: "not_swappable" as const, message, where: null };
      return { refusals: [refusal], restart: processes.map(({ path }) => path) };
    }
  }
  return planTargets(targets, among, shelf);
}
