import { basename } from "node:path";
import type { ReloadResult } from "../../wire/index.ts";

type Reloaded = Extract<ReloadResult, { outcome: "committed" }>["reloaded"];

/** `device.ts: 3 functions in 12 processes, 34 ms`: what became of a reload, for the person who saved. */
export function reloadSentence(result: ReloadResult): string {
  switch (result.outcome) {
    case "committed":
      return `${counted(result.reloaded)}, ${elapsed(result.elapsedMs)}`;
    case "checked":
      return `can be reloaded: ${counted(result.reloaded)}, ${elapsed(result.elapsedMs)}`;
    case "unchanged":
      return "every process already runs what is on disk";
    case "refused":
      return refusedSentence(result.refusals);
  }
}

function counted(reloaded: Reloaded): string {
  const files = [...new Set(reloaded.map(({ file }) => basename(file)))];
  const functions = new Set(reloaded.flatMap(({ file, patched }) => patched.map((name) => `${file}\n${name}`))).size;
  const processes = new Set(reloaded.flatMap((one) => one.processes)).size;
  const what = functions === 0 ? "" : `${number(functions, "function", "functions")} in `;
  return `${files.join(", ")}: ${what}${number(processes, "process", "processes")}`;
}

function refusedSentence(refusals: readonly { path: string | null; message: string }[]): string {
  const [first, ...others] = refusals;
  if (!first) return "The reload was refused.";
  const where = first.path === null ? "" : `${first.path}: `;
  const more = others.length === 0 ? "" : ` (and ${number(others.length, "more refusal", "more refusals")})`;
  return `${where}${first.message}${more}`;
}

function elapsed(ms: number): string {
  return ms < 10 ? `${Math.round(ms * 10) / 10} ms` : `${Math.round(ms)} ms`;
}

function number(n: number, one: string, many: string): string {
  return `${n} ${n === 1 ? one : many}`;
}
