import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { gone } from "../processes.ts";
import { start } from "../tree.ts";

test("a shell script gives commands by files: done, refused, and at last the end of the tree", async (t) => {
  const spec = 'name: t\nchildren:\n  - { id: a, run: "node FIXTURES/begins.mjs" }\n';
  const { watcher, folder, pid } = await start(t, spec);
  await watcher.pid("t/a");
  const give = (text: string) =>
    execFileSync(
      "sh",
      ["-c", 'echo "$1" > .supertree/inbox/.new && mv .supertree/inbox/.new .supertree/inbox/c', "sh", text],
      {
        cwd: folder,
      },
    );
  give("restart: t/a");
  await watcher.pid("t/a", 2);
  give("stop: t/b");
  const { message } = await watcher.notice("report", ({ message }) => message.includes("command file"));
  assert.match(message, /There is no child t\/b/);
  const { code, where } = JSON.parse(readFileSync(join(folder, ".supertree/failed/c.error"), "utf8"));
  assert.deepEqual({ code, where }, { code: "not_found", where: "t/b" });
  give("shutdown:");
  await gone(pid);
  assert.deepEqual(readdirSync(join(folder, ".supertree/inbox")), []);
  assert.deepEqual(readdirSync(join(folder, ".supertree/state/taken")), []);
});
