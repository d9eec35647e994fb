import { readFile } from "node:fs/promises";
import { codeOf } from "../refusal.ts";

/** When a process started, in the clock ticks of /proc; null where there is no /proc or no such process. With the pid it names one process for ever. */
export async function startTimeOf(pid: number): Promise<string | null> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? null; // behind the name, which may contain anything
  } catch {
    return null; // no /proc here, or the process is gone: the pid alone has to do
  }
}

/** Whether `pid` still is the process that started at `startTime`. */
export async function isSameProcess(pid: number, startTime: string | null): Promise<boolean> {
  return isAlive(pid) && (startTime === null || (await startTimeOf(pid)) === startTime);
}

/** Signal 0 only asks; `EPERM` says that the process is there and another user's. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === "EPERM";
  }
}
