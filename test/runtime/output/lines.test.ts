import assert from "node:assert/strict";
import { test } from "node:test";
import { isInspectorLine } from "../../../runtime/output/inspector-lines.ts";
import { lineSplitter } from "../../../runtime/output/lines.ts";

function check(chunks: (string | Buffer)[], expected: string[]) {
  const lines: string[] = [];
  const splitter = lineSplitter((line) => lines.push(line));
  for (const chunk of chunks) splitter.put(Buffer.from(chunk));
  splitter.end();
  assert.deepEqual(lines, expected);
}

test("lines are put together from chunks", () => {
  check(["a\nb\n"], ["a", "b"]);
  check(["a", "b\nc"], ["ab", "c"]);
  check(["a\r\n", "\n"], ["a", ""]);
  check([], []);
});

test("a character that is split between chunks stays one", () => {
  const bytes = Buffer.from("zwölf\n");
  check([bytes.subarray(0, 3), bytes.subarray(3)], ["zwölf"]);
});

test("a line without end is cut, and nothing of it is lost", () => {
  check(["x".repeat(65_537), "y\nz"], ["x".repeat(65_536), "xy", "z"]);
});

test("what Node says about its inspector is told from what a program says", () => {
  for (const line of [
    "Debugger listening on ws://127.0.0.1:40123/0b2c",
    "Debugger ending on ws://127.0.0.1:40123/0b2c",
    "For help, see: https://nodejs.org/en/docs/inspector",
    "For help, see: https://nodejs.org/learn/getting-started/debugging",
    "Debugger attached.",
    "Waiting for the debugger to disconnect...",
  ]) {
    assert.equal(isInspectorLine(line), true, line);
  }
  for (const line of ["Debugger attached", "For help, see: https://nodejs.org/api/fs.html", "", "debugger listening"]) {
    assert.equal(isInspectorLine(line), false, line);
  }
});
