import { basename } from "node:path";
import type { ReloadResult } from "../../wire/index.ts";
import { t } from "../t.ts";

type Reloaded = Extract<ReloadResult, { outcome: "committed" }>["reloaded"];

/** `device.ts: 3 functions in 12 processes, 34 ms`: what became of a reload, for the person who saved. */
export function reloadSentence(result: ReloadResult): string {
  switch (result.outcome) {
    case "committed":
      return `${counted(result.reloaded)}, ${elapsed(result.elapsedMs)}`;
    case "checked":
      return t("can be reloaded: {0}, {1}", counted(result.reloaded), elapsed(result.elapsedMs));
    case "unchanged":
      return t("every process already runs what is on disk");
    case "refused":
      return refusedSentence(result.refusals);
  }
}

/** `store.ts is loaded anew: calls, sessions begin anew in 12 processes. hot.state keeps them.` */
export function anewSentence(reloaded: Reloaded): string {
  const anew = reloaded.filter((each) => each.anew.length > 0);
  const files = [...new Set(anew.map(({ file }) => basename(file)))].join(", ");
  const names = [...new Set(anew.flatMap((each) => each.anew))].join(", ");
  const processes = new Set(anew.flatMap((each) => each.processes)).size;
  return processes === 1
    ? t(
        "{0} has to be loaded anew: {1} would begin anew in 1 process. Declared with hot.state, it lives on.",
        files,
        names,
      )
    : t(
        "{0} has to be loaded anew: {1} would begin anew in {2} processes. Declared with hot.state, it lives on.",
        files,
        names,
        processes,
      );
}

function counted(reloaded: Reloaded): string {
  const files = [...new Set(reloaded.map(({ file }) => basename(file)))];
  const functions = new Set(reloaded.flatMap(({ file, patched }) => patched.map((name) => `${file}\n${name}`))).size;
  const processes = new Set(reloaded.flatMap((one) => one.processes)).size;
  const where = processes === 1 ? t("1 process") : t("{0} processes", processes);
  if (functions === 0) return `${files.join(", ")}: ${where}`;
  const what = functions === 1 ? t("1 function") : t("{0} functions", functions);
  return t("{0}: {1} in {2}", files.join(", "), what, where);
}

function refusedSentence(refusals: readonly { path: string | null; message: string }[]): string {
  const [first, ...others] = refusals;
  if (!first) return t("The reload was refused.");
  const sentence = first.path === null ? first.message : `${first.path}: ${first.message}`;
  if (others.length === 0) return sentence;
  return others.length === 1
    ? t("{0} (and 1 more refusal)", sentence)
    : t("{0} (and {1} more refusals)", sentence, others.length);
}

function elapsed(ms: number): string {
  return ms < 10 ? `${Math.round(ms * 10) / 10} ms` : `${Math.round(ms)} ms`;
}
