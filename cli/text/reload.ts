import type { ReloadResult } from "../../wire/index.ts";

type Reloaded = Extract<ReloadResult, { outcome: "committed" }>["reloaded"][number];
type Refusal = Extract<ReloadResult, { outcome: "refused" }>["refusals"][number];

/** What a reload did, or why it did nothing, for people; `done` is the word for what was done. */
export function reloadText(result: ReloadResult, done: "Reloaded" | "Rolled back"): string {
  switch (result.outcome) {
    case "unchanged":
      return "Unchanged: what runs is what is on disk.";
    case "checked":
      return result.reloaded.map((each) => `Possible: ${reloadedText(each)}`).join("\n");
    case "committed":
      return result.reloaded
        .map((each) => `${done} ${reloadedText(each)} in ${Math.round(result.elapsedMs)} ms`)
        .join("\n");
    case "refused":
      return ["Refused; nothing changed.", ...result.refusals.map(refusalText), ...remedy(result.restart)].join("\n");
  }
}

function reloadedText({ file, version, patched, processes }: Reloaded): string {
  const names = patched.length === 0 ? "" : ` (${patched.join(", ")})`;
  return `${file} version ${version}${names} in ${processes.length} ${processes.length === 1 ? "process" : "processes"}`;
}

function refusalText({ path, message, where }: Refusal): string {
  const place = where === null ? "" : `${where.file}:${where.line}:${where.column}: `;
  return `  ${place}${path === null ? "" : `${path}: `}${message}`;
}

function remedy(restart: readonly string[]): string[] {
  return restart.length === 0 ? [] : [`A restart of these brings the new code in: ${restart.join(", ")}`];
}
