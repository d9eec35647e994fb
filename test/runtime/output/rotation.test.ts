import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { openLogFile } from "../../../runtime/output/log-file.ts";
import { TotalBound } from "../../../runtime/output/total-bound.ts";
import { type LogRules, usualLogs } from "../../../spec/index.ts";

function folderFor(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "supertree-test-"));
  t.after(() => rmSync(folder, { recursive: true }));
  return folder;
}

function logIn(folder: string, rules: Partial<LogRules>) {
  const failed = (error: unknown) => assert.fail(String(error));
  return openLogFile(join(folder, "a.log"), { rules: { ...usualLogs, ...rules }, failed });
}

/** So many lines, each kept before the next. */
async function write(log: ReturnType<typeof logIn>, from: number, to: number): Promise<void> {
  for (let n = from; n <= to; n++) {
    log.append(`${n}\n`);
    await log.flushed();
  }
}

test("full files are compressed, read like others, and go when there are enough", async (t) => {
  const folder = folderFor(t);
  const log = logIn(folder, { fullBytes: 5, keep: 3, compress: true }); // three lines a file
  await write(log, 1, 10);
  assert.deepEqual(await log.tail(99), ["4", "5", "6", "7", "8", "9", "10"]);
  assert.deepEqual(readdirSync(folder).sort(), ["a.log", "a.log.1.gz", "a.log.2.gz"]);
  const fewer = logIn(folder, { fullBytes: 5, keep: 1 });
  await write(fewer, 11, 13);
  assert.deepEqual(await fewer.tail(99), ["12", "13"], "one that is full goes, with all that were kept before");
  assert.deepEqual(readdirSync(folder), ["a.log"]);
});

test("what is written at once goes into several files, no line in two of them", async (t) => {
  const folder = folderFor(t);
  const log = logIn(folder, { fullBytes: 5, keep: 9 });
  log.append("1\n2\n3\n4\na line that is longer\n6\n");
  await log.flushed();
  const files = readdirSync(folder).sort().reverse();
  const texts = files.map((name) => readFileSync(join(folder, name), "utf8"));
  assert.deepEqual(texts, ["1\n2\n3\n", "4\na line that is longer\n", "6\n"]);
});

test("a file that was left as it was by a crash in the middle of compressing it is read once", async (t) => {
  const folder = folderFor(t);
  const log = logIn(folder, { fullBytes: 5, compress: true });
  await write(log, 1, 4);
  assert.deepEqual(await log.tail(9), ["1", "2", "3", "4"]);
  writeFileSync(join(folder, "a.log.1"), "1\n2\n3\n");
  assert.deepEqual(await log.tail(9), ["1", "2", "3", "4"]);
  await write(log, 5, 7);
  assert.deepEqual(await log.tail(9), ["1", "2", "3", "4", "5", "6", "7"]);
});

test("a file that was begun long ago is full", async (t) => {
  const folder = folderFor(t);
  const log = logIn(folder, { ageMs: 1000 });
  await write(log, 1, 2);
  assert.deepEqual(readdirSync(folder), ["a.log"]);
  t.mock.timers.enable({ apis: ["Date"], now: Date.now() + 2000 });
  await write(log, 3, 3);
  assert.deepEqual(readdirSync(folder).sort(), ["a.log", "a.log.1"]);
  assert.deepEqual(await log.tail(9), ["1", "2", "3"]);
});

test("all together are bounded: the oldest full ones go, whosever they are; those that are written into stay", async (t) => {
  const folder = folderFor(t);
  const files = ["a.log.1", "b.log.2.gz", "b.log.1", "a.log", "b.log"];
  for (const [age, name] of files.entries()) {
    writeFileSync(join(folder, name), "x".repeat(100));
    utimesSync(join(folder, name), age, age);
  }
  const bound = new TotalBound(folder, 300);
  bound.keep();
  await bound.kept();
  assert.deepEqual(readdirSync(folder).sort(), ["a.log", "b.log", "b.log.1"]);
  const tight = new TotalBound(folder, 100);
  tight.keep();
  await tight.kept();
  assert.deepEqual(readdirSync(folder).sort(), ["a.log", "b.log"]);
  assert.equal(statSync(join(folder, "a.log")).size, 100);
});
