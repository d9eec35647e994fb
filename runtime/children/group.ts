import { spawnSync } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { codeOf } from "../refusal.ts";
import { livingGroups } from "./living-groups.ts";

const windows = process.platform === "win32";
/** How long a group that was sent SIGKILL may linger: who is left then is a zombie, or waits for a disk that does not answer. */
const lingerMs = 2000;

/** Sends a signal to one process; a process that is gone already is no error. */
export function signalProcess(pid: number, name: string): void {
  sendTo(pid, name);
}

/** Sends a signal to all processes of the group that `leader` began; false when there is none left. */
export function signalGroup(leader: number, name: string): boolean {
  if (!windows) return sendTo(-leader, name);
  return spawnSync("taskkill", ["/pid", String(leader), "/T", "/F"], { windowsHide: true }).status === 0;
}

/**
 * Settles when nothing of the group lives. `killed` tells whether SIGKILL has been sent, from when on it waits only so long.
 * Nobody is told of the end of a process that is not a child, so it has to ask again and again.
 */
export async function groupGone(leader: number, killed: () => boolean): Promise<void> {
  let waitedMs = 0;
  for (let pauseMs = 2; (await isLeft(leader)) && waitedMs < lingerMs; pauseMs = Math.min(pauseMs * 2, 50)) {
    await sleep(pauseMs);
    waitedMs = killed() ? waitedMs + pauseMs : 0;
  }
}

/** Zombies answer to signals like the living; where there is a /proc it tells them apart. */
async function isLeft(leader: number): Promise<boolean> {
  if (windows || !sendTo(-leader, 0)) return false;
  const living = await livingGroups();
  return living === null || living.has(leader);
}

function sendTo(pid: number, signal: string | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch (error) {
    if (codeOf(error) === "ESRCH") return false;
    if (codeOf(error) === "EPERM") return true; // it is there, and it has taken another user's rights
    throw error;
  }
}
