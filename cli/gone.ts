import { setTimeout as pause } from "node:timers/promises";

const pauseMs = 10;

/** Settles when no process has this id any more. The system sends no event for a process that is not our child, so it is asked. */
export async function gone(pid: number): Promise<void> {
  while (isAlive(pid)) await pause(pauseMs);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
