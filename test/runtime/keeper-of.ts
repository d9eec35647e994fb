import { readdirSync, readFileSync, readlinkSync } from "node:fs";

/** The keeper that a runtime has started: the process of its folder that runs `keeper.cjs`. */
export function keeperOf(runtime: number): number {
  const folder = readlinkSync(`/proc/${runtime}/cwd`);
  const found = readdirSync("/proc").find((pid) => /^\d+$/.test(pid) && isKeeper(pid, folder));
  if (!found) throw new Error(`${folder} has no keeper`);
  return Number(found);
}

function isKeeper(pid: string, folder: string): boolean {
  try {
    const [, program = ""] = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
    return program.endsWith("keeper.cjs") && readlinkSync(`/proc/${pid}/cwd`) === folder;
  } catch {
    return false; // gone meanwhile, or another user's
  }
}
