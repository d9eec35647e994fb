import assert from "node:assert/strict";
import { test } from "node:test";
import { isAlive } from "./processes.ts";
import { start } from "./tree.ts";

const spec = (words: string, stop: string) =>
  `name: t\nchildren:\n  - { id: a, run: "node FIXTURES/escapes.mjs ${words}", ready: { log: "escaped" }, stop: ${stop} }\n`;

const onLinux = { skip: process.platform !== "linux" && "only Linux tells whose descendants have left a group" };

test("what a child has started in a session of its own is stopped with it", onLinux, async (t) => {
  const { watcher } = await start(t, spec("", "{ timeout: 30s }"));
  const leader = await watcher.pid("t/a");
  const { lines } = await watcher.client.call("logs", { paths: [], lines: 9, follow: false });
  const escaped = Number(lines.find(({ text }) => text.startsWith("escaped "))?.text.slice("escaped ".length));
  assert.deepEqual([leader, escaped].map(isAlive), [true, true]);
  await watcher.client.call("stop", { path: "t/a" });
  assert.deepEqual([leader, escaped].map(isAlive), [false, false]);
});

test("it is killed when its time is over, and the next incarnation comes after its end", onLinux, async (t) => {
  const { watcher } = await start(t, spec("stubborn", "{ timeout: 300ms }"));
  await watcher.pid("t/a");
  const { lines } = await watcher.client.call("logs", { paths: [], lines: 9, follow: false });
  const escaped = Number(lines.find(({ text }) => text.startsWith("escaped "))?.text.slice("escaped ".length));
  await watcher.client.call("restart", { path: "t/a" });
  assert.equal(isAlive(escaped), false);
  await watcher.pid("t/a", 2);
  assert.match(
    (await watcher.notice("report", ({ about }) => about?.context === "shutdown_error")).message,
    /is killed/,
  );
});
