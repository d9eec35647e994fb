import assert from "node:assert/strict";
import { closeSync, mkdtempSync, readdirSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { Ahead, filesAfter } from "../../../keeper/ahead.ts";

const order = { path: "t/a", incarnation: 3, program: "a", words: [], cwd: "/", env: {}, announce: null };

test("the files of the next incarnation are known from those of the one before", () => {
  assert.deepEqual(filesAfter({ ...order, stdout: "/o/t%2Fa.3.3.out", stderr: "/o/t%2Fa.3.3.err" }), [
    "/o/t%2Fa.3.4.out",
    "/o/t%2Fa.3.4.err",
  ]);
  assert.deepEqual(filesAfter({ ...order, stdout: "/o/named-otherwise", stderr: "/o/a.2.err" }), []);
});

test("a file that was opened ahead is taken once; one that nobody takes is gone again", (t) => {
  const folder = mkdtempSync(join(tmpdir(), "supertree-test-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const [taken, left] = [join(folder, "a.4.out"), join(folder, "a.4.err")];
  const ahead = new Ahead();
  ahead.open([taken, left, join(folder, "there-is-no-such-folder", "x")]);
  assert.deepEqual(readdirSync(folder).sort(), ["a.4.err", "a.4.out"]);
  const descriptor = ahead.take(taken);
  ahead.drop([taken, left]);
  assert.deepEqual(readdirSync(folder), ["a.4.out"]);
  writeSync(descriptor, "still open");
  closeSync(descriptor);
  ahead.open([left]);
  ahead.dropAll();
  assert.deepEqual(readdirSync(folder), ["a.4.out"]);
});
