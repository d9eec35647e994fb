import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { test } from "node:test";
import { connect, findRuntime } from "../../client/index.ts";
import { Scene } from "./scene.ts";

const three = `name: tree
children:
  - { id: plain, run: node plain.mjs }
  - { id: device, run: node --import tsx device.ts d1 }
  - { id: worker, run: node out/worker.cjs }
`;
const one = `name: tree
children:
  - { id: plain, run: node plain.mjs, plan: [restart], count: infinity }
`;

test("every process stops at its breakpoint, whatever its code was made from", async (t) => {
  const scene = new Scene(t, three);
  scene.compile("worker.cts");
  await scene.launch({ "plain.mjs": ["first"], "device.ts": ["start"], "worker.cts": ["label"] });
  const stops = [await scene.stopped(), await scene.stopped(), await scene.stopped()].map(({ text }) => text);
  assert.deepEqual(stops.sort(), [
    "tree/device #1 breakpoint device.ts:#start (anonymous)",
    "tree/plain #1 breakpoint plain.mjs:#first (anonymous)",
    "tree/worker #1 breakpoint worker.cts:#label run",
  ]);
});

test("the next incarnation stops at the same breakpoint, as another thread, before its first line has run", async (t) => {
  const scene = new Scene(t, one);
  await scene.launch({ "plain.mjs": ["first"] });
  const first = await scene.stopped();
  await scene.dap.request("supertree/killProcess", { threadId: first.threadId });
  await scene.dap.event("thread", ({ reason, threadId }) => reason === "exited" && threadId === first.threadId);
  const second = await scene.stopped();
  assert.equal(second.text, "tree/plain #2 breakpoint plain.mjs:#first (anonymous)");
  assert.notEqual(second.threadId, first.threadId);
  await assert.rejects(scene.dap.request("continue", { threadId: first.threadId }), /no thread/);
});

test("a crash leads to an incarnation that has the breakpoints", async (t) => {
  const scene = new Scene(t, one);
  await scene.launch({ "plain.mjs": ["first"] });
  const { threadId } = await scene.stopped();
  writeFileSync(scene.file("crash"), "");
  await scene.dap.request("continue", { threadId });
  assert.equal((await scene.stopped()).text, "tree/plain #2 breakpoint plain.mjs:#first (anonymous)");
});

test("a child that is started later stops too", async (t) => {
  const scene = new Scene(
    t,
    `name: tree
children:
  - id: devices
    supervisor: { dynamic: { max: 5 }, default: { run: "node --import tsx device.ts {id}" } }
`,
  );
  await scene.launch({ "device.ts": ["reading"] });
  const runtime = await findRuntime(scene.spec);
  assert.ok(runtime);
  const client = await connect(runtime);
  await client.call("start_child", { path: "tree/devices", child: { id: "late" } });
  client.close();
  const { text } = await scene.stopped();
  assert.equal(text, "tree/devices/late #1 breakpoint device.ts:#reading read");
});

test("breakpoints are set, moved and removed while processes run", async (t) => {
  const scene = new Scene(t, three);
  scene.compile("worker.cts");
  await scene.launch();
  await scene.dap.printed("plain is up");
  const set = await scene.breakpoint("plain.mjs", "sum");
  assert.equal(set.verified, true);
  assert.match(set.message ?? "", /^bound in 1 of \d$/);
  const { threadId, text } = await scene.stopped();
  assert.equal(text, "tree/plain #1 breakpoint plain.mjs:#sum add");
  assert.deepEqual(await scene.breakpoints("plain.mjs"), []);
  await scene.dap.request("continue", { threadId });
  const moved = await scene.breakpoint("plain.mjs", "blank");
  assert.equal(moved.line, scene.line("plain.mjs", "tick"));
  assert.equal((await scene.stopped()).text, "tree/plain #1 breakpoint plain.mjs:#tick tick");
});

test("a condition decides, hits are counted, a log point prints and goes on", async (t) => {
  const scene = new Scene(t, one);
  await scene.launch({
    "plain.mjs": [
      { at: "tick", condition: "ticks === 3" },
      { at: "sum", logMessage: "sum of {a} and {b}: {({a, b})}", hitCondition: "2" },
      { at: "return", condition: "ticks > 4", hitCondition: "% 2" },
    ],
  });
  const log = await scene.dap.event("output", ({ output }) => output.includes("sum of"));
  assert.equal(log.output, "[tree/plain] sum of 1 and 1: { a: 1, b: 1 }\n");
  const { threadId, text } = await scene.stopped();
  assert.equal(text, "tree/plain #1 breakpoint plain.mjs:#tick tick");
  assert.match(await scene.variables(await scene.scope(threadId, "Module")), /^ticks: 3$/m);
  await scene.dap.request("continue", { threadId });
  assert.equal((await scene.stopped()).text, "tree/plain #1 breakpoint plain.mjs:#return tick");
  assert.match(await scene.variables(await scene.scope(threadId, "Module")), /^ticks: 6$/m);
});

test("an error in a condition is said once and does not stop; what is no expression is refused at once", async (t) => {
  const scene = new Scene(t, one);
  await scene.launch({
    "plain.mjs": [
      { at: "tick", condition: "nothing.there" },
      { at: "sum", condition: "ticks ===" },
    ],
  });
  const said = await scene.dap.event("output", ({ output }) => output.includes("does not stop"));
  assert.match(said.output, /plain\.mjs:\d+ does not stop: ReferenceError: nothing is not defined/);
  const wrong = await scene.breakpoint("plain.mjs", { at: "sum", condition: "ticks ===" });
  assert.equal(wrong.verified, false);
  assert.match(wrong.message ?? "", /no JavaScript expression/);
  await scene.breakpoints("plain.mjs", { at: "return", condition: "ticks > 10" });
  await scene.stopped();
  const complaints = scene.dap.outputs().filter(({ output }) => output.includes("does not stop"));
  assert.equal(complaints.length, 1);
});
