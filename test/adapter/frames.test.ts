import assert from "node:assert/strict";
import { test } from "node:test";
import { Scene } from "./scene.ts";

const spec = `name: tree
children:
  - { id: calls, run: node calls.mjs }
`;

async function stoppedAt(scene: Scene, marker: string, more: object = {}): Promise<number> {
  await scene.launch({ "calls.mjs": [marker] }, more);
  const { threadId } = await scene.stopped();
  await scene.breakpoints("calls.mjs");
  return threadId;
}

test("a step goes into the call that is chosen, and past those before it", async (t) => {
  const scene = new Scene(t, spec);
  const threadId = await stoppedAt(scene, "sum");
  const { id: frameId } = await scene.topFrame(threadId);
  const { targets } = await scene.dap.request("stepInTargets", { frameId });
  assert.deepEqual(
    targets.map(({ label }) => label),
    ["total(…)", "double(…)", "sample(…)"],
  );
  const sample = targets.find(({ label }) => label.startsWith("sample"));
  await scene.dap.request("stepIn", { threadId, targetId: sample?.id });
  assert.match((await scene.stopped()).text, /step calls\.mjs:#sampled sample$/);
  await scene.dap.request("stepOut", { threadId });
  await scene.stopped();
  const again = (await scene.dap.request("stepInTargets", { frameId: (await scene.topFrame(threadId)).id })).targets;
  await scene.dap.request("stepIn", { threadId, targetId: again.find(({ label }) => label.startsWith("total"))?.id });
  assert.match((await scene.stopped()).text, /step calls\.mjs:#totalled total$/);
});

test("a frame is begun again", async (t) => {
  const scene = new Scene(t, spec);
  const threadId = await stoppedAt(scene, "done");
  const frame = await scene.topFrame(threadId);
  assert.equal(frame.canRestart, true);
  await scene.dap.request("restartFrame", { frameId: frame.id });
  const { reason } = await scene.dap.event("stopped");
  assert.deepEqual([reason, await scene.top(threadId)], ["restart", "calls.mjs:#round round"]);
  await assert.rejects(scene.dap.request("restartFrame", { frameId: frame.id }), /no longer there/);
});

test("a step by lines passes the statements of its line", async (t) => {
  const scene = new Scene(t, spec);
  const threadId = await stoppedAt(scene, "round");
  await scene.dap.request("next", { threadId, granularity: "line" });
  assert.match((await scene.stopped()).text, /step calls\.mjs:#sum round$/);
});

test("what a function is about to return is shown, and can be changed", async (t) => {
  const scene = new Scene(t, spec);
  const threadId = await stoppedAt(scene, "totalled");
  await scene.dap.request("next", { threadId });
  await scene.stopped();
  const local = await scene.scope(threadId, "Local");
  assert.match((await scene.variable(local, "Return value")).value, /^\d+$/);
  const set = { variablesReference: local, name: "Return value", value: "a * 1000" };
  assert.equal((await scene.dap.request("setVariable", set)).value, "2000");
  await scene.dap.request("stepOut", { threadId });
  await scene.stopped();
  await scene.dap.request("next", { threadId });
  await scene.stopped();
  assert.equal((await scene.variable(await scene.scope(threadId, "Local"), "sum")).value, "2000");
});

test("asynchronous callers are in the stack as deep as asked for", async (t) => {
  const scene = new Scene(t, spec);
  const threadId = await stoppedAt(scene, "round", { showAsyncStacks: { onAttach: 4 } });
  const { stackFrames, totalFrames } = await scene.dap.request("stackTrace", { threadId, format: { line: true } });
  assert.equal(totalFrames, stackFrames.length);
  const boundary = stackFrames.findIndex(({ presentationHint }) => presentationHint === "label");
  assert.equal(stackFrames[boundary]?.name, "await");
  const caller = stackFrames[boundary + 1];
  assert.match(caller?.name ?? "", /^outer Line \d+$/);
  assert.deepEqual(await scene.dap.request("scopes", { frameId: caller?.id }), { scopes: [] });
  await assert.rejects(scene.dap.request("evaluate", { expression: "1", frameId: caller?.id }), /asynchronous caller/);
});

test("without asking there are none, since they cost the program dearly", async (t) => {
  const scene = new Scene(t, spec);
  const threadId = await stoppedAt(scene, "round");
  const { stackFrames } = await scene.dap.request("stackTrace", { threadId });
  assert.ok(stackFrames.every(({ presentationHint }) => presentationHint !== "label"));
});
