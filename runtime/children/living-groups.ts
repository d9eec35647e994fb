import { readdir, readFile } from "node:fs/promises";
import { codeOf } from "../refusal.ts";

let scan: Promise<Set<number> | null> | null = null;

/** The process groups in which a process lives that is no zombie; null where there is no /proc. All who ask at the same time share one look. */
export function livingGroups(): Promise<Set<number> | null> {
  scan ??= look().finally(() => {
    scan = null;
  });
  return scan;
}

async function look(): Promise<Set<number> | null> {
  try {
    const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
    const groups = await Promise.all(pids.map(groupOf));
    return new Set(groups.filter((group) => group !== null));
  } catch (error) {
    if (codeOf(error) === "ENOENT") return null;
    throw error;
  }
}

/** Null for a zombie, and for a process that has gone since it was listed. */
async function groupOf(pid: string): Promise<number | null> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  const [state, , group] = stat.slice(stat.lastIndexOf(")") + 2).split(" "); // behind the name, which may contain anything
  return state === undefined || group === undefined || state === "Z" || state === "X" ? null : Number(group);
}
