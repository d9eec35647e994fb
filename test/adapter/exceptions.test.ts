import assert from "node:assert/strict";
import { test } from "node:test";
import { Scene } from "./scene.ts";

const spec = `name: tree
children:
  - { id: thrower, run: node thrower.mjs, plan: [restart, wait] }
`;

async function filtered(scene: Scene, filters: readonly string[], more: object = {}): Promise<void> {
  await scene.dap.request("initialize", {});
  const launched = scene.dap.request("launch", { spec: scene.spec, ...more });
  await scene.dap.event("initialized");
  await scene.dap.request("setExceptionBreakpoints", { filters });
  await scene.dap.request("configurationDone");
  await launched;
}

test("pauses where an error is thrown that the program handles", async (t) => {
  const scene = new Scene(t, spec);
  await filtered(scene, ["caught"]);
  const { threadId, text } = await scene.stopped();
  assert.equal(text, "tree/thrower #1 exception thrower.mjs:#handled risky");
  const info = await scene.dap.request("exceptionInfo", { threadId });
  assert.deepEqual(
    [info.exceptionId, info.description, info.breakMode],
    ["RangeError", "RangeError: handled", "always"],
  );
});

test("pauses before an error that nobody handles ends the process, again in its next incarnation", async (t) => {
  const scene = new Scene(t, spec);
  await filtered(scene, ["uncaught"]);
  const first = await scene.stopped();
  assert.equal(first.text, "tree/thrower #1 exception thrower.mjs:#unhandled end");
  const info = await scene.dap.request("exceptionInfo", { threadId: first.threadId });
  assert.deepEqual([info.description, info.breakMode], ["Error: nobody handles this", "unhandled"]);
  assert.equal(info.details?.innerException?.[0]?.message, "TypeError: the cause");
  await scene.dap.request("continue", { threadId: first.threadId });
  const said = await scene.dap.event("output", ({ output }) => output.includes("Error: nobody handles this"));
  assert.equal(said.category, "stderr");
  assert.equal(said.line, scene.line("thrower.mjs", "unhandled"));
  assert.equal((await scene.stopped()).text, "tree/thrower #2 exception thrower.mjs:#unhandled end");
});

test("holdOnCrash holds a process that is about to die without any filter", async (t) => {
  const scene = new Scene(t, spec);
  await filtered(scene, [], { holdOnCrash: true });
  const { description, text } = await scene.dap.event("stopped");
  assert.deepEqual([description, text], ["Held on crash", "Error: nobody handles this"]);
});
