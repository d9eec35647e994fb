import type { Path } from "../../wire/index.ts";
import { codeOf } from "../refusal.ts";
import { statOf } from "../state/process-identity.ts";

/** A process that may be taken over. */
export interface Found {
  pid: number;
  /** Null where the system does not tell; then the pid alone names it. */
  startTime: string | null;
  /** Whether a signal may go to its whole group: it leads one, and nobody else's. */
  leads: boolean;
}

/** The process with this pid, or why it cannot be supervised and what to do instead. */
export async function adoptable(pid: number, taken: ReadonlyMap<number, Path>): Promise<Found | string> {
  if (!Number.isSafeInteger(pid) || pid <= 1)
    return `${pid} is no process that can be adopted: give its pid, as ps shows it.`;
  if (pid === process.pid)
    return `Process ${pid} is this runtime itself, which cannot supervise itself: give another pid.`;
  if (pid === process.ppid) return `Process ${pid} started this runtime, which would end with it: give another pid.`;
  const owner = taken.get(pid);
  if (owner !== undefined) return `Process ${pid} is ${owner} of this tree already: give another pid.`;
  const denied = denial(pid);
  if (denied !== null) return denied;
  const [stat, own] = await Promise.all([statOf(pid), statOf(process.pid)]);
  if (stat === null) return { pid, startTime: null, leads: isGroup(pid) };
  if (!stat.lives) return gone(pid);
  const around = taken.get(stat.group);
  if (around !== undefined) {
    return `Process ${pid} was started by ${around} of this tree and ends with it: start it by a child of its own instead.`;
  }
  return { pid, startTime: stat.startTime, leads: stat.group === pid && own?.group !== pid };
}

function denial(pid: number): string | null {
  try {
    process.kill(pid, 0);
    return null;
  } catch (error) {
    if (codeOf(error) === "EPERM")
      return `Process ${pid} is another user's and could not be stopped: run the runtime as that user.`;
    if (codeOf(error) === "ESRCH") return gone(pid);
    throw error;
  }
}

function gone(pid: number): string {
  return `There is no process ${pid}: it has ended, or its pid is another; look it up with ps.`;
}

function isGroup(pid: number): boolean {
  try {
    return process.kill(-pid, 0);
  } catch {
    return false; // no such group, or not ours to signal
  }
}
