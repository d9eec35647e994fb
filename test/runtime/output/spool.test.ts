import assert from "node:assert/strict";
import { appendFileSync, mkdtempSync, rmSync, truncateSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { Spool } from "../../../runtime/output/spool.ts";

function fileFor(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "supertree-test-"));
  t.after(() => rmSync(folder, { recursive: true }));
  return join(folder, "a.out");
}

/** Chunks as they are written, each followed by a look; then the end. `text@place` is what is given. */
function check(t: TestContext, chunks: (string | Buffer)[], expected: string[]) {
  const file = fileFor(t);
  const spool = new Spool(file, 0);
  const given: string[] = [];
  const give = (text: string, end: number) =>
    void given.push(`${text.length > 9 ? `${text[0]}*${text.length}` : text}@${end}`);
  for (const chunk of chunks) {
    appendFileSync(file, chunk);
    while (spool.read(give));
  }
  spool.readRest(give);
  assert.deepEqual(given, expected);
}

test("lines are put together from what was written in parts, each with the place behind it", (t) => {
  check(t, ["a\nb\n"], ["a@2", "b@4"]);
  check(t, ["a", "b\nc"], ["ab@3", "c@4"]);
  check(t, ["a\r\n", "\n"], ["a@3", "@4"]);
  check(t, [], []);
});

test("a character that is written in two parts stays one", (t) => {
  const bytes = Buffer.from("zwölf\n");
  check(t, [bytes.subarray(0, 3), bytes.subarray(3)], ["zwölf@7"]);
});

test("a line without end is cut between characters, and nothing of it is lost", (t) => {
  check(t, ["x".repeat(65_537), "y\nz"], ["x*65536@65536", "xy@65539", "z@65540"]);
  check(t, [`x${"ü".repeat(32_768)}`, "\n"], ["x*32768@65535", "ü@65538"]);
});

test("who comes later reads on from the place where the last line ended", (t) => {
  const file = fileFor(t);
  appendFileSync(file, "a\nb\nc");
  const given: string[] = [];
  const spool = new Spool(file, 2);
  spool.read((text) => void given.push(text));
  assert.deepEqual(given, ["b"]);
  assert.equal(spool.isBehind, true);
});

test("a file that somebody empties is read from its new beginning", (t) => {
  const file = fileFor(t);
  const given: string[] = [];
  const spool = new Spool(file, 0);
  const look = () => spool.read((text) => void given.push(text));
  appendFileSync(file, "before\n");
  look();
  truncateSync(file);
  appendFileSync(file, "after\n");
  look();
  assert.deepEqual(given, ["before", "after"]);
});
