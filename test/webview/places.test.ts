import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { noFilter, viewOf } from "../../webview/model.ts";
import { takenAlong } from "../../webview/tree/along.ts";
import { draw } from "../../webview/tree/drawing.ts";
import { applyAll, nodeAt } from "../../webview/tree/places.ts";
import { sightOf, spotAt } from "../../webview/tree/sight.ts";
import { apply, childStates, type Delta, type Strategy } from "../../wire/index.ts";
import { fleet, snapshot, supervisor, worker } from "./trees.ts";

const change = fc.oneof(
  fc.record({
    kind: fc.constant("state" as const),
    n: fc.integer({ min: 1, max: 6 }),
    state: fc.constantFrom(...childStates),
  }),
  fc.record({ kind: fc.constant("new" as const), n: fc.integer({ min: 7, max: 9 }) }),
  fc.record({ kind: fc.constant("gone" as const), n: fc.integer({ min: 1, max: 9 }) }),
  fc.record({
    kind: fc.constant("moved" as const),
    n: fc.integer({ min: 1, max: 6 }),
    rank: fc.integer({ min: 1, max: 20 }),
  }),
);

test("many deltas at once lead where one after the other leads", () => {
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 12 }), (changes) => {
      const path = (n: number) => `fleet/devices/device-${n}`;
      const deltas = changes.map((each, index): Delta => {
        if (each.kind === "gone") return { seq: index + 2, changed: [], removed: [path(each.n)] };
        const rank = each.kind === "moved" ? each.rank : each.n;
        const state = each.kind === "state" ? { state: each.state } : {};
        return { seq: index + 2, changed: [worker(path(each.n), rank, state)], removed: [] };
      });
      const tree = fleet(6);
      const expected = deltas.reduce(apply, tree);
      const got = applyAll(tree, deltas);
      assert.deepEqual(new Set(got.nodes), new Set(expected.nodes));
      assert.equal(got.seq, expected.seq);
      for (const node of expected.nodes) assert.deepEqual(nodeAt(got, node.path), node);
    }),
  );
});

const family = (strategy: Strategy) =>
  snapshot(
    supervisor("t", 0, { strategy }),
    worker("t/a", 1),
    supervisor("t/b", 2),
    worker("t/b/x", 1),
    worker("t/c", 3),
  );

for (const [strategy, child, expected] of [
  ["one_for_one", "t/a", "t/a"],
  ["one_for_one", "t/b", "t/b t/b/x"],
  ["one_for_all", "t/c", "t/a t/b t/b/x t/c"],
  ["rest_for_one", "t/a", "t/a t/b t/b/x t/c"],
  ["rest_for_one", "t/b", "t/b t/b/x t/c"],
  ["rest_for_one", "t/b/x", "t/b/x"],
  ["one_for_all", "t", "t"],
] as const) {
  test(`${strategy}: a crash of ${child} takes along ${expected}`, () => {
    assert.equal([...takenAlong(family(strategy), child)].join(" "), expected);
  });
}

test("a screenful of cards is elements; more of them are painted, all but the one that the keyboard is at", () => {
  const few = draw(viewOf(fleet(8), noFilter, new Set()));
  const camera = { mode: "free", x: 0, y: 0, scale: 0.6, glide: false } as const;
  const viewport = { width: 4000, height: 4000 };
  assert.equal(sightOf(few, camera, viewport, null).tiles.length, 0);
  const group = draw(viewOf(fleet(200), noFilter, new Set())).spots.at(-1)?.key ?? "";
  const many = draw(viewOf(fleet(200), noFilter, new Set([group])));
  const sight = sightOf(many, camera, viewport, "fleet/devices/device-7");
  assert.equal(sight.tiles.length, 202);
  assert.deepEqual(
    sight.cards.map(({ key }) => key),
    ["fleet", "fleet/devices", group, "fleet/devices/device-7"],
  );
  const device = many.spots.find(({ key }) => key === "fleet/devices/device-9");
  assert.ok(device);
  const at = { x: (device.x + 5) * camera.scale, y: (device.y + 5) * camera.scale };
  assert.equal(spotAt(many, camera, at)?.key, device.key);
});
