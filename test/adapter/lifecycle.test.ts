import assert from "node:assert/strict";
import { test } from "node:test";
import { connect, findRuntime } from "../../client/index.ts";
import { Dap } from "./dap.ts";
import { Scene } from "./scene.ts";

const spec = `name: tree
children:
  - { id: plain, run: node plain.mjs, plan: [restart], count: infinity }
`;

async function clientOf(scene: Scene) {
  const runtime = await findRuntime(scene.spec);
  assert.ok(runtime, "a runtime runs");
  return connect(runtime);
}

/** The pid of `tree/plain` as the runtime has it, once it runs on. */
async function runsOn(scene: Scene): Promise<number | null> {
  const client = await clientOf(scene);
  const { children } = await client.call("which_children", { path: "tree" });
  client.close();
  const [plain] = children;
  assert.ok(plain?.kind === "worker");
  return plain.pid;
}

test("terminate stops the tree in order and ends the session", async (t) => {
  const scene = new Scene(t, spec);
  await scene.launch({ "plain.mjs": ["tick"] });
  const { threadId } = await scene.stopped();
  const pid = await runsOn(scene);
  await scene.dap.request("terminate");
  await scene.dap.event("thread", (body) => body.reason === "exited" && body.threadId === threadId);
  await scene.dap.event("terminated");
  await scene.dap.request("disconnect", {});
  assert.equal(await findRuntime(scene.spec), null);
  assert.throws(() => process.kill(pid ?? 0, 0), { code: "ESRCH" });
});

test("disconnecting without terminateDebuggee leaves a launched tree running", async (t) => {
  const scene = new Scene(t, spec);
  await scene.launch({ "plain.mjs": ["tick"] });
  await scene.stopped();
  const pid = await runsOn(scene);
  await scene.dap.request("disconnect", { terminateDebuggee: false });
  assert.equal(await runsOn(scene), pid);
  await shutDown(scene);
});

test("attach finds what runs, and leaving changes nothing", async (t) => {
  const scene = new Scene(t, spec);
  await scene.launch();
  await scene.dap.event("output", ({ output }) => output.includes("plain is up"));
  const pid = await runsOn(scene);

  const other = new Dap();
  await other.request("initialize", {});
  const attached = other.request("attach", { spec: scene.spec });
  await other.event("initialized");
  const source = { path: scene.file("plain.mjs") };
  await other.request("setBreakpoints", { source, breakpoints: [{ line: scene.line("plain.mjs", "tick") }] });
  await other.request("configurationDone");
  await attached;
  await other.event("stopped");
  await other.request("disconnect", {});
  other.process.stdin.end();
  await other.ended;
  assert.equal(await runsOn(scene), pid);
  await scene.breakpoints("plain.mjs", "tick");
  assert.equal((await scene.stopped()).text, "tree/plain #1 breakpoint plain.mjs:#tick tick");
});

test("an adapter that is killed leaves processes that go on", async (t) => {
  const scene = new Scene(t, spec);
  await scene.launch({ "plain.mjs": ["first"] });
  await scene.stopped();
  const client = await clientOf(scene);
  const goesOn = new Promise<void>((settle) => {
    client.on("output", ({ lines }) => {
      if (lines.some(({ text }) => text.includes("plain is up"))) settle();
    });
  });
  await client.call("logs", { paths: [], lines: 0, follow: true });
  scene.dap.process.kill("SIGKILL");
  await goesOn;
  await client.call("shutdown", {});
  client.close();
});

test("a runtime that goes away ends the session and says so", async (t) => {
  const scene = new Scene(t, spec);
  await scene.launch({ "plain.mjs": ["tick"] });
  await scene.stopped();
  await shutDown(scene);
  await scene.dap.event("output", ({ output }) => output.includes("its runtime has ended"));
  await scene.dap.event("terminated");
});

test("a process is restarted from its thread", async (t) => {
  const scene = new Scene(t, spec);
  await scene.launch({ "plain.mjs": ["first"] });
  const { threadId } = await scene.stopped();
  await scene.dap.request("supertree/restartProcess", { threadId });
  assert.equal((await scene.stopped()).text, "tree/plain #2 breakpoint plain.mjs:#first (anonymous)");
});

async function shutDown(scene: Scene): Promise<void> {
  const client = await clientOf(scene);
  await client.call("shutdown", {});
  client.close();
}

test("a launch that is given up before it began leaves no runtime behind", async (t) => {
  const scene = new Scene(t, spec);
  await scene.dap.request("initialize", {});
  const launched = scene.dap.request("launch", { spec: scene.spec });
  const refused = assert.rejects(launched, /The session ended/);
  await scene.dap.request("disconnect", {});
  await refused;
  scene.dap.process.stdin.end();
  await scene.dap.ended;
  assert.equal(await findRuntime(scene.spec), null);
});
