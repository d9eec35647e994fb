import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { type Event, load, plan, type Tree, views } from "../../core/index.ts";
import { Publisher } from "../../runtime/publisher.ts";
import { apply, type Delta, type Snapshot } from "../../wire/index.ts";
import { tree as treeOf } from "../core/supervision/notation.ts";

/** A tree whose children hold and release, one a millisecond, and what a client hears of it. */
class Stage {
  at = 0;
  tree: Tree;
  readonly deltas: Delta[] = [];
  readonly publisher: Publisher;
  picture: Snapshot;
  #timers: { at: number; ring: () => void }[] = [];

  constructor(text: string) {
    this.tree = plan(load(treeOf(text)), { kind: "start_tree", at: 0, seed: 1 }).tree;
    const clock = {
      now: () => this.at,
      wake: (at: number, ring: () => void) => {
        const timer = { at, ring };
        this.#timers.push(timer);
        return () => (this.#timers = this.#timers.filter((one) => one !== timer));
      },
    };
    this.publisher = new Publisher(this.tree, clock, (delta) => {
      this.deltas.push(delta);
      this.picture = apply(this.picture, delta);
    });
    this.picture = this.publisher.snapshot();
  }

  async happen(event: Omit<Extract<Event, { kind: "call" }>, "at" | "seed">): Promise<void> {
    const step = plan(this.tree, { ...event, at: this.at, seed: 1 });
    this.tree = step.tree;
    this.publisher.touch(step.tree, step.touched);
    await this.pass(1);
  }

  async pass(ms: number): Promise<void> {
    this.at += ms;
    const due = this.#timers.filter(({ at }) => at <= this.at);
    this.#timers = this.#timers.filter(({ at }) => at > this.at);
    for (const { ring } of due) ring();
    await turn();
  }
}

test("what happens now and then is told at once; of very much, some times a second", async () => {
  const children = Array.from({ length: 100 }, (_, n) => `c${n}`);
  const stage = new Stage(`one_for_one: ${children.join(" | ")}`);
  for (let n = 0; n < 15; n += 1) {
    await stage.happen({ kind: "call", id: n, call: { name: "hold", path: `t/c${n}` } });
    assert.equal(stage.deltas.length, n + 1);
  }
  for (let n = 0; n < 1000; n += 1) {
    const name = n % 2 === 0 ? "hold" : "release";
    await stage.happen({ kind: "call", id: n, call: { name, path: `t/c${n % 99}` } });
  }
  assert.ok(stage.deltas.length < 50, `${stage.deltas.length} deltas in a second`);
  await stage.pass(50);
  assert.deepEqual(stage.picture.nodes, views(stage.tree));
  const heard = stage.deltas.length;
  await stage.pass(5000);
  await stage.happen({ kind: "call", id: 1, call: { name: "hold", path: "t/c99" } });
  assert.equal(stage.deltas.length, heard + 1);
});

test("an answer has all before it that led to it", async () => {
  const stage = new Stage("one_for_one: a | b");
  for (let n = 0; n < 40; n += 1) {
    await stage.happen({ kind: "call", id: n, call: { name: n % 2 === 0 ? "hold" : "release", path: "t/a" } });
  }
  const step = plan(stage.tree, { kind: "call", id: 1, call: { name: "hold", path: "t/b" }, at: stage.at, seed: 1 });
  stage.publisher.touch(step.tree, step.touched);
  stage.publisher.flush();
  assert.deepEqual(stage.picture.nodes, views(step.tree));
});
