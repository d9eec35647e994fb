import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { once } from "node:events";
import { availableParallelism } from "node:os";
import { test } from "node:test";

/**
 * Each run is a tree, a world and what happens to it, out of one seed. A failure names its seed: `SUPERTREE_SEED=7` runs that one alone.
 * A thousand runs are a million events; `SUPERTREE_RUNS=100` takes fewer.
 */
const runs = Number(process.env.SUPERTREE_RUNS ?? 1000);
const eventsEach = 1000;
const only = process.env.SUPERTREE_SEED;
const seeds = only === undefined ? Array.from({ length: runs }, (_, run) => run + 1) : [Number(only)];

test("whatever the world does, the runtime's loop keeps every law", async (t) => {
  const processes = Math.min(availableParallelism(), seeds.length);
  const shares = Array.from({ length: processes }, (_, share) =>
    seeds.filter((_, index) => index % processes === share),
  );
  const handled = (await Promise.all(shares.map(simulated))).reduce((sum, each) => sum + each, 0);
  assert.ok(handled >= seeds.length * eventsEach);
  t.diagnostic(`${handled} events in ${seeds.length} worlds`);
});

/** Runs these seeds in a process of their own; answers with how many events were handled. */
async function simulated(share: readonly number[]): Promise<number> {
  const child = fork(new URL("./share.ts", import.meta.url), [eventsEach, ...share].map(String));
  const [[told]] = await Promise.all([once(child, "message"), once(child, "exit")]);
  if ("failure" in told) throw new Error(told.failure);
  return told.handled;
}
