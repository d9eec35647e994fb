import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { codeOf } from "../refusal.ts";

/** What /proc says of a process. */
export interface ProcessStat {
  /** False for a zombie, which answers to signals like the living. */
  lives: boolean;
  /** The pid of the process that leads its group. */
  group: number;
  /** In clock ticks; with the pid it names one process for ever. */
  startTime: string;
}

/** Null where there is no /proc or no such process. */
export async function statOf(pid: number): Promise<ProcessStat | null> {
  try {
    return read(await readFile(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return null; // no /proc here, or the process is gone: the pid alone has to do
  }
}

function read(stat: string): ProcessStat {
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" "); // behind the name, which may contain anything
  const [state = "X", , group] = fields;
  return { lives: state !== "Z" && state !== "X", group: Number(group), startTime: fields[19] ?? "" };
}

/** When a process started, in the clock ticks of /proc; null where there is no /proc or no such process. */
export async function startTimeOf(pid: number): Promise<string | null> {
  return (await statOf(pid))?.startTime ?? null;
}

/** The same, asked of the system without a way through other threads: of a thousand processes at once that takes a fifth of the time. */
export function startTimeNow(pid: number): string | null {
  try {
    return read(readFileSync(`/proc/${pid}/stat`, "utf8")).startTime;
  } catch {
    return null;
  }
}

/** Whether `pid` still is the process that started at `startTime`. */
export async function isSameProcess(pid: number, startTime: string | null): Promise<boolean> {
  if (!isThere(pid)) return false;
  if (startTime === null) return true;
  const stat = await statOf(pid);
  return stat?.lives === true && stat.startTime === startTime;
}

/** Signal 0 only asks; `EPERM` says that the process is there and another user's. */
function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === "EPERM";
  }
}
