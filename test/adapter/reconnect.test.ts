import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { test } from "node:test";
import { connect, findRuntime } from "../../client/index.ts";
import { gone } from "../runtime/processes.ts";
import { Scene } from "./scene.ts";

const spec = `name: tree
children:
  - { id: plain, run: node plain.mjs, plan: [restart, wait] }
`;

async function pidOf(scene: Scene): Promise<number> {
  const { threads } = await scene.dap.request("supertree/threads");
  const [thread] = threads;
  assert.ok(thread);
  return thread.pid;
}

async function killRuntime(scene: Scene): Promise<void> {
  const runtime = await findRuntime(scene.spec);
  assert.ok(runtime);
  process.kill(runtime.pid, "SIGKILL");
  await gone(runtime.pid);
}

test("the runtime is killed while a process is paused: the session goes on with the same process and its breakpoints", async (t) => {
  const scene = new Scene(t, spec);
  await scene.launch({ "plain.mjs": ["tick"] });
  const { threadId } = await scene.stopped();
  const pid = await pidOf(scene);

  await killRuntime(scene);
  await scene.dap.event("output", ({ output }) =>
    /The runtime of the tree is gone\. Its processes run on/.test(output),
  );
  await scene.dap.event("thread", (thread) => thread.reason === "exited" && thread.threadId === threadId);
  const again = await scene.stopped((stop) => stop.threadId !== threadId);
  assert.equal(again.text, "tree/plain #1 breakpoint plain.mjs:#tick tick");
  assert.equal(await pidOf(scene), pid);

  await scene.breakpoints("plain.mjs", "sum");
  await scene.dap.request("continue", { threadId: again.threadId });
  assert.equal((await scene.stopped()).text, "tree/plain #1 breakpoint plain.mjs:#sum add");
});

test("a process that crashes after the runtime was killed is restarted by the next one, with its breakpoints", async (t) => {
  const scene = new Scene(t, spec);
  await scene.launch({ "plain.mjs": ["first"] });
  await scene.stopped();
  const pid = await pidOf(scene);
  await killRuntime(scene);
  const { threadId } = await scene.dap.event("thread", ({ reason, threadId }) => reason === "started" && threadId > 1);
  process.kill(pid, "SIGKILL");
  const second = await scene.stopped((stop) => stop.threadId > threadId);
  assert.equal(second.text, "tree/plain #2 breakpoint plain.mjs:#first (anonymous)");
});

test("a tree that another client stops ends the session and says so", async (t) => {
  const scene = new Scene(t, spec);
  await scene.launch();
  await scene.dap.printed("plain is up");
  const runtime = await findRuntime(scene.spec);
  assert.ok(runtime);
  const client = await connect(runtime);
  await client.call("shutdown", {});
  await scene.dap.event("output", ({ output }) => output === "The tree was stopped, and its runtime has ended.\n");
  await scene.dap.event("terminated");
  assert.equal(existsSync(scene.file(".supertree/state/runtime.json")), false);
  client.close();
});
