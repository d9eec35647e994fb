import { readFileSync } from "node:fs";

/** Whether a process runs; a zombie that its parent has not collected yet does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    if (process.platform !== "linux") return true;
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.charAt(stat.lastIndexOf(")") + 2) !== "Z";
  } catch {
    return false; // gone, perhaps between the two looks
  }
}

/** Settles when the process is gone: the system tells nobody but its parent, so it is asked. */
export async function gone(pid: number): Promise<void> {
  while (isAlive(pid)) await new Promise((settle) => setTimeout(settle, 5));
}
