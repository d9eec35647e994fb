import { test } from "node:test";
import { torment } from "./harness.ts";

/**
 * Real children, real deaths. `SUPERTREE_SEED=7` repeats one run, `SUPERTREE_FAULTS_CHILDREN=300 SUPERTREE_FAULTS_MINUTES=60` is the long one.
 * Children need a moment each to be started and stopped, so that the short run has few of them.
 */
const seed = Number(process.env.SUPERTREE_SEED ?? Math.floor(Math.random() * 2 ** 31));
const children = Number(process.env.SUPERTREE_FAULTS_CHILDREN ?? 12);
const minutes = Number(process.env.SUPERTREE_FAULTS_MINUTES ?? 0.4);

test("no child dies that nobody killed, none lives twice, no line is lost or there twice", async (t) => {
  const say = process.env.SUPERTREE_FAULTS_MINUTES === undefined ? () => {} : (text: string) => console.log(text);
  const faults = await torment({ seed, children, until: Date.now() + minutes * 60_000, say });
  t.diagnostic(`${faults} faults with seed ${seed}`);
});
