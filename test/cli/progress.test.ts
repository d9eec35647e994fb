import assert from "node:assert/strict";
import { test } from "node:test";
import { ProgressLine } from "../../cli/progress-line.ts";
import { load, type Tree, views } from "../../core/index.ts";
import { progressText, scaleProgress, treeProgress } from "../../words/index.ts";
import { happen } from "../core/supervision/check.ts";
import { tree as treeOf } from "../core/supervision/notation.ts";
import { World } from "../core/supervision/world.ts";

const text = (tree: Tree, before: Parameters<typeof treeProgress>[1] = null) => {
  const progress = treeProgress(views(tree), before);
  return progress && progressText(progress, 8);
};

test("a tree's start counts who is ready, its end who is gone", () => {
  const world = new World(treeOf("one_for_one at_once=9: a ready=9s | b ready=9s | c | d ready=9s"));
  assert.equal(text(world.tree), null);
  happen(world, "start");
  assert.equal(text(world.tree), "starting ██░░░░░░ 1 of 4 ready");
  happen(world, "a ready");
  happen(world, "b ready");
  assert.equal(text(world.tree), "starting ██████░░ 3 of 4 ready");
  happen(world, "d ready");
  assert.equal(text(world.tree), null);
  for (const id of ["a", "b", "c", "d"]) happen(world, `${id} is deaf`);
  happen(world, "stop");
  const before = treeProgress(views(world.tree), null);
  assert.equal(text(world.tree, before), "stopping ░░░░░░░░ 0 of 4 stopped");
  happen(world, "c exits normal");
  assert.equal(text(world.tree, before), "stopping ██░░░░░░ 1 of 4 stopped");
});

test("scaling counts up to the new number, or those that are gone", () => {
  const world = new World(treeOf("max=9 template=d-{n}: d-1 | d-2"));
  happen(world, "start");
  const nodes = views(world.tree);
  assert.deepEqual(scaleProgress(nodes, "t", 1, 4), { doing: "starting", done: 2, total: 4 });
  assert.deepEqual(scaleProgress(nodes, "t", 5, 1), { doing: "stopping", done: 3, total: 4 });
  assert.deepEqual(treeProgress(views(load(treeOf("a"))), null), null);
});

test("the line is drawn anew, other lines come above it, and it is gone in the end; without a terminal there is none", () => {
  const draw = (terminal: { isTTY: boolean }, options = {}) => {
    let written = "";
    const line = new ProgressLine(options, { ...terminal, write: (more) => (written += more) });
    line.show({ doing: "starting", done: 0, total: 4 });
    line.show({ doing: "starting", done: 3, total: 30 });
    line.aside(() => (written += "a is running\n"));
    line.show(null);
    return written;
  };
  const bar = `starting ███${"░".repeat(27)} 3 of 30 ready`;
  assert.equal(draw({ isTTY: true }), `\r${bar}\u001b[K\r\u001b[Ka is running\n${bar}\r\u001b[K`);
  assert.equal(draw({ isTTY: false }), "a is running\n");
  assert.equal(draw({ isTTY: true }, { json: true }), "a is running\n");
});
