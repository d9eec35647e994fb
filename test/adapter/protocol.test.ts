import assert from "node:assert/strict";
import { test } from "node:test";
import { Scene } from "./scene.ts";

const spec = `name: tree
children:
  - { id: plain, run: node plain.mjs }
`;

test("what is unknown, malformed or out of place is refused, and the session lives on", async (t) => {
  const scene = new Scene(t, spec);
  const { dap } = scene;
  await assert.rejects(dap.request("threads"), /`launch` or `attach` comes first/);
  await assert.rejects(dap.request("launch", { spec: scene.spec }), /`initialize` comes first/);
  await dap.request("initialize", {});
  await assert.rejects(dap.request("initialize", {}), /initialized already/);
  await assert.rejects(dap.request("makeCoffee", {}), /no request “makeCoffee”/);
  await assert.rejects(dap.request("launch", { spec: 7 }), /launch: spec: .*expected string/);
  await assert.rejects(dap.request("launch", { spec: scene.spec, only: "all" }), /launch: only: .*expected array/);
  await assert.rejects(dap.request("attach", {}), /needs `spec` or `url`/);

  dap.sendText("this is no JSON");
  await dap.event("output", ({ output }) => output.includes("could not be read"));
  dap.sendText("null");
  await dap.find("the answer to null", (message) => message.type === "response" && message.request_seq === 0);

  await scene.begin("launch", { spec: scene.spec }, { "plain.mjs": ["tick"] });
  const { threadId } = await scene.stopped();
  await assert.rejects(dap.request("stackTrace", {}), /stackTrace: threadId/);
  await assert.rejects(dap.request("stackTrace", { threadId: 99 }), /no thread 99/);
  await assert.rejects(dap.request("scopes", { frameId: 12345 }), /no longer there/);
  await assert.rejects(dap.request("variables", { variablesReference: 12345 }), /no longer there/);
  await assert.rejects(dap.request("source", { sourceReference: 12345 }), /no longer there/);
  await assert.rejects(dap.request("exceptionInfo", { threadId }), /did not pause because of an error/);
  await assert.rejects(dap.request("configurationDone"), /Nothing waits/);
  await assert.rejects(
    dap.request("setExceptionBreakpoints", { filters: ["sometimes"] }),
    /setExceptionBreakpoints: filters/,
  );
  assert.match(await scene.top(threadId), /#tick/);
});

test("a client that counts from 0 is spoken to from 0", async (t) => {
  const scene = new Scene(t, spec);
  await scene.dap.request("initialize", { linesStartAt1: false, columnsStartAt1: false });
  const line = scene.line("plain.mjs", "tick") - 1;
  const launched = scene.dap.request("launch", { spec: scene.spec });
  await scene.dap.event("initialized");
  await scene.dap.request("setBreakpoints", { source: { path: scene.file("plain.mjs") }, breakpoints: [{ line }] });
  await scene.dap.request("configurationDone");
  await launched;
  const { threadId } = await scene.dap.event("stopped");
  assert.equal((await scene.topFrame(threadId)).line, line);
});

test("a spec that is wrong or not there says what and where", async (t) => {
  const scene = new Scene(t, "name: tree\nstrategy: one_for_most\nchildren: []\n");
  await scene.dap.request("initialize", {});
  await assert.rejects(scene.dap.request("launch", { spec: scene.spec }), /supertree\.yaml:2:\d+: .*one_for_most/s);
  await scene.dap.event("terminated");
});

test("attaching where nothing runs says how to start it", async (t) => {
  const scene = new Scene(t, spec);
  await scene.dap.request("initialize", {});
  await assert.rejects(scene.dap.request("attach", { spec: scene.spec }), /No runtime runs for .*supertree up/);
});
