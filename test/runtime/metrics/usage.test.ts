import assert from "node:assert/strict";
import { test } from "node:test";
import { readPs, readStat, readUnits } from "../../../runtime/metrics/usage.ts";

const units = { pageBytes: 4096, ticksPerSecond: 100 };
const behind = "70 0 -1 4194560 1 0 0 0 150 50 0 0 20 0 11 0 9000 700000 256 1844";

test("a line of /proc says group, processor time, memory and age, whatever the process is called", () => {
  const stat = `77 (a) S) x (y) S 1 70 ${behind}`;
  assert.deepEqual(readStat(77, stat, units, 100_000), {
    pid: 77,
    group: 70,
    cpuMs: 2_000,
    memoryBytes: 256 * 4096,
    ageMs: 10_000,
  });
});

test("other pages and ticks count otherwise", () => {
  const usage = readStat(77, `77 (n) S 1 70 ${behind}`, { pageBytes: 16_384, ticksPerSecond: 1_000 }, 100_000);
  assert.deepEqual([usage?.cpuMs, usage?.memoryBytes, usage?.ageMs], [200, 256 * 16_384, 91_000]);
});

test("a zombie uses nothing, and a text of another form says nothing", () => {
  assert.equal(readStat(77, `77 (n) Z 1 70 ${behind}`, units, 0), null);
  assert.equal(readStat(77, "", units, 0), null);
  assert.equal(readStat(77, "77 (n) S 1 70", units, 0), null);
});

const ps: [line: string, expected: string][] = [
  ["  77    70   2048 00:03 01:02", "77 of 70: 3000 ms, 2097152 B, 62000 ms old"],
  ["77 70 1 0:03.25 2-03:04:05", "77 of 70: 3250 ms, 1024 B, 183845000 ms old"],
  ["77 70 1 01:00:00 10:00", "77 of 70: 3600000 ms, 1024 B, 600000 ms old"],
  ["PID PGID RSS TIME ELAPSED", ""],
  ["", ""],
];
for (const [line, expected] of ps) {
  test(`ps: “${line.trim()}”`, () => {
    const told = readPs(line).map(
      ({ pid, group, cpuMs, memoryBytes, ageMs }) =>
        `${pid} of ${group}: ${cpuMs} ms, ${memoryBytes} B, ${ageMs} ms old`,
    );
    assert.equal(told.join(), expected);
  });
}

test("the auxiliary vector has the units", () => {
  const words = [33n, 1n, 6n, 65_536n, 17n, 250n, 0n, 0n];
  const auxv = Buffer.alloc(words.length * 8);
  for (const [index, word] of words.entries()) auxv.writeBigUInt64LE(word, index * 8);
  assert.deepEqual(readUnits(auxv), { pageBytes: 65_536, ticksPerSecond: 250 });
});
