import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { extended, type History, type HistoryEntry, standing } from "../../wire/index.ts";
import { fleet, worker } from "../webview/trees.ts";

const happened = fc.array(
  fc.record({ n: fc.integer({ min: 1, max: 6 }), pid: fc.integer({ min: 1, max: 999 }), goes: fc.boolean() }),
  { minLength: 1, maxLength: 40 },
);

function entriesOf(changes: readonly { n: number; pid: number; goes: boolean }[]): HistoryEntry[] {
  return changes.map(({ n, pid, goes }, index) => {
    const path = `fleet/devices/device-${n}`;
    const delta = goes
      ? { seq: index + 2, changed: [], removed: [path] }
      : { seq: index + 2, changed: [worker(path, n, { pid })], removed: [] };
    return { kind: "delta", at: (index + 1) * 10, delta };
  });
}

const begun: History = { base: fleet(4), from: 0, entries: [] };

test("what is forgotten became part of the base: from then on the tree stands as it did", () => {
  fc.assert(
    fc.property(happened, fc.integer({ min: 2, max: 30 }), fc.integer({ min: 0, max: 400 }), (changes, most, at) => {
      const entries = entriesOf(changes);
      const whole = { ...begun, entries };
      const bounded = entries.reduce<History>((past, entry) => extended(past, [entry], most), begun);
      assert.ok(bounded.entries.length <= most);
      const moment = Math.max(at, bounded.from);
      assert.deepEqual(standing(bounded, moment).nodes, standing(whole, moment).nodes);
    }),
  );
});

test("before anything happened the tree stands as it began", () => {
  assert.equal(standing({ ...begun, entries: entriesOf([{ n: 1, pid: 7, goes: true }]) }, 9), begun.base);
});
