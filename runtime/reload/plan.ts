import type { Path, Refusal } from "../../wire/index.ts";
import { type Edit, planEdits, type Shelf } from "./edits.ts";
import type { LiveProcess } from "./processes.ts";
import type { SourceMaps } from "./source-maps.ts";
import { findTargets, type Target } from "./targets.ts";

/** What stands in the way, and the processes to which a restart would bring the new code. */
export interface Unplanned {
  refusals: Refusal[];
  restart: Path[];
}

/** What the files of one reload come to; every refusal of every file, so that a person sees all at once. */
export async function planFiles(
  files: readonly string[],
  folder: string,
  maps: SourceMaps,
  shelf: Shelf,
): Promise<Edit[] | Unplanned> {
  const targets: Target[] = [];
  const refusals: Refusal[] = [];
  for (const file of files) {
    const found = await findTargets(file, folder, shelf.processes, maps);
    if (Array.isArray(found)) targets.push(...found);
    else refusals.push(found);
  }
  const planned = await planTargets(targets, (url) => shelf.processes.having(url), shelf);
  if (refusals.length === 0) return planned;
  return Array.isArray(planned)
    ? { refusals, restart: [] }
    : { refusals: [...refusals, ...planned.refusals], restart: planned.restart };
}

/** `among`: the processes that are to take a module's new text. */
export async function planTargets(
  targets: readonly Target[],
  among: (url: string) => LiveProcess[],
  shelf: Shelf,
): Promise<Edit[] | Unplanned> {
  const edits: Edit[] = [];
  const refusals: Refusal[] = [];
  const restart: Path[] = [];
  for (const target of targets) {
    const processes = among(target.url);
    const planned = await planEdits(target, processes, targets, shelf);
    if (Array.isArray(planned)) edits.push(...planned);
    else {
      refusals.push(planned);
      if (planned.code !== "syntax_error") restart.push(...processes.map(({ path }) => path));
    }
  }
  return refusals.length > 0 ? { refusals, restart } : edits;
}

/** Changes by process: a process takes those of all files, or none. */
export function movesOf(edits: readonly Edit[]): Map<LiveProcess, { is: "take"; changes: Edit["change"][] }> {
  const moves = new Map<LiveProcess, { is: "take"; changes: Edit["change"][] }>();
  for (const { change, processes } of edits)
    for (const process of processes) {
      const changes = moves.get(process)?.changes ?? [];
      moves.set(process, { is: "take", changes: [...changes, change] });
    }
  return moves;
}
