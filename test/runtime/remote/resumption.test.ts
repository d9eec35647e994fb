import assert from "node:assert/strict";
import { test } from "node:test";
import { connect, watchTree } from "../../../client/index.ts";
import type { Delta, Snapshot } from "../../../wire/index.ts";
import { startNode } from "./node.ts";

const spec = `name: t
children:
  - { id: a, run: sleep 1000, plan: [restart], count: infinity }
`;

test("a client elsewhere that was cut off goes on from the last delta that it saw", async (t) => {
  const { far, watcher } = await startNode(t, spec);
  await watcher.pid("t/a");
  const first = await connect(await far("read-only"));
  const { snapshot: seen } = await watchTree(first, () => {});
  first.close();
  await first.closed;
  await watcher.client.call("kill", { path: "t/a" });
  await watcher.pid("t/a", 2);

  const again = await connect(await far("read-only"));
  const told: [Snapshot, Delta | null][] = [];
  const { snapshot } = await watchTree(again, (tree, delta) => told.push([tree, delta]), seen);
  again.close();
  assert.deepEqual(told[0], [seen, null]);
  assert.ok(told.length > 1 && told.slice(1).every(([, delta]) => delta !== null), "no snapshot was sent again");
  const answer = await watcher.client.call("watch_tree", {});
  assert.ok("snapshot" in answer);
  assert.deepEqual(snapshot.nodes, answer.snapshot.nodes);
});
