import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { startRuntime } from "../../client/index.ts";
import { gone } from "./processes.ts";
import { meet, runtimeFile, start, type Watcher } from "./tree.ts";

const hot = new URL("../../dist/hot.js", import.meta.url).href;
const main = `import { answer } from "./tally.mjs";\nsetInterval(() => console.log(answer()), 20);\n`;

/** Counts in a number, from version 2 on in an object; `step` makes the module load anew. */
const tally = (version: 1 | 2, step: number) => `
import { hot } from "${hot}";
const step = ${step};
const tally = hot.state("tally", {
  version: ${version},
  initial: () => ${version === 1 ? "0" : "({ count: 0 })"},
  migrations: { 2: { up: (count) => ({ count }), down: ({ count }) => count } },
});
export function answer() {
  return "v${version} step " + step + " of " + ${version === 1 ? "(tally.value += step)" : "(tally.value.count += step)"};
}
`;

test("the next runtime knows what was reloaded: versions and states, what a crash comes back in, new reloads and the way back", async (t) => {
  const tree = await start(t, `name: t\nchildren:\n  - { id: app, run: "sleep 1000" }\n`);
  const write = (text: string) => writeFileSync(join(tree.folder, "tally.mjs"), text);
  write(tally(1, 1));
  writeFileSync(join(tree.folder, "main.mjs"), main);
  await tree.watcher.client.call("start_child", {
    path: "t",
    child: { id: "hot", run: "node main.mjs", hot: true, restart: "permanent" },
  });
  await until(tree.watcher, "v1 step 1 of 3");
  write(tally(2, 10));
  const reload = async ({ client }: Watcher) =>
    (await client.call("reload", { files: ["tally.mjs"], dry_run: false })).outcome;
  assert.equal(await reload(tree.watcher), "committed");
  await until(tree.watcher, "v2 step 10");

  process.kill(tree.pid, "SIGKILL");
  await gone(tree.pid);
  const { pid } = await startRuntime({ specFile: tree.specFile, runtimeFile });
  const second = await meet(t, tree.specFile);
  assert.deepEqual(await versions(second), [2, [{ name: "tally", version: 2 }]]);
  write("this is no program");
  await second.client.call("kill", { path: "t/hot" });
  await until(second, "v2 step 10 of 10"); // begins anew, in what was reloaded and not in what is on disk
  write(tally(2, 100));
  assert.equal(await reload(second), "committed");
  await until(second, "v2 step 100");

  await second.client.call("upgrade", {});
  await second.client.closed;
  await gone(pid);
  const third = await meet(t, tree.specFile);
  assert.deepEqual(await versions(third), [3, [{ name: "tally", version: 2 }]]);
  assert.equal((await third.client.call("rollback", {})).outcome, "committed");
  await until(third, "v2 step 10");
  assert.deepEqual((await versions(third))[0], 2);
  assert.equal(await reload(third), "committed");
  await until(third, "v2 step 100");
});

/** Settles when the process says from now on what begins so. */
async function until(watcher: Watcher, begin: string): Promise<void> {
  await watcher.client.call("logs", { paths: ["t/hot"], lines: 0, follow: true });
  await watcher.line("t/hot", begin);
}

/** The version of the module and its states, as soon as its process has found the runtime. */
async function versions({ client }: Watcher): Promise<unknown[]> {
  for (;;) {
    const { modules } = await client.call("modules", {});
    const found = modules.find(({ file }) => file.endsWith("tally.mjs"));
    if (found) return [found.version, found.states];
  }
}
