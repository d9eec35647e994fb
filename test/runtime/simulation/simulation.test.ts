import assert from "node:assert/strict";
import { test } from "node:test";
import { simulate } from "./simulate.ts";

/**
 * Each run is a tree, a world and what happens to it, out of one seed. A failure names its seed: `SUPERTREE_SEED=7` runs that one alone.
 * `SUPERTREE_RUNS=1000` takes a thousand, about a million events.
 */
const runs = Number(process.env.SUPERTREE_RUNS ?? 120);
const eventsEach = 1000;
const only = process.env.SUPERTREE_SEED;
const seeds = only === undefined ? Array.from({ length: runs }, (_, run) => run + 1) : [Number(only)];

test("whatever the world does, the runtime's loop keeps every law", async (t) => {
  let handled = 0;
  for (const seed of seeds) handled += await simulate(seed, eventsEach);
  assert.ok(handled >= seeds.length * eventsEach);
  t.diagnostic(`${handled} events in ${seeds.length} worlds`);
});
