import { spawnSync } from "node:child_process";

const windows = process.platform === "win32";

/** A signal to all of the group that `leader` began; a group that is gone is no error. */
export function signalGroup(leader: number, signal: string): void {
  if (windows) spawnSync("taskkill", ["/pid", String(leader), "/T", "/F"], { windowsHide: true });
  else send(-leader, signal);
}

/** Whether anybody of it is left, dead and uncollected or not. Windows knows no groups: there nobody can tell. */
export function groupIsLeft(leader: number): boolean {
  return !windows && send(-leader, 0);
}

/** `EPERM` says that there is somebody who has taken another user's rights. */
function send(pid: number, signal: string | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
