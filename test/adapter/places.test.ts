import assert from "node:assert/strict";
import { test } from "node:test";
import { Scene } from "./scene.ts";

const spec = `name: tree
children:
  - { id: calls, run: node calls.mjs }
`;
const sources = `name: tree
children:
  - { id: worker, run: node out/worker.cjs }
  - { id: device, run: node --import tsx device.ts d1 }
`;

test("a breakpoint on a function stops where its body begins, in what is loaded and before what is loaded later", async (t) => {
  const scene = new Scene(t, spec);
  await scene.dap.request("initialize", {});
  const launched = scene.dap.request("launch", { spec: scene.spec });
  await scene.dap.event("initialized");
  const [early] = (await scene.dap.request("setFunctionBreakpoints", { breakpoints: [{ name: "total" }] })).breakpoints;
  assert.match(early?.message ?? "", /No process has loaded a function total/);
  await scene.dap.request("configurationDone");
  await launched;
  const { threadId } = await scene.dap.event("stopped", ({ reason }) => reason === "function breakpoint");
  assert.equal(await scene.top(threadId), "calls.mjs:#totalled total");
  const breakpoints = [{ name: "Device.sample", condition: "n > 3" }, { name: "double" }, { name: "nobody" }];
  const set = (await scene.dap.request("setFunctionBreakpoints", { breakpoints })).breakpoints;
  assert.deepEqual(
    set.map(({ verified, source, line }) => (verified ? scene.place({ source, line }) : "waiting")),
    ["calls.mjs:#sampled", "calls.mjs:#doubled", "waiting"],
  );
  await scene.dap.request("continue", { threadId });
  assert.match((await scene.stopped()).text, /function breakpoint calls\.mjs:#doubled double$/);
  await scene.dap.request("setFunctionBreakpoints", { breakpoints: [breakpoints[0]] });
  await scene.dap.request("continue", { threadId });
  assert.match((await scene.stopped()).text, /function breakpoint calls\.mjs:#sampled sample$/);
  const { id: frameId } = await scene.topFrame(threadId);
  assert.equal((await scene.dap.request("evaluate", { expression: "n", frameId })).result, "4");
});

test("functions are found in code that is made from TypeScript, in CommonJS before it is compiled", async (t) => {
  const scene = new Scene(t, sources);
  scene.compile("worker.cts");
  await scene.dap.request("initialize", {});
  const launched = scene.dap.request("launch", { spec: scene.spec });
  await scene.dap.event("initialized");
  await scene.dap.request("setFunctionBreakpoints", { breakpoints: [{ name: "run" }, { name: "Device.sample" }] });
  await scene.dap.request("configurationDone");
  await launched;
  const stops = [await scene.stopped(), await scene.stopped()].map(({ text }) => text.replace(/^.*breakpoint /, ""));
  assert.deepEqual(stops.sort(), ["device.ts:#sample sample", "worker.cts:#label run"]);
});

test("places for breakpoints: those that V8 has, in the lines of the source", async (t) => {
  const scene = new Scene(t, sources);
  scene.compile("worker.cts");
  await scene.launch({ "worker.cts": ["label"], "device.ts": ["push"] });
  await scene.stopped();
  await scene.stopped();
  const placesOn = async (program: string, marker: string) => {
    const line = scene.line(program, marker);
    const { breakpoints } = await scene.dap.request("breakpointLocations", {
      source: { path: scene.file(program) },
      line,
    });
    assert.deepEqual([...new Set(breakpoints.map((one) => one.line))], [line]);
    return breakpoints.length;
  };
  assert.ok((await placesOn("device.ts", "push")) >= 2, "the statement and the call in it");
  assert.ok((await placesOn("worker.cts", "label")) >= 2);
  const nowhere = { source: { path: scene.file("nobody.ts") }, line: 1 };
  assert.deepEqual(await scene.dap.request("breakpointLocations", nowhere), { breakpoints: [] });
});

test("a breakpoint limited to some processes is bound and stops only there", async (t) => {
  const scene = new Scene(
    t,
    `name: tree
children:
  - { id: api, run: node plain.mjs }
  - id: devices
    supervisor: { strategy: one_for_one }
    children:
      - { id: a, run: node plain.mjs }
      - { id: b, run: node plain.mjs }
`,
  );
  await scene.launch({ "plain.mjs": [{ at: "first", condition: "@devices/b" }] });
  const { text, threadId } = await scene.stopped();
  assert.equal(text, "tree/devices/b #1 breakpoint plain.mjs:#first (anonymous)");
  const set = await scene.breakpoint("plain.mjs", { at: "tick", condition: "@devices ticks > 2" });
  // The other process may not have loaded the file yet.
  if (set.message !== "bound in 2 of 2")
    await scene.dap.event("breakpoint", ({ breakpoint }) => breakpoint.message === "bound in 2 of 2");
  await scene.dap.request("continue", { threadId });
  for (const stop of [await scene.stopped(), await scene.stopped()]) {
    assert.match(stop.text, /^tree\/devices\/[ab] #1 breakpoint plain\.mjs:#tick tick$/);
    assert.match(await scene.variables(await scene.scope(stop.threadId, "Module")), /^ticks: \d+$/m);
  }
});
