import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { connect, findRuntime, watchTree } from "../../client/index.ts";
import type { Snapshot, TreeNode } from "../../wire/index.ts";
import { Scene } from "./scene.ts";

const family = `name: tree
children:
  - { id: api, run: node plain.mjs }
  - id: devices
    supervisor: { strategy: one_for_one }
    children:
      - { id: a, run: node plain.mjs }
      - { id: b, run: node plain.mjs }
      - { id: c, run: node plain.mjs }
`;

/** Settles when a node of the tree is so. */
async function treeHas(
  t: TestContext,
  scene: Scene,
  path: string,
  holds: (node: TreeNode) => boolean,
): Promise<TreeNode> {
  const runtime = await findRuntime(scene.spec);
  assert.ok(runtime);
  const client = await connect(runtime);
  t.after(() => client.close());
  return new Promise((settle, fail) => {
    const look = ({ nodes }: Snapshot) => {
      const node = nodes.find((one) => one.path === path);
      if (node && holds(node)) settle(node);
    };
    watchTree(client, look).then(({ snapshot }) => look(snapshot), fail);
  });
}

async function threadsBy(scene: Scene, state: string): Promise<string[]> {
  const { threads } = await scene.dap.request("supertree/threads");
  return threads
    .filter((one) => one.state === state)
    .map(({ path }) => path)
    .sort();
}

test("a breakpoint for a subtree pauses the siblings, which go on and step together", async (t) => {
  const scene = new Scene(t, family);
  await scene.launch();
  for (const device of ["a", "b", "c"]) await scene.dap.printed(`[tree/devices/${device}] plain is up`);
  await scene.breakpoints("plain.mjs", { at: "tick", condition: "@devices/b", mode: "subtree" });
  const { reason, threadId } = await scene.dap.event("stopped");
  assert.deepEqual([reason, await scene.threadName(threadId)], ["breakpoint", "tree/devices/b #1"]);
  for (const stop of [await scene.dap.event("stopped"), await scene.dap.event("stopped")])
    assert.deepEqual([stop.description, stop.preserveFocusHint], ["Paused with tree/devices/b #1", true]);
  assert.deepEqual(await threadsBy(scene, "paused"), ["tree/devices/a", "tree/devices/b", "tree/devices/c"]);
  await scene.breakpoints("plain.mjs");
  assert.deepEqual(await scene.dap.request("supertree/step", { paths: ["devices"], kind: "over" }), { processes: 3 });
  for (let stepped = 0; stepped < 3; stepped++) assert.equal((await scene.dap.event("stopped")).reason, "step");
  assert.deepEqual(await scene.dap.request("supertree/continue", { paths: ["devices"] }), { processes: 3 });
  assert.deepEqual(await threadsBy(scene, "running"), [
    "tree/api",
    "tree/devices/a",
    "tree/devices/b",
    "tree/devices/c",
  ]);
  assert.deepEqual(await scene.dap.request("supertree/pause", { paths: ["devices/a", "api"] }), { processes: 2 });
  for (const stop of [await scene.dap.event("stopped"), await scene.dap.event("stopped")])
    assert.equal(stop.reason, "pause");
  assert.deepEqual(await threadsBy(scene, "paused"), ["tree/api", "tree/devices/a"]);
});

test("one expression in all processes is a table; none is paused for it, and one that cannot answer says so", async (t) => {
  const scene = new Scene(t, family);
  await scene.launch({ "plain.mjs": [{ at: "tick", condition: "@api" }] });
  await scene.stopped();
  for (const device of ["a", "b", "c"]) await scene.dap.printed(`[tree/devices/${device}] plain is up`);
  const across = async (expression: string, paths: string[] = []) =>
    (await scene.dap.request("supertree/evaluate", { expression, paths })).rows.map(
      ({ path, state, value, error }) => `${path} ${state} ${value ?? error}`,
    );
  assert.deepEqual(await across("typeof process.pid"), [
    'tree/api paused "number"',
    'tree/devices/a running "number"',
    'tree/devices/b running "number"',
    'tree/devices/c running "number"',
  ]);
  assert.deepEqual(await across("await Promise.resolve({ n: 1 })", ["devices/*"]), [
    "tree/devices/a running {n: 1}",
    "tree/devices/b running {n: 1}",
    "tree/devices/c running {n: 1}",
  ]);
  assert.deepEqual(await across("ticks + nothing", ["api", "devices/a"]), [
    "tree/api paused ReferenceError: nothing is not defined",
    "tree/devices/a running ReferenceError: ticks is not defined",
  ]);
  assert.match((await across("await new Promise(() => {})", ["devices/c"]))[0] ?? "", /did not answer within 2 s/);
  assert.deepEqual(await threadsBy(scene, "paused"), ["tree/api"]);
});

test("a process that is paused misses no deadline of its own", async (t) => {
  const scene = new Scene(
    t,
    `name: tree
children:
  - { id: clock, run: "node -e 'setTimeout(() => {}, 1500)'", plan: [wait] }
  - { id: slow, run: node plain.mjs, ready: { port: 1, timeout: 800ms }, max_uptime: 900ms, plan: [stop] }
`,
  );
  await scene.launch({ "plain.mjs": ["first"] }, { only: ["slow"] });
  const { threadId } = await scene.stopped();
  await treeHas(t, scene, "tree/clock", ({ state }) => state === "waiting");
  const node = await treeHas(t, scene, "tree/slow", ({ state }) => state === "paused");
  assert.deepEqual([node.incarnation, node.lastExit], [1, null]);
  await scene.dap.request("continue", { threadId });
  const after = await treeHas(t, scene, "tree/slow", ({ state }) => state !== "paused" && state !== "starting");
  assert.ok(after.lastExit !== null || after.state === "stopping", "once it goes on its deadline passes");
});

test("a crash is held: the plan waits until the process goes on", async (t) => {
  const scene = new Scene(t, "name: tree\nchildren:\n  - { id: thrower, run: node thrower.mjs, plan: [wait] }\n");
  await scene.dap.request("initialize", {});
  const launched = scene.dap.request("launch", { spec: scene.spec });
  await scene.dap.event("initialized");
  const filterOptions = [{ filterId: "crash", condition: "error.message.startsWith('nobody')" }];
  await scene.dap.request("setExceptionBreakpoints", { filters: [], filterOptions });
  await scene.dap.request("configurationDone");
  await launched;
  const { threadId, description } = await scene.dap.event("stopped");
  assert.equal(description, "Held on crash");
  const held = await treeHas(t, scene, "tree/thrower", ({ state }) => state === "held");
  assert.deepEqual([held.plan?.at, held.lastExit], [0, null]);
  await scene.dap.request("continue", { threadId });
  await treeHas(t, scene, "tree/thrower", ({ state, incarnation }) => state === "waiting" && incarnation === 1);
});

test("an exception filter with a condition, or for some processes, lets the others pass", async (t) => {
  const scene = new Scene(
    t,
    `name: tree
children:
  - { id: first, run: node thrower.mjs, plan: [wait] }
  - { id: second, run: node thrower.mjs, plan: [wait] }
`,
  );
  await scene.dap.request("initialize", {});
  const launched = scene.dap.request("launch", { spec: scene.spec });
  await scene.dap.event("initialized");
  const { breakpoints } = (await scene.dap.request("setExceptionBreakpoints", {
    filters: [],
    filterOptions: [
      { filterId: "caught", condition: "@second error instanceof RangeError" },
      { filterId: "uncaught", condition: "error ===" },
    ],
  })) as { breakpoints: { verified: boolean }[] };
  assert.deepEqual(
    breakpoints.map(({ verified }) => verified),
    [true, false],
  );
  await scene.dap.request("configurationDone");
  await launched;
  assert.equal((await scene.stopped()).text, "tree/second #1 exception thrower.mjs:#handled risky");
  await treeHas(t, scene, "tree/first", ({ state }) => state === "waiting");
});

test("the tree is restarted in one session, and its processes stop at the same breakpoints", async (t) => {
  const scene = new Scene(t, "name: tree\nchildren:\n  - { id: plain, run: node plain.mjs }\n");
  await scene.launch({ "plain.mjs": ["first"] });
  const { threadId } = await scene.stopped();
  await scene.dap.request("restart", {});
  const again = await scene.stopped();
  assert.equal(again.text, "tree/plain #1 breakpoint plain.mjs:#first (anonymous)");
  assert.notEqual(again.threadId, threadId);
  await scene.dap.request("terminateThreads", { threadIds: [again.threadId] });
  await treeHas(t, scene, "tree/plain", ({ state }) => state === "stopped");
});

test("a session that leaves may leave what is paused as it is, for the next to find", async (t) => {
  const scene = new Scene(t, "name: tree\nchildren:\n  - { id: plain, run: node plain.mjs }\n");
  await scene.launch({ "plain.mjs": ["tick"] });
  await scene.stopped();
  await scene.dap.request("disconnect", { suspendDebuggee: true });
  await treeHas(t, scene, "tree/plain", ({ state, kind }) => kind === "worker" && state === "paused");
  const next = scene.another(t);
  await next.dap.request("initialize", {});
  await next.begin("attach", { spec: scene.spec }, { "plain.mjs": ["sum"] });
  const { threadId, reason } = await next.dap.event("stopped");
  assert.equal(reason, "pause");
  assert.equal(await next.top(threadId), "plain.mjs:#tick tick");
  await next.dap.request("continue", { threadId });
  assert.match((await next.stopped()).text, /plain\.mjs:#sum add$/);
});

test("what one session stops another is told of, and that it goes on", async (t) => {
  const scene = new Scene(t, "name: tree\nchildren:\n  - { id: plain, run: node plain.mjs }\n");
  await scene.launch({ "plain.mjs": ["crash"] });
  const second = scene.another(t);
  await second.dap.request("initialize", {});
  await second.begin("attach", { spec: scene.spec }, { "plain.mjs": ["tick"] });
  const { threadId } = await second.stopped();
  const { reason, description } = await scene.dap.event("stopped");
  assert.deepEqual([reason, description], ["pause", "Paused by another debugger"]);
  await second.breakpoints("plain.mjs");
  await second.dap.request("continue", { threadId });
  await scene.dap.event("continued");
});

test("a request that takes long is given up", async (t) => {
  const scene = new Scene(t, "name: tree\nchildren:\n  - { id: plain, run: node plain.mjs }\n");
  await scene.dap.request("initialize", { supportsProgressReporting: true });
  await scene.begin("launch", { spec: scene.spec }, {});
  await scene.dap.printed("plain is up");
  const asked = scene.dap.next;
  const never = scene.dap.request("evaluate", { expression: "await new Promise(() => {})", context: "repl" });
  const refused = assert.rejects(never, /^Error: cancelled$/);
  await scene.dap.request("cancel", { requestId: asked });
  await refused;
  await scene.dap.request("cancel", { requestId: 9999 });
});
