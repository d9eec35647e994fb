import { setTimeout as pause } from "node:timers/promises";
import { isAlive } from "../client/index.ts";

const pauseMs = 10;

/** Settles when no process has this id any more. The system sends no event for a process that is not our child, so it is asked. */
export async function gone(pid: number): Promise<void> {
  while (isAlive(pid)) await pause(pauseMs);
}
