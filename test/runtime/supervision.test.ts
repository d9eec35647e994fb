import assert from "node:assert/strict";
import { test } from "node:test";
import { isAlive } from "./processes.ts";
import { freePort, start } from "./tree.ts";

test("children start in order, the next when the one before is ready, and stop in reverse order", async (t) => {
  const port = await freePort();
  const { watcher } = await start(
    t,
    `
name: t
strategy: rest_for_one
children:
  - { id: first, run: "node FIXTURES/listens.mjs", env: { PORT: "${port}" }, ready: { port: ${port} } }
  - { id: second, run: "node FIXTURES/begins.mjs" }
  - { id: third, run: "node FIXTURES/begins.mjs" }
`,
  );
  await watcher.node("t", (root) => root.state === "running");
  const { lines } = await watcher.client.call("logs", { paths: ["t/first"], lines: 9, follow: false });
  assert.match(lines[0]?.text ?? "", /^listening/);
  const second = await watcher.node("t/second", (node) => node.state === "running");
  const first = await watcher.node("t/first", (node) => node.state === "running");
  assert.ok(first.since <= second.since);

  await watcher.client.call("shutdown", {});
  assert.deepEqual(
    watcher.heard("exited").map((exit) => exit.path),
    ["t/third", "t/second", "t/first"],
  );
});

test("a process that is killed is replaced, and its end is reported", async (t) => {
  const { watcher } = await start(t, 'name: t\nchildren:\n  - { id: a, run: "node FIXTURES/begins.mjs" }\n');
  const pid = await watcher.pid("t/a");
  process.kill(pid, "SIGKILL");
  assert.deepEqual((await watcher.notice("exited", () => true)).reason, { signal: "SIGKILL" });
  const next = await watcher.pid("t/a", 2);
  assert.notEqual(next, pid);
  assert.match((await watcher.notice("report", (report) => report.severity === "warning")).message, /SIGKILL/);
  await watcher.client.call("kill", { path: "t/a", signal: "SIGTERM" });
  await watcher.pid("t/a", 3);
});

test("stopping a child leaves no process of its group", async (t) => {
  const { watcher } = await start(
    t,
    'name: t\nchildren:\n  - { id: a, run: "node FIXTURES/grandchild.mjs stubborn", stop: { signal: SIGTERM, timeout: 200ms } }\n',
  );
  await watcher.client.call("logs", { paths: [], lines: 0, follow: true });
  const { lines } = await watcher.client.call("logs", { paths: [], lines: 9, follow: true });
  const known = lines.find((line) => line.text.startsWith("grandchild "))?.text.slice("grandchild ".length);
  const grandchild = Number(known ?? (await watcher.line("t/a", "grandchild ")));
  const leader = await watcher.pid("t/a");
  assert.deepEqual([leader, grandchild].map(isAlive), [true, true]);
  await watcher.client.call("terminate_child", { path: "t/a" });
  assert.deepEqual([leader, grandchild].map(isAlive), [false, false]);
  await watcher.node("t/a", (node) => node.state === "stopped");
});

test("what cannot start names the command, and the tree that fails stays to be looked at", async (t) => {
  const spec = "name: t\nchildren:\n  - { id: a, run: no-such-program, restart: transient }\n";
  const { watcher } = await start(t, spec, { start: false });
  await watcher.client.call("start_tree", {});
  const { reason } = await watcher.notice("exited", () => true);
  assert.match(JSON.stringify(reason), /no-such-program.*was not found/);
  await watcher.node("t", (root) => root.state === "failed");
  assert.equal((await watcher.client.call("status", {})).state, "failed");
});

test("a plan is changed without touching the process, and a wrong one is refused at its place", async (t) => {
  const { watcher } = await start(
    t,
    'name: t\nchildren:\n  - { id: a, run: "node FIXTURES/begins.mjs", plan: [restart] }\n',
  );
  const { client } = watcher;
  const pid = await watcher.pid("t/a");
  await assert.rejects(client.call("change_plan", { path: "t/a", plan: ["restart", { restart: "soon" }] }), {
    code: "invalid_plan",
    where: "plan[1].restart",
  });
  await assert.rejects(client.call("change_plan", { path: "t/b", plan: ["wait"] }), { code: "not_found" });
  const changed = await client.call("change_plan", { path: "t/a", plan: ["wait"], count: 5 });
  assert.deepEqual(changed, { path: "t/a", plan: ["wait"], restart: null, at: 0, runs: 0, count: 5 });
  assert.deepEqual(await client.call("get_plan", { path: "t/a" }), changed);
  assert.equal(await watcher.pid("t/a"), pid);
  await client.call("kill", { path: "t/a" });
  await watcher.node("t/a", (node) => node.state === "waiting");
  await client.call("restart_child", { path: "t/a" });
  await watcher.pid("t/a", 2);
});

test("a child is started from a document on a dynamic supervisor, described, and forgotten", async (t) => {
  const spec = `
name: t
children:
  - id: pool
    supervisor:
      strategy: one_for_one
      dynamic: { max: 2 }
      default: { run: "node FIXTURES/begins.mjs" }
    children: []
`;
  const { watcher } = await start(t, spec);
  const { client } = watcher;
  assert.deepEqual(await client.call("start_child", { path: "t/pool", child: { id: "x" } }), { path: "t/pool/x" });
  await assert.rejects(client.call("start_child", { path: "t/pool", child: { id: "x" } }), { code: "already_present" });
  await assert.rejects(client.call("start_child", { path: "t/pool", child: { id: "y", plan: ["fly"] } }), {
    code: "invalid_childspec",
  });
  const { childspec } = await client.call("get_childspec", { path: "t/pool/x" });
  assert.match(String(childspec.run), /begins\.mjs$/);
  assert.equal((await client.call("which_children", { path: "t/pool" })).children.length, 1);
  assert.deepEqual(await client.call("count_children", { path: "t" }), {
    specs: 1,
    active: 1,
    supervisors: 1,
    workers: 0,
  });
  await client.call("terminate_child", { path: "t/pool/x" });
});

test("a tree that was not started waits for the word, and is told apart", async (t) => {
  const { watcher } = await start(t, 'name: t\nchildren:\n  - { id: a, run: "node FIXTURES/begins.mjs" }\n', {
    start: false,
  });
  assert.equal((await watcher.client.call("status", {})).state, "stopped");
  assert.equal(watcher.text(), "t stopped, t/a stopped #0");
  await watcher.client.call("start_tree", {});
  await watcher.pid("t/a");
  await assert.rejects(watcher.client.call("start_tree", {}), { code: "running" });
});

test("a client that missed deltas gets them by number", async (t) => {
  const { watcher } = await start(t, 'name: t\nchildren:\n  - { id: a, run: "node FIXTURES/begins.mjs" }\n');
  await watcher.pid("t/a");
  const before = await watcher.client.call("watch_tree", {});
  assert.ok("snapshot" in before);
  await watcher.client.call("restart", { path: "t/a" });
  const missed = await watcher.client.call("watch_tree", { since: before.snapshot.seq });
  assert.ok("deltas" in missed);
  assert.deepEqual(missed.deltas[0]?.seq, before.snapshot.seq + 1);
  assert.ok("snapshot" in (await watcher.client.call("watch_tree", { since: 1_000_000 })));
});
