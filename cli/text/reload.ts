import type { Migrated, Refusal, Reloaded, ReloadResult, RollingRestart } from "../../wire/index.ts";

/** What a reload did, or why it did nothing, for people; `done` is the word for what was done. */
export function reloadText(result: ReloadResult, done: "Reloaded" | "Rolled back"): string {
  switch (result.outcome) {
    case "unchanged":
      return "Unchanged: what runs is what is on disk.";
    case "checked":
    case "committed": {
      const word = result.outcome === "checked" ? "Possible:" : done;
      const took = result.outcome === "checked" ? "" : ` in ${Math.round(result.elapsedMs)} ms`;
      return [
        ...result.reloaded.flatMap((each) => [`${word} ${reloadedText(each)}${took}`, ...detailText(each, done)]),
        ...migratedText(result.migrated),
        ...result.warnings.map((warning) => `  Warning: ${warning}`),
      ].join("\n");
    }
    case "refused":
      return ["Refused; nothing changed.", ...result.refusals.map(refusalText), ...remedy(result.restart)].join("\n");
  }
}

/** What is about to begin anew, a line a file. */
export function anewText(reloaded: readonly Reloaded[]): string {
  const lines = reloaded.flatMap(({ file, anew }) => (anew.length === 0 ? [] : [`${file}: ${beginsAnew(anew)}`]));
  return [...new Set(lines)].join("\n");
}

export function rollingText({ restarted, failed }: RollingRestart): string {
  const done = restarted.length === 0 ? [] : [`Restarted ${restarted.join(", ")}`];
  const stopped =
    failed === null ? [] : [`Stopped at ${failed.path}: ${failed.message} Those after it are as they were.`];
  return [...done, ...stopped].join("\n");
}

function reloadedText({ file, version, patched, processes }: Reloaded): string {
  const names = patched.length === 0 ? "" : ` (${patched.join(", ")})`;
  return `${file} version ${version}${names} in ${counted(processes.length, "process", "processes")}`;
}

function detailText({ because, anew, stays }: Reloaded, done: "Reloaded" | "Rolled back"): string[] {
  const state = done === "Rolled back" ? `as it was before the reload: ${anew.join(", ")}` : beginsAnew(anew);
  return [
    ...(because === null ? [] : [`  loaded anew: ${because}`]),
    ...(anew.length === 0 ? [] : [`  ${state}`]),
    ...stays.map(({ what, where }) => `  stays on the old code: ${what} (${where.file}:${where.line})`),
  ];
}

function beginsAnew(anew: readonly string[]): string {
  return `begins anew: ${anew.join(", ")} (declare it with hot.state to keep it)`;
}

/** One line a state, with how many processes have it. */
function migratedText(migrated: readonly Migrated[]): string[] {
  const counts = new Map<string, number>();
  for (const { name, from, to } of migrated) {
    const text = `  state ${name} from version ${from} to ${to}`;
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return [...counts].map(([text, count]) => `${text} in ${counted(count, "process", "processes")}`);
}

function refusalText({ path, message, where }: Refusal): string {
  const place = where === null ? "" : `${where.file}:${where.line}:${where.column}: `;
  return `  ${place}${path === null ? "" : `${path}: `}${message}`;
}

function remedy(restart: readonly string[]): string[] {
  if (restart.length === 0) return [];
  return [`A restart of these brings the new code in (supertree reload --restart): ${restart.join(", ")}`];
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
