import type { Refusal, Reloaded, ReloadResult, Report } from "../../wire/index.ts";
import type { Done } from "./done.ts";
import type { Shelf } from "./edits.ts";

/** What people and clients are told of code that runs now: `hash` for the new texts, `base` for those before them. */
export function reportOf(all: readonly Done[], which: "hash" | "base", shelf: Shelf): Reloaded[] {
  return all.map((done) => ({
    file: done.asked,
    version: shelf.versions.peek(done.url, done[which]),
    how: done.how,
    because: which === "hash" ? done.because : null,
    patched: done.names,
    anew: done.anew,
    stays: done.stays,
    processes: done.processes.filter((process) => shelf.processes.find(process)).map(({ path }) => path),
  }));
}

/** The files of which the processes did not all run the same text, as one was started from what was on disk in between. */
export function warningsOf(all: readonly Done[]): string[] {
  const bases = new Map<string, number>();
  for (const { asked } of all) bases.set(asked, (bases.get(asked) ?? 0) + 1);
  return [...bases].flatMap(([file, count]) =>
    count > 1 ? [`until now the processes ran ${count} different versions of ${file}`] : [],
  );
}

/** Refused whatever the processes have loaded. */
export function general(code: Refusal["code"], message: string): ReloadResult {
  return { outcome: "refused", refusals: [{ path: null, code, message, where: null }], restart: [] };
}

/** Of a process that started while others were reloaded: it was brought up to them (null), or what was in the way. */
export function caughtUpReport(problem: string | null): Pick<Report, "severity" | "message"> {
  if (problem === null) return { severity: "info", message: "started during a reload and was brought up to it" };
  const message = `started during a reload and does not run what was reloaded (${problem}): reload again, or restart it`;
  return { severity: "warning", message };
}
