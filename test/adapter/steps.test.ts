import assert from "node:assert/strict";
import { test } from "node:test";
import { Scene } from "./scene.ts";

const spec = `name: tree
children:
  - { id: plain, run: node plain.mjs }
  - { id: device, run: node --import tsx device.ts d1 }
`;

/** One request of each kind, and where the process stands after it. */
async function walk(scene: Scene, threadId: number, ...moves: readonly string[]): Promise<string[]> {
  const places: string[] = [];
  for (const move of moves) {
    await scene.dap.request(move, { threadId });
    await scene.dap.event("stopped", (body) => body.threadId === threadId);
    places.push(await scene.top(threadId));
  }
  return places;
}

test("steps over, into and out of functions", async (t) => {
  const scene = new Scene(t, spec);
  await scene.launch({ "plain.mjs": ["tick"] }, { only: ["tree/plain"] });
  const { threadId } = await scene.stopped();
  await scene.breakpoints("plain.mjs");
  assert.deepEqual(await walk(scene, threadId, "next", "stepIn", "next", "stepOut"), [
    "plain.mjs:#add tick",
    "plain.mjs:#sum add",
    "plain.mjs:#summed add",
    "plain.mjs:#return tick",
  ]);
});

test("a step is a line of the source, also where the code is all on one line", async (t) => {
  const scene = new Scene(t, spec);
  await scene.launch({ "device.ts": ["sample"] }, { only: ["tree/device"] });
  const { threadId, text } = await scene.stopped();
  assert.equal(text, "tree/device #1 breakpoint device.ts:#sample sample");
  await scene.breakpoints("device.ts");
  assert.deepEqual(await walk(scene, threadId, "stepIn", "next", "next", "stepOut", "next"), [
    "device.ts:#celsius read",
    "device.ts:#reading read",
    "device.ts:#returned read",
    "device.ts:#push sample",
    "device.ts:#sampled sample",
  ]);
});

test("files of skipFiles are stepped past", async (t) => {
  const scene = new Scene(t, spec);
  await scene.launch({ "plain.mjs": ["helped"] }, { only: ["tree/plain"], skipFiles: ["**/helper.mjs"] });
  const { threadId } = await scene.stopped();
  assert.deepEqual(await walk(scene, threadId, "stepIn"), ["plain.mjs:#after (anonymous)"]);
});

test("one process pauses and goes on, and the others do not notice", async (t) => {
  const scene = new Scene(t, spec);
  await scene.launch();
  await scene.dap.printed("plain is up");
  const { threads } = await scene.dap.request("threads");
  const plain = threads.find((thread) => thread.name === "tree/plain #1")?.id ?? 0;
  await assert.rejects(scene.dap.request("next", { threadId: plain }), /is not paused/);
  await assert.rejects(scene.dap.request("stackTrace", { threadId: plain }), /is not paused/);
  await scene.dap.request("pause", { threadId: plain });
  const { reason, allThreadsStopped } = await scene.dap.event("stopped", ({ threadId }) => threadId === plain);
  assert.deepEqual([reason, allThreadsStopped], ["pause", false]);
  const { threads: states } = await scene.dap.request("supertree/threads");
  assert.equal(states.filter(({ state }) => state === "paused").length, 1);
  const answer = await scene.dap.request("continue", { threadId: plain });
  assert.equal(answer.allThreadsContinued, false);
  await assert.rejects(scene.dap.request("continue", { threadId: plain }), /is not paused/);
});

test("all processes that are paused go on together", async (t) => {
  const scene = new Scene(t, spec);
  await scene.launch({ "plain.mjs": ["first"], "device.ts": ["start"] });
  await scene.stopped();
  await scene.stopped();
  assert.deepEqual(await scene.dap.request("supertree/continue", {}), { processes: 2 });
  await scene.dap.printed("plain is up");
});

test("stopOnEntry stops each process at the first line of its program", async (t) => {
  const scene = new Scene(t, spec);
  await scene.launch({}, { stopOnEntry: true });
  const stops = [await scene.stopped(), await scene.stopped()].map(({ text }) => text.split(" ").slice(0, 4).join(" "));
  assert.deepEqual(stops.map((text) => text.replace(/:.*/, "")).sort(), [
    "tree/device #1 entry device.ts",
    "tree/plain #1 entry plain.mjs",
  ]);
});
