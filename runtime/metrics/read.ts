import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { readPs, readStat, readUnits, type Units, type Usage } from "./usage.ts";

/** What every process of this machine uses now; null where the system does not tell. */
export function readUsage(): Promise<Usage[] | null> {
  if (process.platform === "linux") return fromProc();
  return process.platform === "win32" ? Promise.resolve(null) : fromPs();
}

let units: Promise<Units> | null = null;

async function fromProc(): Promise<Usage[] | null> {
  units ??= readFile("/proc/self/auxv").then(readUnits);
  const known = await units;
  const uptime = await readFile("/proc/uptime", "utf8");
  const uptimeMs = Number.parseFloat(uptime) * 1_000;
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name)).map(Number);
  const read = await Promise.all(
    pids.map(async (pid) => {
      const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => null); // it has gone since it was listed
      return stat === null ? null : readStat(pid, stat, known, uptimeMs);
    }),
  );
  return read.filter((usage) => usage !== null);
}

const run = promisify(execFile);

async function fromPs(): Promise<Usage[] | null> {
  const words = ["-A", "-o", "pid=,pgid=,rss=,time=,etime="];
  const answer = await run("ps", words, { maxBuffer: 64 * 1024 * 1024 }).catch(() => null); // a system without ps tells nothing
  return answer && readPs(answer.stdout);
}
