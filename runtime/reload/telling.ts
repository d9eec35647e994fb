import type { Reloaded } from "../../wire/index.ts";
import type { Edit, Shelf } from "./edits.ts";

/** What people and clients are told of edits that run now: `hash` for the new texts, `base` for those before them. */
export function reportOf(edits: readonly Edit[], which: "hash" | "base", shelf: Shelf): Reloaded[] {
  return edits.map(({ target, change, because, names, anew, stays, processes }) => ({
    file: target.asked,
    version: shelf.versions.peek(change.url, change[which]),
    how: change.how,
    because: which === "hash" ? because : null,
    patched: names,
    anew,
    stays,
    processes: processes.filter((process) => shelf.processes.isLive(process)).map(({ path }) => path),
  }));
}

/** The files of which the processes did not all run the same text, as one was started from what was on disk in between. */
export function warningsOf(edits: readonly Edit[]): string[] {
  const bases = new Map<string, number>();
  for (const { target } of edits) bases.set(target.asked, (bases.get(target.asked) ?? 0) + 1);
  return [...bases].flatMap(([file, count]) =>
    count > 1 ? [`until now the processes ran ${count} different versions of ${file}`] : [],
  );
}
