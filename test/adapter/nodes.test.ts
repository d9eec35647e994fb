import assert from "node:assert/strict";
import { test } from "node:test";
import { allNodes } from "../nodes.ts";
import { Scene } from "./scene.ts";

// What V8 is asked for in its own words, on each Node that we have and over both transports: one story, each step where the last one left.

for (const { name, program } of allNodes)
  for (const transport of ["port", "agent"])
    test(`breakpoints, frames, values and errors on Node ${name} over the transport ${transport}`, async (t) => {
      const run = (file: string) => JSON.stringify(`${program} ${file}`);
      const scene = new Scene(
        t,
        `name: tree
children:
  - { id: calls, run: ${run("calls.mjs")} }
  - { id: thrower, run: ${run("thrower.mjs")}, plan: [wait] }
`,
      );
      await scene.dap.request("initialize", {});
      const launched = scene.dap.request("launch", { spec: scene.spec, transport });
      await scene.dap.event("initialized");
      await scene.dap.request("setExceptionBreakpoints", {
        filters: [],
        filterOptions: [{ filterId: "crash", condition: "@thrower error.cause" }],
      });
      await scene.dap.request("setFunctionBreakpoints", {
        breakpoints: [{ name: "Device.sample", condition: "n === 3" }],
      });
      await scene.dap.request("configurationDone");
      await launched;

      const isCrash = ({ reason = "" }) => reason === "exception";
      const crash = await scene.dap.event("stopped", isCrash);
      assert.equal(crash.description, "Held on crash");
      const { threadId } = await scene.dap.event("stopped", (stop) => !isCrash(stop));
      assert.equal(await scene.top(threadId), "calls.mjs:#sampled sample");
      const next = async (command: string, more: object = {}) => {
        await scene.dap.request(command, { threadId, ...more });
        await scene.dap.event("stopped", (stop) => stop.threadId === threadId);
        return scene.top(threadId);
      };

      await scene.dap.request("setFunctionBreakpoints", { breakpoints: [] });
      await scene.breakpoints("calls.mjs", { at: "sum", condition: "rounds > 4", hitCondition: ">= 2" });
      assert.equal(await next("continue"), "calls.mjs:#sum round");
      const frame = await scene.topFrame(threadId);
      const { targets } = await scene.dap.request("stepInTargets", { frameId: frame.id });
      const total = targets.find(({ label }) => label.startsWith("total"));
      await scene.breakpoints("calls.mjs");
      assert.equal(await next("stepIn", { targetId: total?.id }), "calls.mjs:#totalled total");
      await next("next");
      const local = await scene.scope(threadId, "Local");
      await scene.dap.request("setVariable", { variablesReference: local, name: "Return value", value: "77" });
      await next("stepOut");
      assert.equal(await next("next"), "calls.mjs:#done round");
      assert.equal((await scene.variable(await scene.scope(threadId, "Local"), "sum")).value, "77");

      const module = await scene.scope(threadId, "Module");
      const { memoryReference } = await scene.variable(module, "bytes");
      const { data = "" } = await scene.dap.request("readMemory", { memoryReference, count: 5 });
      assert.equal(Buffer.from(data, "base64").toString(), "super");
      const { rows } = await scene.dap.request("supertree/evaluate", {
        expression: "process.versions.node",
        paths: [],
      });
      assert.deepEqual([...new Set(rows.map(({ value }) => value))].length, 1);
      const again = await scene.topFrame(threadId);
      assert.equal(again.canRestart, true);
      await scene.dap.request("restartFrame", { frameId: again.id });
      await scene.dap.event("stopped", ({ reason }) => reason === "restart");
      assert.equal(await scene.top(threadId), "calls.mjs:#round round");
    });
