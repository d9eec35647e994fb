import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "../../../core/index.ts";
import { fromCheckedLines, toCheckedLine } from "../../../runtime/state/checked-lines.ts";
import { linesOf, type TreeLine, treeOf } from "../../../runtime/state/tree-lines.ts";
import { tree } from "../../core/supervision/notation.ts";

const saved = { tree: load(tree("one_for_one: a | b")), machineRun: "m", processes: new Map() };
const lines = [...linesOf(saved, "1.2.3")];

test("a line that was cut short at the end counts as not written, one that is damaged before it is found", () => {
  const text = [{ a: 1 }, { b: "ü" }].map(toCheckedLine).join("");
  assert.deepEqual(fromCheckedLines(text), { ok: true, values: [{ a: 1 }, { b: "ü" }] });
  assert.deepEqual(fromCheckedLines(text.slice(0, -1)), { ok: true, values: [{ a: 1 }] });
  assert.deepEqual(fromCheckedLines(text.slice(0, -5)), { ok: true, values: [{ a: 1 }] });
  assert.deepEqual(fromCheckedLines(text.replace('"a"', '"c"')), { ok: false, line: 1 });
  assert.deepEqual(fromCheckedLines(""), { ok: true, values: [] });
});

test("lines of an older format are led through each step to the newest", () => {
  const renamed = (from: string, to: string) => (line: TreeLine) =>
    JSON.parse(JSON.stringify(line).replaceAll(`"${from}"`, `"${to}"`)) as TreeLine;
  const old = lines.map((line) => renamed("incarnation", "life")(line));
  const steps = { 2: renamed("life", "lives"), 3: renamed("lives", "incarnation") };
  const read = treeOf(old, steps, 4);
  assert.ok(read.ok);
  assert.equal(read.saved.tree.nodes.get("t/a")?.incarnation, 0);
});

test("what cannot be read is said with its reason", () => {
  const reason = (values: unknown[], newest?: number) => {
    const read = treeOf(values, {}, newest);
    return read.ok ? null : read.reason;
  };
  assert.equal(reason([]), "it does not begin as the file of a tree");
  assert.equal(reason(lines, 0), "it was written by version 1.2.3, which is newer");
  assert.equal(reason([lines[0], lines.at(-1)]), "it has no t");
  assert.equal(reason(lines.slice(0, -1)), "its end is missing");
  assert.equal(reason([...lines, lines[0]]), "it begins twice");
});
