import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { test } from "node:test";
import { isAlive } from "./processes.ts";
import { start } from "./tree.ts";

test("what a child needs is ready by its own word, or by a command, before it starts", async (t) => {
  const { watcher } = await start(
    t,
    `
name: t
strategy: rest_for_one
children:
  - { id: db, run: sh -c 'echo ready >&3; exec sleep 1000', ready: { fd: 3 } }
  - { id: cache, run: sh -c 'touch up; exec sleep 1000', ready: { command: test -e up, every: 10ms } }
  - { id: api, run: sleep 1000, needs: [db, cache] }
`,
  );
  const [db, cache, api] = await Promise.all(
    ["t/db", "t/cache", "t/api"].map((path) => watcher.node(path, (node) => node.state === "running")),
  );
  assert.ok(db && cache && api && db.since <= cache.since && cache.since <= api.since);
});

test("a child that does not answer any more is stopped and its plan decides", async (t) => {
  const { watcher, folder } = await start(
    t,
    `
name: t
children:
  - id: a
    run: sh -c 'touch healthy; exec sleep 1000'
    ready: { command: test -e healthy, every: 10ms }
    alive: { command: test -e healthy, every: 20ms, failures: 2 }
    plan: [restart, wait]
`,
  );
  const first = await watcher.pid("t/a");
  spawn("rm", ["healthy"], { cwd: folder });
  const { reason } = await watcher.notice("exited", () => true);
  assert.ok(typeof reason === "object");
  const report = await watcher.notice("report", ({ severity }) => severity === "warning");
  assert.match(report.message, /checks in a row have failed: “test -e healthy” exited with 1/);
  const second = await watcher.pid("t/a", 2);
  assert.notEqual(second, first);
  assert.equal(isAlive(first), false);
});

test("a child that has run for its max_uptime is started anew, its plan not asked", async (t) => {
  const { watcher } = await start(
    t,
    "name: t\nchildren:\n  - { id: a, run: sleep 1000, max_uptime: 50ms, plan: [stop] }\n",
  );
  await watcher.pid("t/a", 3);
  await watcher.node("t", (root) => root.state === "running");
});

test("a process that runs already is adopted, stopped, and started by the tree from then on", async (t) => {
  const stranger = spawn("sleep", ["1000"], { detached: true, stdio: "ignore" });
  t.after(() => stranger.kill("SIGKILL"));
  const { pid } = stranger;
  assert.ok(pid);
  const { watcher } = await start(t, "name: t\nchildren: []\n");
  const child = { id: "a", run: "sleep 1000" };
  await watcher.client.call("become_supervisor", { path: "t", child, pid });
  assert.equal(await watcher.pid("t/a"), pid);
  process.kill(pid, "SIGKILL");
  assert.deepEqual((await watcher.notice("exited", () => true)).reason, {
    error: "It was adopted, so how it ended cannot be known.",
  });
  const next = await watcher.pid("t/a", 2);
  await assert.rejects(
    watcher.client.call("become_supervisor", { path: "t", child: { ...child, id: "b" }, pid }),
    /There is no process/,
  );
  await watcher.client.call("terminate_child", { path: "t/a" });
  assert.equal(isAlive(next), false);
});
