import assert from "node:assert/strict";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { setImmediate as nextTurn } from "node:timers/promises";
import { openLogFile } from "../../../runtime/output/log-file.ts";
import { fromLogText, logName, toLogText } from "../../../runtime/output/log-text.ts";
import { usualLogs as rules } from "../../../spec/index.ts";
import type { LogLine } from "../../../wire/index.ts";

async function inFolder(use: (folder: string) => Promise<void>) {
  const folder = await mkdtemp(join(tmpdir(), "supertree-test-"));
  try {
    await use(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

const fail = (error: unknown) => assert.fail(String(error));

test("the last lines are those appended last, across files", () =>
  inFolder(async (folder) => {
    const file = join(folder, "a.log");
    const log = openLogFile(file, { rules, failed: fail });
    assert.deepEqual(await log.tail(3), []);
    for (let n = 1; n <= 60_000; n++) {
      log.append(`line ${n} ${"x".repeat(30)}\n`);
      if (n % 1000 === 0) await log.flushed();
    }
    assert.deepEqual(
      (await log.tail(3)).map((line) => line.split(" ")[1]),
      ["59998", "59999", "60000"],
    );
    const many = (await log.tail(40_000)).map((line) => Number(line.split(" ")[1]));
    assert.deepEqual(
      many,
      Array.from({ length: 40_000 }, (_, index) => 20_001 + index),
    );
    assert.deepEqual((await readdir(folder)).sort(), ["a.log", "a.log.1", "a.log.2"]);
    for (const each of await readdir(folder)) assert.ok((await stat(join(folder, each))).size < 1.2 * 1024 * 1024);
  }));

test("a log that was there before goes on", () =>
  inFolder(async (folder) => {
    const file = join(folder, "a.log");
    const first = openLogFile(file, { rules, failed: fail });
    first.append("one\n");
    await first.flushed();
    const second = openLogFile(file, { rules, failed: fail });
    second.append("two\n");
    assert.deepEqual(await second.tail(9), ["one", "two"]);
  }));

test("a log that cannot be written is told once, and written when it can be", () =>
  inFolder(async (folder) => {
    const told: unknown[] = [];
    const log = openLogFile(join(folder, "missing", "a.log"), { rules, failed: (error) => told.push(error) });
    log.append("one\n");
    log.append("two\n");
    while (told.length === 0) await nextTurn();
    await mkdir(join(folder, "missing"));
    assert.deepEqual(await log.tail(9), ["one", "two"]);
    assert.equal(told.length, 1);
  }));

test("a last line that a crash has cut short is cut off", () =>
  inFolder(async (folder) => {
    const file = join(folder, "a.log");
    await writeFile(file, "one\ntw");
    const log = openLogFile(file, { rules, failed: fail });
    assert.deepEqual(await log.tail(9), ["one"]);
    log.append("two\n");
    assert.deepEqual(await log.tail(9), ["one", "two"]);
  }));

test("a file that follows a full one begins with its heading", () =>
  inFolder(async (folder) => {
    const file = join(folder, "a.log");
    const log = openLogFile(file, { rules, failed: fail, heading: () => "heading\n" });
    for (const line of [`${"x".repeat(1100 * 1024)}\n`, "y\n"]) {
      log.append(line);
      await log.flushed();
    }
    assert.equal(await readFile(file, "utf8"), "heading\ny\n");
  }));

test("a line comes back from its text", () => {
  const line: LogLine = { path: "a/b", incarnation: 3, stream: "stderr", at: 1_700_000_000_123, text: "x: | y \u2028" };
  const text = toLogText(line, 512);
  assert.equal(text, "2023-11-14T22:13:20.123Z #3 err@512| x: | y \u2028\n");
  assert.deepEqual(fromLogText("a/b", text.slice(0, -1)), line);
  assert.equal(fromLogText("a/b", "some other program wrote this"), null);
});

test("a file's name is the path's, made safe", () => {
  assert.equal(logName("fleet/devices/device-1"), "fleet%2Fdevices%2Fdevice-1");
  assert.equal(logName("a/../*'~"), "a%2F..%2F%2a%27%7e");
  const long = logName(`fleet/${"ü".repeat(300)}`);
  assert.ok(long.length <= 204);
  assert.notEqual(long, logName(`fleet/${"ü".repeat(301)}`));
});
