import assert from "node:assert/strict";
import { test } from "node:test";
import { readingOf, samplesOf, type Watched } from "../../../runtime/metrics/samples.ts";
import type { Usage } from "../../../runtime/metrics/usage.ts";

/** `10/10:2000` is process 10 of group 10 with two seconds of processor time; each has a megabyte and is a minute old. */
function usages(text: string): Usage[] {
  return text.split(" ").map((word) => {
    const [, pid, group, cpuMs] = /^(\d+)\/(\d+):(\d+)$/.exec(word) ?? [];
    return { pid: Number(pid), group: Number(group), cpuMs: Number(cpuMs), memoryBytes: 2 ** 20, ageMs: 60_000 };
  });
}

const watched = (...pids: number[]): Watched[] =>
  pids.map((pid) => ({ path: `t/${pid}`, incarnation: 1, pid, eventLoop: null }));

function check(before: string | null, now: string, processes: Watched[], expected: string): void {
  const first = before === null ? null : readingOf(0, usages(before), processes);
  const samples = samplesOf(first, readingOf(2_000, usages(now), processes), processes);
  const told = samples.map(
    ({ path, cpu, memoryBytes, uptimeMs, processes: count }) =>
      `${path} ${cpu} ${(memoryBytes ?? 0) / 2 ** 20} MB ${count} ${(uptimeMs ?? 0) / 1000} s`,
  );
  assert.equal(told.join("\n"), expected);
}

test("the first sample has no processor share", () => check(null, "10/10:500", watched(10), "t/10 null 1 MB 1 60 s"));

test("the share is what was used since, over the time since", () =>
  check("10/10:500", "10/10:1500", watched(10), "t/10 0.5 1 MB 1 60 s"));

test("the whole group counts: one that came brings all it used, one that went takes nothing back", () =>
  check("10/10:500 11/10:9000", "10/10:500 12/10:1000", watched(10), "t/10 0.5 2 MB 2 60 s"));

test("other groups are nobody's", () => check("10/10:0", "10/10:0 20/20:999", watched(10), "t/10 0 1 MB 1 60 s"));

test("a process that leads no group, an adopted one, is counted alone", () =>
  check("10/9:0 9/9:0", "10/9:2000 9/9:9000", watched(10), "t/10 1 1 MB 1 60 s"));

test("a process that has gone has no sample", () => check("10/10:0", "11/11:0", watched(10), ""));

test("a new process under a known pid begins anew", () =>
  check("11/11:0", "10/10:700", watched(10), "t/10 null 1 MB 1 60 s"));

test("where the system tells nothing, what agents say is still told", () => {
  const eventLoop = { meanDelayMs: 1, maxDelayMs: 2, utilization: 0.1 };
  const [process] = watched(10);
  assert.ok(process);
  const told = [{ ...process, eventLoop }];
  assert.deepEqual(samplesOf(null, readingOf(0, null, told), told), [
    { ...process, eventLoop, cpu: null, memoryBytes: null, uptimeMs: null, processes: null },
  ]);
});
