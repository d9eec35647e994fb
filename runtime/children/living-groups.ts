import { readdir } from "node:fs/promises";
import { codeOf } from "../refusal.ts";
import { statOf } from "../state/process-identity.ts";

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
    const groups = await Promise.all(pids.map((pid) => groupOf(Number(pid))));
    return new Set(groups.filter((group) => group !== null));
  } catch (error) {
    if (codeOf(error) === "ENOENT") return null;
    throw error;
  }
}

/** Null for a zombie, and for a process that has gone since it was listed. */
async function groupOf(pid: number): Promise<number | null> {
  const stat = await statOf(pid);
  return stat?.lives ? stat.group : null;
}
