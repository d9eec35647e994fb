import assert from "node:assert/strict";
import { readdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { startRuntime } from "../../client/index.ts";
import type { History } from "../../wire/index.ts";
import { keeperOf } from "./keeper-of.ts";
import { gone, isAlive } from "./processes.ts";
import { meet, runtimeFile, start, type Watcher } from "./tree.ts";

const spec = `
name: t
children:
  - { id: writes, run: "node FIXTURES/lines.mjs 2", plan: [{ restart: 20ms }], count: infinity }
  - { id: waits, run: "sleep 1000", plan: [restart, { restart: 1h }], count: infinity }
`;

type Tree = Awaited<ReturnType<typeof start>>;

async function killed(pid: number): Promise<void> {
  process.kill(pid, "SIGKILL");
  await gone(pid);
}

/** Another runtime for the same spec. */
async function next(t: TestContext, tree: Tree): Promise<Watcher> {
  const { specFile } = tree;
  await startRuntime({ specFile, runtimeFile });
  return meet(t, specFile);
}

/** Which incarnations of a child have ended in a past. */
function endsIn({ entries }: History, path: string): number[] {
  const nodes = entries.flatMap((entry) => (entry.kind === "delta" ? entry.delta.changed : []));
  const ended = nodes.flatMap((node) => (node.path === path && node.lastExit ? [node.lastExit.incarnation] : []));
  return [...new Set(ended)];
}

/** What each incarnation wrote, in the order of its log: `1, 2, 3, …` and nothing twice. */
function assertWhole({ folder }: Tree, atLeast: number): void {
  const logs = join(folder, ".supertree", "logs");
  const files = readdirSync(logs).filter((name) => name.startsWith("t%2Fwrites.log"));
  const lines = files.flatMap((name) => readFileSync(join(logs, name), "utf8").split("\n"));
  const numbers = lines.flatMap((line) => /#(\d+) out@\d+\| line (\d+)$/.exec(line)?.slice(1, 3).map(Number) ?? []);
  assert.ok(numbers.length / 2 >= atLeast, `${numbers.length / 2} lines`);
  for (let at = 2; at < numbers.length; at += 2) {
    const [incarnation, n] = numbers.slice(at, at + 2);
    const follows = incarnation === numbers[at - 2] ? (numbers[at - 1] ?? 0) + 1 : 1;
    assert.equal(n, follows, `line ${n} of #${incarnation}`);
  }
}

test("children outlive a runtime that is killed; the next one goes on with them, their plans and their logs", async (t) => {
  const tree = await start(t, spec);
  const { watcher, pid } = tree;
  const before = [await watcher.pid("t/writes"), await watcher.pid("t/waits")];
  await watcher.client.call("kill", { path: "t/waits" });
  const second = await watcher.pid("t/waits", 2);
  await watcher.client.call("change_plan", { path: "t/writes", plan: ["wait"] });
  await killed(pid);
  assert.deepEqual([before[0] ?? 0, second].map(isAlive), [true, true]);

  const after = await next(t, tree);
  assert.deepEqual([await after.pid("t/writes"), await after.pid("t/waits", 2)], [before[0], second]);
  assert.deepEqual((await after.client.call("get_plan", { path: "t/writes" })).plan, ["wait"]);
  await after.client.call("kill", { path: "t/waits" });
  const due = await after.node("t/waits", (node) => node.state === "restarting");
  assert.equal(due.restarts, 2, "the plan goes on at its second element");
  await after.client.call("kill", { path: "t/writes" });
  await after.node("t/writes", (node) => node.state === "waiting");
  assertWhole(tree, 10);
  const past = await after.client.call("history", {});
  assert.deepEqual(endsIn(past, "t/waits"), [1, 2], "the past goes on over the runtime's death");
});

test("what ended while no runtime lived is told with how it ended", async (t) => {
  const tree = await start(t, spec);
  const pid = await tree.watcher.pid("t/waits");
  await killed(tree.pid);
  await killed(pid);
  const after = await next(t, tree);
  const node = await after.node("t/waits", ({ incarnation }) => incarnation === 2);
  assert.deepEqual(node.lastExit?.reason, { signal: "SIGKILL" });
});

test("children outlive their keeper, and are watched over, stopped and started again", async (t) => {
  const tree = await start(t, spec);
  const { watcher } = tree;
  const writes = await watcher.pid("t/writes");
  const waits = await watcher.pid("t/waits");
  await killed(keeperOf(tree.pid));
  assert.deepEqual([writes, waits].map(isAlive), [true, true]);
  await watcher.client.call("kill", { path: "t/waits" });
  await watcher.pid("t/waits", 2);
  process.kill(writes, "SIGKILL");
  await watcher.pid("t/writes", 2);
  await watcher.client.call("stop", { path: "t/writes" });
  assertWhole(tree, 1);
});

test("with runtime and keeper gone, the next runtime finds what lives by what the system shows", async (t) => {
  const tree = await start(t, spec);
  const writes = await tree.watcher.pid("t/writes");
  const waits = await tree.watcher.pid("t/waits");
  const keeper = keeperOf(tree.pid);
  await Promise.all([killed(tree.pid), killed(keeper)]);
  assert.deepEqual([writes, waits].map(isAlive), [true, true]);
  const after = await next(t, tree);
  assert.deepEqual([await after.pid("t/writes"), await after.pid("t/waits")], [writes, waits]);
  await after.client.call("stop", { path: "t/writes" });
  assert.equal(isAlive(writes), false);
  assertWhole(tree, 1);
});

test("a file of the tree's state that is damaged is set aside, and what lives is found all the same", async (t) => {
  const tree = await start(t, spec);
  const pids = [await tree.watcher.pid("t/writes"), await tree.watcher.pid("t/waits")];
  await killed(tree.pid);
  const file = join(tree.folder, ".supertree", "state", "tree");
  const text = readFileSync(file, "utf8");
  writeFileSync(file, text.replace("sleep", "slept"));
  const after = await next(t, tree);
  assert.deepEqual([await after.pid("t/writes"), await after.pid("t/waits")], pids);
  const { reports } = await after.client.call("reports", { lines: 100 });
  assert.match(
    reports.map(({ message }) => message).join("\n"),
    /line 2 is damaged\) and was set aside as \S+unreadable-/,
  );
  assertWhole(tree, 1);
});

test("another version takes the tree over; no child is touched, and the same address leads to it", async (t) => {
  const tree = await start(t, `${spec}  - { id: app, run: "node FIXTURES/begins.mjs" }\n`);
  const paths = ["t/writes", "t/waits", "t/app"];
  const pids = await Promise.all(paths.map((path) => tree.watcher.pid(path)));
  await tree.watcher.node("t/app", (node) => node.kind === "worker" && node.node !== null);
  await tree.watcher.client.call("upgrade", {});
  const { by, ...closed } = await tree.watcher.client.closed;
  assert.deepEqual({ by, ...closed }, { by: "runtime", code: 1012 });
  await gone(tree.pid);
  const after = await meet(t, tree.specFile);
  assert.deepEqual(await Promise.all(paths.map((path) => after.pid(path))), pids);
  const { url, token } = after.client.endpoint;
  assert.deepEqual({ url, token }, tree.endpoint);
  await after.node("t/app", (node) => node.kind === "worker" && node.node !== null); // its agent has found the next runtime
});

test("what is no runtime takes nothing over", async (t) => {
  const { watcher, specFile } = await start(t, spec);
  await assert.rejects(watcher.client.call("upgrade", { runtime: specFile }), /is no runtime that could take over/);
  await watcher.pid("t/waits");
});

test("a last line of the state that was cut short counts as not written", async (t) => {
  const tree = await start(t, spec);
  const pids = [await tree.watcher.pid("t/writes"), await tree.watcher.pid("t/waits")];
  await killed(tree.pid);
  const file = join(tree.folder, ".supertree", "state", "tree");
  truncateSync(file, readFileSync(file).length - 20);
  const after = await next(t, tree);
  assert.deepEqual([await after.pid("t/writes"), await after.pid("t/waits")], pids);
});
