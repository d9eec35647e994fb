/** What the system says of one process. */
export interface Usage {
  pid: number;
  /** The pid of the process that leads its group. */
  group: number;
  /** Processor time since it started. */
  cpuMs: number;
  memoryBytes: number;
  ageMs: number;
}

/** The units of /proc, and how long the system has been up. */
export interface Units {
  pageBytes: number;
  ticksPerSecond: number;
}

/** Where `/proc/PID/stat` has what we want, counted from behind the name; `man 5 proc` counts two more. */
const field = { group: 2, userTicks: 11, systemTicks: 12, startTicks: 19, pages: 21 } as const;

/** Reads `/proc/PID/stat`; null for a zombie, which uses nothing, and for a text of another form. */
export function readStat(pid: number, stat: string, units: Units, systemUptimeMs: number): Usage | null {
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" "); // behind the name, which may contain anything
  if (fields.length <= field.pages || fields[0] === "Z" || fields[0] === "X") return null;
  const at = (name: keyof typeof field) => Number(fields[field[name]]);
  const tickMs = 1_000 / units.ticksPerSecond;
  return {
    pid,
    group: at("group"),
    cpuMs: (at("userTicks") + at("systemTicks")) * tickMs,
    memoryBytes: at("pages") * units.pageBytes,
    ageMs: Math.max(0, systemUptimeMs - at("startTicks") * tickMs),
  };
}

/** Reads the lines of `ps -A -o pid=,pgid=,rss=,time=,etime=`; those of another form are left out. */
export function readPs(text: string): Usage[] {
  return text.split("\n").flatMap((line) => {
    const [pid, group, kilobytes, time, age] = line.trim().split(/\s+/);
    const cpuMs = clockMs(time ?? "");
    const ageMs = clockMs(age ?? "");
    if (cpuMs === null || ageMs === null) return [];
    return [{ pid: Number(pid), group: Number(group), memoryBytes: Number(kilobytes) * 1024, cpuMs, ageMs }];
  });
}

/** `1-02:03:04`, `02:03:04`, `03:04`, `03:04.56` → milliseconds; null for anything else. */
function clockMs(text: string): number | null {
  const match = /^(?:(?:(\d+)-)?(\d+):)?(\d+):(\d+(?:\.\d+)?)$/.exec(text);
  if (!match) return null;
  const [days, hours, minutes, seconds] = match.slice(1).map((part) => Number(part ?? 0));
  return Math.round((((days ?? 0) * 24 + (hours ?? 0)) * 60 + (minutes ?? 0)) * 60_000 + (seconds ?? 0) * 1_000);
}

/** The two entries of Linux's auxiliary vector that say what /proc counts in; 0 ends the list. */
const pageSizeKey = 6n;
const clockTicksKey = 17n;

/** Reads `/proc/self/auxv`: pairs of machine words. */
export function readUnits(auxv: Buffer): Units {
  const units: Units = { pageBytes: 4096, ticksPerSecond: 100 };
  const wordBytes = 8;
  for (let at = 0; at + 2 * wordBytes <= auxv.length; at += 2 * wordBytes) {
    const value = Number(auxv.readBigUInt64LE(at + wordBytes));
    const key = auxv.readBigUInt64LE(at);
    if (key === pageSizeKey) units.pageBytes = value;
    if (key === clockTicksKey) units.ticksPerSecond = value;
  }
  return units;
}
