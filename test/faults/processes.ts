import { readdirSync, readFileSync } from "node:fs";

/** A process that writes for a child of the tree. */
export interface Writer {
  pid: number;
  id: string;
  /** With the pid it names one process for ever. */
  startTime: string;
}

/** Whoever runs `writer.mjs` in this folder now, as the system shows it. */
export function writersIn(folder: string): Writer[] {
  return readdirSync("/proc").flatMap((name) => (/^\d+$/.test(name) ? (writerOf(name, folder) ?? []) : []));
}

export function keeperIn(folder: string): number | null {
  const found = readdirSync("/proc").find((name) => /^\d+$/.test(name) && runs(name, "keeper.cjs", folder));
  return found === undefined ? null : Number(found);
}

function writerOf(pid: string, folder: string): Writer | null {
  try {
    const [, program, id = ""] = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
    if (!program?.endsWith("writer.mjs") || !isIn(pid, folder)) return null;
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    // One that leads no group is what a writer starts, as long as it has not become another program.
    if (fields[0] === "Z" || fields[2] !== pid) return null;
    return { pid: Number(pid), id, startTime: fields[19] ?? "" };
  } catch {
    return null; // gone while it was looked at, or another user's
  }
}

function runs(pid: string, program: string, folder: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0")[1]?.endsWith(program) === true && isIn(pid, folder);
  } catch {
    return false;
  }
}

/** Its PWD is what it was started with. */
function isIn(pid: string, folder: string): boolean {
  return readFileSync(`/proc/${pid}/environ`, "utf8").split("\0").includes(`FAULTS=${folder}`);
}
