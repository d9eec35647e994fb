import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { takeLock } from "../../../runtime/state/lock.ts";
import { startTimeOf } from "../../../runtime/state/process-identity.ts";

async function inFolder(use: (folder: string) => Promise<void>) {
  const folder = await mkdtemp(join(tmpdir(), "supertree-test-"));
  try {
    await use(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

const owned = (pid: number, startTime: string | null) =>
  JSON.stringify({ pid, startTime, spec: "/p/supertree.yaml", nonce: "n" });

test("the second is refused and told who has it, until the first gives it back", () =>
  inFolder(async (folder) => {
    const unlock = await takeLock(folder, "/p/supertree.yaml");
    await assert.rejects(takeLock(folder, "/p/supertree.yaml"), {
      code: "runtime_exists",
      message: `A runtime (process ${process.pid}) runs this tree already. End it with: supertree down --spec /p/supertree.yaml.`,
    });
    await assert.rejects(takeLock(folder, "/p/other.yaml"), { code: "runtime_exists", message: /same folder/ });
    await unlock();
    await (await takeLock(folder, "/p/supertree.yaml"))();
    assert.deepEqual(await readdir(folder), []);
  }));

test("the lock of a dead owner is replaced", () =>
  inFolder(async (folder) => {
    const dead = spawn(process.execPath, ["--version"], { stdio: "ignore" });
    await once(dead, "exit");
    await writeFile(join(folder, "lock"), owned(dead.pid ?? 0, null));
    await (await takeLock(folder, "/p/supertree.yaml"))();
  }));

test("so is one whose process id belongs to another process by now, and one that is no lock", () =>
  inFolder(async (folder) => {
    if ((await startTimeOf(process.pid)) !== null) {
      await writeFile(join(folder, "lock"), owned(process.pid, "1"));
      await (await takeLock(folder, "/p/supertree.yaml"))();
    }
    await writeFile(join(folder, "lock"), "half a lo");
    await (await takeLock(folder, "/p/supertree.yaml"))();
  }));

test("of many who come at once one gets it", () =>
  inFolder(async (folder) => {
    await writeFile(join(folder, "lock"), owned(2 ** 30, null));
    const all = await Promise.allSettled(Array.from({ length: 20 }, () => takeLock(folder, "/p/supertree.yaml")));
    assert.equal(all.filter((each) => each.status === "fulfilled").length, 1);
    assert.deepEqual(await readdir(folder), ["lock"]);
  }));
