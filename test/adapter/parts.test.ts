import assert from "node:assert/strict";
import { test } from "node:test";
import { someWays } from "../nodes.ts";
import { Outside } from "./outside.ts";
import { Scene } from "./scene.ts";

const spec = (node: string) => `name: tree
children:
  - { id: app, run: ${node} threads.mjs, plan: [wait] }
`;

for (const { name, program, transport } of someWays) {
  test(`${name}: worker threads stop at their breakpoints before their first line, also those of workers`, async (t) => {
    const scene = new Scene(t, spec(program));
    await scene.launch({ "threads.mjs": ["begins"] }, { transport });
    const stops = [];
    for (let stop = 0; stop < 3; stop++) {
      const { threadId, text } = await scene.stopped();
      stops.push(text);
      await scene.dap.request("continue", { threadId });
    }
    assert.deepEqual(stops, [
      "tree/app #1 breakpoint threads.mjs:#begins begin",
      "tree/app #1 · worker 1 breakpoint threads.mjs:#begins begin",
      "tree/app #1 · worker 2 breakpoint threads.mjs:#begins begin",
    ]);
    await scene.dap.printed("second begins");
    await scene.dap.printed("child begins"); // nobody asked for descendants, so it ran on
  });

  test(`${name}: processes that a process starts are debugged on purpose, and run on when their debugger is gone`, async (t) => {
    const scene = new Scene(t, spec(program));
    await scene.launch({ "threads.mjs": ["begins"] }, { transport, autoAttachChildProcesses: true });
    const names = [];
    let child = "";
    while (names.length < 4) {
      const { threadId, text } = await scene.stopped();
      names.push(text.replace(/ breakpoint.*/, "").replace(/pid \d+/, "pid"));
      if (text.includes("pid")) child = text;
      else await scene.dap.request("continue", { threadId });
    }
    assert.deepEqual(names.sort(), [
      "tree/app #1",
      "tree/app #1 · pid",
      "tree/app #1 · worker 1",
      "tree/app #1 · worker 2",
    ]);
    assert.match(child, / breakpoint threads\.mjs:#begins begin$/);
    const outside = await Outside.of(scene);
    const { printed } = await outside.nextLine("child begins");
    scene.dap.process.kill("SIGKILL");
    await printed;
    await outside.shutDown();
  });
}
