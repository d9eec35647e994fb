import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { apply, delta, diff, inOrder, type Snapshot, snapshot, type TreeNode } from "../../wire/index.ts";
import { anyTree } from "./arbitrary-tree.ts";

test("apply undoes diff: what a client keeps is what the runtime has", () => {
  fc.assert(
    fc.property(anyTree, anyTree, (before, later) => {
      const after = { ...later, seq: before.seq + 1 };
      const step = diff(before, after);
      if (step === null) return assert.deepEqual(sameOrder(before), sameOrder(after));
      assert.deepEqual(sameOrder(apply(before, delta.parse(overTheWire(step)))), sameOrder(after));
    }),
  );
});

test("nothing changed is no delta, and a tree survives the wire", () => {
  fc.assert(
    fc.property(anyTree, (tree) => {
      assert.equal(diff(tree, overTheWire(tree)), null);
      assert.deepEqual(snapshot.parse(overTheWire(tree)), tree);
    }),
  );
});

test("a tree is in order: parents before children, siblings by rank", () => {
  fc.assert(
    fc.property(anyTree, fc.infiniteStream(fc.nat()), (tree, chance) => {
      const keys = new Map(tree.nodes.map((node) => [node.path, chance.next().value]));
      const shuffled = [...tree.nodes].sort((a, b) => (keys.get(a.path) ?? 0) - (keys.get(b.path) ?? 0));
      const ordered = inOrder(shuffled);
      assert.equal(ordered.length, tree.nodes.length);
      const place = new Map(ordered.map((node, index) => [node.path, index]));
      for (const [index, node] of ordered.entries()) {
        if (node.parent !== null) assert.ok((place.get(node.parent) ?? Infinity) < index);
        const elder = ordered.slice(0, index).findLast((other) => other.parent === node.parent);
        if (elder) assert.ok(elder.rank <= node.rank);
      }
    }),
  );
});

test("a snapshot that is read at last is the same, however many before it were not", () => {
  fc.assert(
    fc.property(fc.array(anyTree, { minLength: 2, maxLength: 6 }), fc.integer({ min: 1, max: 90 }), (trees, times) => {
      const [first] = trees;
      assert.ok(first);
      let kept: Snapshot = first;
      let last = first;
      for (let round = 0; round < times; round++) {
        for (const tree of trees) {
          const after = { ...tree, root: first.root, seq: kept.seq + 1 };
          const step = diff({ ...last, seq: kept.seq }, after);
          if (step) kept = apply(kept, step);
          last = after;
        }
      }
      assert.deepEqual(sameOrder(kept), sameOrder(last));
    }),
    { numRuns: 12 },
  );
});

test("a delta out of turn is refused", () => {
  fc.assert(
    fc.property(anyTree, (tree) => {
      assert.throws(() => apply(tree, { seq: tree.seq, changed: [], removed: [] }), /does not follow/);
      assert.throws(() => apply(tree, { seq: tree.seq + 2, changed: [], removed: [] }), /does not follow/);
    }),
  );
});

/** Siblings of one rank have no order among them. */
function sameOrder(tree: Snapshot): TreeNode[] {
  return inOrder([...tree.nodes].sort((a, b) => (a.path < b.path ? -1 : 1)));
}

function overTheWire<T>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}
