import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Filter, noFilter, viewOf } from "../../webview/model.ts";
import { drawingText, spokenName } from "../../webview/text.ts";
import { draw } from "../../webview/tree/drawing.ts";
import { childStates, type Snapshot, type TreeNode } from "../../wire/index.ts";
import { fleet, now, plan, snapshot, supervisor, worker, zoo } from "./trees.ts";

function drawingOf(tree: Snapshot, filter: Partial<Filter> = {}, turned: string[] = []) {
  return draw(viewOf(tree, { ...noFilter, ...filter }, new Set(turned)));
}

function check(tree: Snapshot, options: { filter?: Partial<Filter>; turned?: string[] }, expected: string): void {
  assert.equal(
    drawingText(drawingOf(tree, options.filter, options.turned), now),
    expected.replace(/^\n|\n *$/g, "").replace(/^ {6}/gm, ""),
  );
}

test("supervisors with strategy, workers with pid, incarnation, restarts and plan; up to eight like siblings one by one", () => {
  check(
    fleet(2),
    {},
    `
      ▾ fleet  rest_for_one  running
        · broker  running  pid 4001  #1  ↻0  [«restart», restart after 5s, stop]
        · ingest  running  pid 4002  #1  ↻0
        · api  running  pid 4003  #1  ↻0  [restart after 1s ×2 up to 30s, «wait»]
        ▾ devices  one_for_one  running
          · device-1  running  pid 5001  #1  ↻0
          · device-2  running  pid 5002  #1  ↻0
    `,
  );
});

test("nine like siblings and more are one group with a histogram of their states", () => {
  check(
    fleet(12, (n) => (n === 3 ? { state: "failed", pid: null } : {})),
    {},
    `
      ▾ fleet  rest_for_one  running
        · broker  running  pid 4001  #1  ↻0  [«restart», restart after 5s, stop]
        · ingest  running  pid 4002  #1  ↻0
        · api  running  pid 4003  #1  ↻0  [restart after 1s ×2 up to 30s, «wait»]
        ▾ devices  one_for_one  running
          ▸ device-{n} ×12  11 running, 1 failed
    `,
  );
});

test("only neighbours that look alike gather, in start order", () => {
  const shards = Array.from({ length: 9 }, (_, n) => worker(`farm/shard${n}`, n));
  check(
    snapshot(supervisor("farm", 0), ...shards, worker("farm/api", 20), worker("farm/shard99", 21)),
    {},
    `
      ▾ farm  one_for_one  running
        ▸ shard{n} ×9  9 running
        · api  running  pid 4020  #1  ↻0
        · shard99  running  pid 4021  #1  ↻0
    `,
  );
});

test("a group opens and a supervisor closes", () => {
  const group = drawingOf(fleet(9)).spots.at(-1)?.key ?? "";
  assert.equal(drawingText(drawingOf(fleet(9), {}, [group]), now).split("\n").length, 5 + 1 + 9);
  check(
    fleet(9),
    { turned: ["fleet/devices", "fleet"] },
    `
      ▸ fleet  rest_for_one  running  12 running
    `,
  );
});

test("a search keeps what matches and its supervisors, and never ends in a closed group", () => {
  const found = `
      ▾ fleet  rest_for_one  running
        ▾ devices  one_for_one  running
          · device-17  running  pid 5017  #1  ↻0
    `;
  check(fleet(40), { filter: { search: "Device-17" } }, found);
  check(fleet(40), { filter: { search: "5017" } }, found);
  assert.equal(drawingOf(fleet(40), { search: "nobody" }).spots.length, 0);
});

test("a filter by state counts what it shows", () => {
  const tree = fleet(40, (n) => (n > 38 ? { state: "failed", pid: null } : {}));
  const { shown, total } = drawingOf(tree, { states: new Set(["failed"]) });
  assert.deepEqual({ shown, total }, { shown: 2, total: 45 });
});

test("every state has a word of its own, and a delayed restart its countdown", () => {
  check(
    zoo(childStates),
    {},
    `
      ▾ zoo  one_for_all  running
        · starting  starting  pid 4000  #1  ↻0
        · running  running  pid 4001  #1  ↻0
        · paused  paused  pid 4002  #1  ↻0
        · held  held  pid 4003  #1  ↻0
        · restarting  restarting in 3.4 s  #1  ↻0
        · waiting  waiting  #1  ↻0
        · stopping  stopping  pid 4006  #1  ↻0
        · stopped  stopped  #1  ↻0
        · failed  failed  #1  ↻0
    `,
  );
});

test("a screen reader hears what the card shows, and where it is", () => {
  const spot = drawingOf(fleet(3)).spots.at(-1);
  assert.ok(spot);
  assert.equal(spokenName(spot, now), "device-3, worker, running, pid 5003, incarnation 1, restarts 0");
  assert.deepEqual([spot.level, spot.position, spot.siblings], [3, 3, 3]);
});

test("a worker with a plan marks the element that the next exit executes", () => {
  check(
    snapshot(
      supervisor("t", 0),
      worker("t/a", 0, { plan: plan(["restart", { stop: "tired" }, { function: "choose" }], 2), restart: null }),
    ),
    {},
    `
      ▾ t  one_for_one  running
        · a  running  pid 4000  #1  ↻0  [restart, stop: tired, «ƒ choose»]
    `,
  );
});

test("whatever the tree, no two cards overlap and every link joins a parent to its child", () => {
  const trees = fc.array(fc.record({ parent: fc.nat(), kind: fc.constantFrom("s", "w"), digit: fc.boolean() }), {
    maxLength: 60,
  });
  fc.assert(
    fc.property(trees, fc.boolean(), (seeds, open) => {
      const tree = grown(seeds);
      const closed = drawingOf(tree);
      const groups = closed.spots.filter(({ branch }) => branch.kind === "group").map(({ key }) => key);
      const { spots, links, width, height } = open ? drawingOf(tree, {}, groups) : closed;
      const byKey = new Map(spots.map((spot) => [spot.key, spot]));
      for (const spot of spots) {
        assert.ok(spot.x >= 0 && spot.y >= 0 && spot.x + spot.width <= width && spot.y + spot.height <= height);
        for (const other of spots) {
          if (other === spot || other.parent === spot.key || spot.parent === other.key) continue;
          const apart =
            other.x >= spot.x + spot.width ||
            spot.x >= other.x + other.width ||
            other.y >= spot.y + spot.height ||
            spot.y >= other.y + other.height;
          assert.ok(apart, `${spot.key} overlaps ${other.key}`);
        }
      }
      for (const { key, from, to } of links) {
        const child = byKey.get(key);
        const parent = byKey.get(child?.parent ?? "");
        assert.ok(child && parent && from.x === parent.x + parent.width && to.x === child.x);
      }
    }),
    { numRuns: 60 },
  );
});

/** A tree from any numbers: each node hangs below one of the supervisors made before it. */
function grown(seeds: { parent: number; kind: string; digit: boolean }[]): Snapshot {
  const supervisors = ["root"];
  const nodes: TreeNode[] = [supervisor("root", 0)];
  for (const [index, seed] of seeds.entries()) {
    const path = `${supervisors[seed.parent % supervisors.length]}/${seed.digit ? "n" : `x${"abcdefghij"[index % 10]}`}${index}`;
    if (seed.kind === "s") supervisors.push(path);
    nodes.push(seed.kind === "s" ? supervisor(path, index) : worker(path, index));
  }
  return snapshot(...nodes);
}
