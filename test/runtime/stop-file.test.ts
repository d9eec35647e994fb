import assert from "node:assert/strict";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { start } from "./tree.ts";

/** Deaf to its stop signal; ends by itself, with a last word, once the file is there. */
const watches = `sh -c "trap '' TERM; echo up; while [ ! -e run/stop.{id} ]; do sleep 0.02; done; echo saved"`;

test("a program that watches for a stop file is asked by it, and starts again without it", async (t) => {
  const spec = `
name: t
children:
  - { id: a, run: ${JSON.stringify(watches)}, ready: { log: up }, stop: { file: "run/stop.{id}", timeout: 30s } }
`;
  const { watcher, folder } = await start(t, spec, { start: false });
  const { client } = watcher;
  const file = join(folder, "run/stop.a");
  mkdirSync(join(folder, "run"));
  writeFileSync(file, "left behind");
  await client.call("logs", { paths: [], lines: 0, follow: true });
  await client.call("start_tree", {});
  await watcher.pid("t/a");
  await client.call("stop", { path: "t/a" });
  assert.equal(existsSync(file), false);
  assert.deepEqual((await watcher.notice("exited", () => true)).reason, "normal");
  assert.deepEqual(await watcher.line("t/a", "saved"), "");
  await client.call("restart_child", { path: "t/a" });
  await watcher.pid("t/a", 2);
});

test("where the file cannot be made the child is asked by its signal; one that watches for none is killed in the end", async (t) => {
  const spec = `
name: t
children:
  - { id: a, run: sleep 1000, stop: { file: no/such/folder/stop, timeout: 30s } }
  - { id: b, run: sleep 1000, stop: { file: stop, timeout: 50ms } }
`;
  const { watcher } = await start(t, spec);
  const { client } = watcher;
  await watcher.pid("t/b");
  await client.call("logs", { paths: [], lines: 0, follow: true });
  await client.call("stop", { path: "t/a" });
  await watcher.line("t/a", "(supertree: it is asked to end by SIGTERM");
  await client.call("stop", { path: "t/b" });
  const { message } = await watcher.notice("report", ({ about }) => about?.context === "shutdown_error");
  assert.equal(message, "did not stop within 50ms of the file stop and is killed");
  const reasons = watcher.heard("exited").map(({ reason }) => reason);
  assert.deepEqual(reasons, [{ signal: "SIGTERM" }, { signal: "SIGKILL" }]);
});
