import assert from "node:assert/strict";
import { test } from "node:test";
import { isInspectorLine } from "../../../runtime/output/inspector-lines.ts";

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
