import assert from "node:assert/strict";
import { test } from "node:test";
import { Scene } from "./scene.ts";

const spec = `name: tree
children:
  - { id: plain, run: node plain.mjs }
  - id: model
    run: node plain.mjs
    debug: { type: other, processId: "{pid}", note: "{id}" }
    plan: [restart, wait]
  - { id: left, run: node plain.mjs, debug: false }
`;

test("a child of another language is the editor's: asked for at each incarnation, and neither held nor a thread here", async (t) => {
  const scene = new Scene(t, spec);
  const { dap } = scene;
  await dap.request("initialize", { adapterID: "supertree", supportsStartDebuggingRequest: true });
  await scene.begin("launch", { spec: scene.spec }, { "plain.mjs": ["first"] });
  const asked = async () => {
    const found = await dap.find(
      "startDebugging",
      ({ type, command }) => type === "request" && command === "startDebugging",
    );
    dap.timeline.splice(dap.timeline.indexOf(found), 1);
    return found;
  };
  const first = await asked();
  const { request, configuration } = first.arguments as { request: string; configuration: Record<string, unknown> };
  const pid = Number(configuration.processId);
  assert.deepEqual([request, configuration.type, configuration.note], ["attach", "other", "model"]);
  assert.equal((await scene.stopped()).text, "tree/plain #1 breakpoint plain.mjs:#first (anonymous)");
  await dap.printed("[tree/left] plain is up");
  assert.deepEqual(
    (await dap.request("threads")).threads.map(({ name }) => name),
    ["tree/plain #1"],
  );
  dap.sendText(
    JSON.stringify({
      seq: dap.next,
      type: "response",
      request_seq: first.seq,
      command: "startDebugging",
      success: false,
      message: "no such type",
    }),
  );
  await dap.printed("tree/model #1: the editor did not start its debugger (other): no such type.");

  process.kill(pid, "SIGKILL");
  const second = (await asked()).arguments as { configuration: Record<string, unknown> };
  assert.equal(second.configuration.name, "tree/model #2");
  assert.notEqual(second.configuration.processId, pid);
});
