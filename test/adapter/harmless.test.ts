import assert from "node:assert/strict";
import { test } from "node:test";
import { debugWays, someWays } from "../nodes.ts";
import { proxyTo } from "./cut-network.ts";
import { Outside } from "./outside.ts";
import { Scene } from "./scene.ts";

const spec = (node: string) => `name: tree
children:
  - { id: app, run: ${node} harmless.mjs, plan: [wait] }
`;

for (const { name, program, transport } of someWays) {
  test(`${name}: paused processes and worker threads go on when the adapter is killed, and nothing of it stays`, async (t) => {
    const scene = new Scene(t, spec(program));
    await scene.launch({ "harmless.mjs": ["tick"] }, { transport });
    const stops = [await scene.stopped(), await scene.stopped()].map(({ text }) => text).sort();
    assert.deepEqual(stops, [
      "tree/app #1 breakpoint harmless.mjs:#tick tick",
      "tree/app #1 · worker 1 breakpoint harmless.mjs:#tick tick",
    ]);
    const outside = await Outside.of(scene);
    const goOn = await Promise.all(
      ["main lives, port closed", "worker lives, port closed"].map((line) => outside.nextLine(line)),
    );
    scene.dap.process.kill("SIGKILL");
    await Promise.all(goOn.map(({ printed }) => printed));
    await outside.shutDown();
  });

  test(`${name}: a worker thread that is held before its first line begins when the adapter is killed`, async (t) => {
    const scene = new Scene(t, spec(program));
    await scene.launch({ "harmless.mjs": ["begins"] }, { transport });
    const { threadId } = await scene.stopped();
    await scene.dap.request("continue", { threadId });
    await scene.stopped((stop) => stop.threadId !== threadId);
    const outside = await Outside.of(scene);
    const { printed } = await outside.nextLine("worker lives, port closed");
    scene.dap.process.kill("SIGKILL");
    await printed;
    await outside.shutDown();
  });

  test(`${name}: what is held before its first line begins when the editor is closed before it has sent its breakpoints`, async (t) => {
    const scene = new Scene(t, spec(program));
    await scene.launch({}, { transport });
    const outside = await Outside.of(scene);
    const second = scene.another(t);
    await second.dap.request("initialize", {});
    const joined = second.dap.request("attach", { spec: scene.spec, transport });
    await second.dap.event("initialized");
    await joined;
    await outside.client.call("restart", { path: "tree/app" });
    await outside.held("tree/app");
    const { printed } = await outside.nextLine("main lives");
    second.dap.process.stdin.destroy();
    await printed;
    await second.dap.ended;
  });
}

for (const { name, program, transport } of debugWays.slice(0, 2)) {
  test(`${name}: a frozen adapter is found out: what is paused for it goes on, what is held begins, and once it wakes up it debugs again`, async (t) => {
    const scene = new Scene(t, `${spec(program)}  - { id: late, run: ${program} plain.mjs }\n`);
    await scene.launch({ "harmless.mjs": ["tick"] }, { transport });
    await scene.stopped();
    await scene.stopped();
    const outside = await Outside.of(scene);
    const goOn = await Promise.all(
      ["main lives, port closed", "worker lives, port closed"].map((line) => outside.nextLine(line)),
    );
    scene.dap.process.kill("SIGSTOP");
    await outside.client.call("restart", { path: "tree/late" }); // answered when it runs
    await Promise.all(goOn.map(({ printed }) => printed));
    scene.dap.process.kill("SIGCONT");
    await scene.dap.printed("its processes are debugged again");
    await outside.shutDown();
  });
}

test("a network that is cut closes nothing, and is found out all the same", async (t) => {
  const scene = new Scene(t, spec(process.execPath));
  await scene.launch();
  const outside = await Outside.of(scene);
  const network = await proxyTo(t, outside.client.endpoint.url);
  const far = scene.another(t);
  await far.dap.request("initialize", {});
  await far.begin(
    "attach",
    { url: network.url, tokenFile: scene.file(".supertree/token") },
    { "harmless.mjs": ["tick"] },
  );
  await far.stopped();
  network.cut();
  const { printed } = await outside.nextLine("main lives");
  await printed;
  await outside.shutDown();
});
