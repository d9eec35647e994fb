import { readdir, readlink } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { statOf } from "../state/process-identity.ts";

/**
 * The processes that write into the files of this folder, as the system shows them: what a keeper that is gone has started, by the
 * name of the file without its kind, with the id of the group that each leads. Empty where there is no /proc.
 */
export async function survivorsIn(folder: string): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  const pids = (await readdir("/proc").catch(() => [])).filter((name) => /^\d+$/.test(name));
  await Promise.all(
    pids.map(async (pid) => {
      const name = await spoolOf(pid, folder);
      const stat = name === null ? null : await statOf(Number(pid));
      if (name !== null && stat?.lives) found.set(name, stat.group);
    }),
  );
  return found;
}

/** Which incarnation's file is its standard output or standard error. */
async function spoolOf(pid: string, folder: string): Promise<string | null> {
  for (const descriptor of [1, 2]) {
    const file = await readlink(`/proc/${pid}/fd/${descriptor}`).catch(() => ""); // gone, or another user's
    if (dirname(file) === folder) return basename(file).replace(/\.(out|err)( \(deleted\))?$/, "");
  }
  return null;
}
