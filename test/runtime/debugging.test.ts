import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { connect } from "../../client/index.ts";
import { debugWays } from "../nodes.ts";
import { Inspector } from "./inspector.ts";
import { fixtures, start, Watcher } from "./tree.ts";

const counts = (node: string) => `name: t\nchildren:\n  - { id: a, run: "${node} FIXTURES/counts.mjs" }\n`;
const breakpointLine = readFileSync(`${fixtures}counts.mjs`, "utf8")
  .split("\n")
  .findIndex((line) => line.includes("#bp"));

const breakpoint = { lineNumber: breakpointLine, urlRegex: "counts\\.mjs$" };

interface Paused {
  reason: string;
  callFrames: { callFrameId: string; location: { lineNumber: number } }[];
}

for (const { name, program, transport } of debugWays) {
  test(`${name}: a process is held before its first line, bound, and released into its breakpoint`, async (t) => {
    const { watcher } = await start(t, counts(program), { start: false });
    const { client } = watcher;
    assert.deepEqual(await client.call("debug", { only: [] }), { targets: [] });
    await client.call("start_tree", {});
    const { incarnation, pid } = await watcher.notice("held", ({ path }) => path === "t/a");
    assert.ok(pid > 0);
    await watcher.node("t/a", (node) => node.state === "held");

    const inspector = await Inspector.open(client, "t/a", incarnation, transport);
    await inspector.ask("Debugger.enable");
    await inspector.ask("Debugger.setBreakpointByUrl", breakpoint);
    const { lines } = await client.call("logs", { paths: ["t/a"], lines: 9, follow: false });
    assert.deepEqual(lines, [], "its first line has not run, and nothing of the inspector is seen");
    await client.call("release", { path: "t/a", incarnation });
    const paused = (await inspector.event("Debugger.paused")) as unknown as Paused;
    assert.equal(paused.callFrames[0]?.location.lineNumber, breakpointLine);
    await watcher.node("t/a", (node) => node.state === "paused" && node.kind === "worker" && node.debugged);
    assert.equal(await inspector.evaluate("count", paused.callFrames[0]?.callFrameId), 0);

    await inspector.ask("Debugger.stepOver");
    const stepped = (await inspector.event("Debugger.paused")) as unknown as Paused;
    assert.equal(stepped.callFrames[0]?.location.lineNumber, breakpointLine + 1);
    assert.equal(await inspector.evaluate("count", stepped.callFrames[0]?.callFrameId), 1);
    await inspector.detach();
    await watcher.node("t/a", (node) => node.state === "running" && node.kind === "worker" && !node.debugged);
    await assert.rejects(client.call("release", { path: "t/a", incarnation }), { code: "not_held" });
    assert.deepEqual(
      (await client.call("logs", { paths: [], lines: 9, follow: false })).lines.map((line) => line.text),
      ["first line"],
    );
  });

  test(`${name}: the next incarnation is held too; it goes on at once when its debugger is gone`, async (t) => {
    const { watcher, endpoint } = await start(t, counts(program));
    const first = await watcher.pid("t/a");
    await watcher.node("t/a", (node) => node.kind === "worker" && node.node !== null);
    const adapter = await connect(endpoint);
    const { targets } = await adapter.call("debug", { only: ["t/*"] });
    assert.deepEqual(targets, [{ path: "t/a", incarnation: 1, pid: first, descendant: false }]);
    const elsewhere = await Watcher.connect(endpoint);
    await elsewhere.client.call("debug", { only: ["t/other"] });
    process.kill(first, "SIGKILL");
    const held = await watcher.node("t/a", (node) => node.state === "held");
    assert.equal(held.incarnation, 2);
    adapter.close();
    await watcher.node("t/a", (node) => node.state === "running");
    await watcher.client.call("logs", { paths: ["t/a"], lines: 0, follow: true });
    await watcher.client.call("restart", { path: "t/a" });
    await watcher.line("t/a", "first line");
    assert.deepEqual(elsewhere.heard("held"), []);
  });

  test(`${name}: a running process can be debugged again and again, by two at a time`, async (t) => {
    const { watcher } = await start(t, counts(program));
    await watcher.node("t/a", (node) => node.kind === "worker" && node.node !== null);
    for (let round = 0; round < 3; round++) {
      const [one, two] = await Promise.all([1, 2].map(() => Inspector.open(watcher.client, "t/a", 1, transport)));
      assert.equal(await one?.evaluate("6 * 7"), 42);
      await one?.detach();
      assert.equal(await two?.evaluate("6 * 7"), 42);
      await two?.detach();
      await watcher.node("t/a", (node) => node.kind === "worker" && !node.debugged);
    }
    assert.deepEqual(
      (await watcher.client.call("logs", { paths: [], lines: 9, follow: false })).lines.map((line) => line.text),
      ["first line"],
    );
  });

  for (const [how, reason] of [
    ["exit", { code: 3 }],
    ["naturally", "normal"],
    ["throw", { code: 1 }],
  ] as const) {
    test(`${name}: a program that ends (${how}) while it is debugged ends, and its channel with it`, async (t) => {
      const { watcher } = await start(
        t,
        `name: t\nchildren:\n  - { id: a, run: "${program} FIXTURES/ends.mjs ${how}", plan: [wait] }\n`,
      );
      await watcher.node("t/a", (node) => node.kind === "worker" && node.node !== null);
      const inspector = await Inspector.open(watcher.client, "t/a", 1, transport);
      const idle = await Inspector.open(watcher.client, "t/a", 1, transport);
      await inspector.ask("Runtime.enable");
      await inspector.evaluate("void setImmediate(end)");
      assert.deepEqual((await watcher.notice("exited", () => true)).reason, reason);
      await Promise.all([inspector.closed, idle.closed]);
      const { lines } = await watcher.client.call("logs", { paths: [], lines: 99, follow: false });
      assert.deepEqual(
        lines.filter((line) => /debugger/i.test(line.text)),
        [],
      );
      assert.equal(lines[0]?.text, "ending");
    });
  }

  test(`${name}: a process that is paused can be stopped`, async (t) => {
    const { watcher } = await start(t, counts(program));
    await watcher.node("t/a", (node) => node.kind === "worker" && node.node !== null);
    const inspector = await Inspector.open(watcher.client, "t/a", 1, transport);
    await inspector.ask("Debugger.enable");
    await inspector.evaluate('process.on("SIGTERM", () => { console.log("obeyed"); process.exit(0); })');
    await inspector.ask("Debugger.pause");
    await inspector.event("Debugger.paused");
    await watcher.node("t/a", (node) => node.state === "paused");
    await watcher.client.call("terminate_child", { path: "t/a" });
    const { lines } = await watcher.client.call("logs", { paths: [], lines: 1, follow: false });
    assert.equal(lines[0]?.text, "obeyed");
  });
}

test("what cannot be debugged is refused", async (t) => {
  const { watcher } = await start(t, "name: t\nchildren:\n  - { id: a, run: sleep 1000 }\n");
  await watcher.pid("t/a");
  await assert.rejects(Inspector.open(watcher.client, "t/a", 7), { code: "not_found" });
  await assert.rejects(Inspector.open(watcher.client, "t/a", 1), { name: "WireFailure" });
});
