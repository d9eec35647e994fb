import type { EventLoop, MetricsSample, Path } from "../../wire/index.ts";
import type { Usage } from "./usage.ts";

/** A process that somebody watches, and what its agent has said last. */
export interface Watched {
  path: Path;
  incarnation: number;
  pid: number;
  eventLoop: EventLoop | null;
}

/** What the processes of a moment had used. */
export interface Reading {
  at: number;
  /** By the pid that leads; null where the system tells nothing. */
  groups: ReadonlyMap<number, readonly Usage[]> | null;
}

/** Puts processes into the groups of those that are watched: a process that leads none is alone. */
export function readingOf(at: number, usages: readonly Usage[] | null, watched: readonly Watched[]): Reading {
  if (usages === null) return { at, groups: null };
  const groups = new Map<number, Usage[]>(watched.map(({ pid }) => [pid, []]));
  for (const usage of usages) (groups.get(usage.group) ?? groups.get(usage.pid))?.push(usage);
  return { at, groups };
}

/** What each used, its processors since the reading before; a process that is gone by now has no sample. */
export function samplesOf(before: Reading | null, now: Reading, watched: readonly Watched[]): MetricsSample[] {
  return watched.flatMap((process): MetricsSample[] => {
    if (now.groups === null) return [{ ...process, cpu: null, memoryBytes: null, uptimeMs: null, processes: null }];
    const group = now.groups.get(process.pid) ?? [];
    const leader = group.find(({ pid }) => pid === process.pid);
    if (!leader) return [];
    return [
      {
        ...process,
        cpu: cpuOf(before, now.at, group, leader),
        memoryBytes: group.reduce((sum, { memoryBytes }) => sum + memoryBytes, 0),
        uptimeMs: Math.round(leader.ageMs),
        processes: group.length,
      },
    ];
  });
}

/** A process that has come since brings all it used; one that has gone takes nothing back. */
function cpuOf(before: Reading | null, at: number, group: readonly Usage[], leader: Usage): number | null {
  const known = before?.groups?.get(leader.pid);
  if (!before || !known?.some(({ pid }) => pid === leader.pid) || at <= before.at) return null;
  const used = new Map(known.map(({ pid, cpuMs }) => [pid, cpuMs]));
  const since = group.reduce((sum, { pid, cpuMs }) => sum + Math.max(0, cpuMs - (used.get(pid) ?? 0)), 0);
  return Math.round((since / (at - before.at)) * 1_000) / 1_000;
}
