import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { commandFailure } from "../../../runtime/readiness/command.ts";
import type { Ready } from "../../../spec/index.ts";
import { begin } from "../children/begin.ts";
import { isAlive } from "../processes.ts";

/** A folder of its own in which `run` looks for what the text names. */
function folder(t: TestContext): string {
  const path = mkdtempSync(join(tmpdir(), "supertree-"));
  t.after(() => rm(path, { recursive: true }));
  return path;
}

const shell = (text: string) => ({ text, words: ["sh", "-c", text] });
const asks = (text: string): Ready => ({ by: "command", command: shell(text), everyMs: 5, timeoutMs: 1000 });

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((settle) => setTimeout(settle, 5));
}

/** The pid that a command has written there. */
async function pidIn(file: string): Promise<number> {
  await until(() => existsSync(file) && readFileSync(file, "utf8").endsWith("\n"));
  return Number(readFileSync(file, "utf8"));
}

test("a child is ready once its command, in its folder and with its environment, exits with 0", async (t) => {
  const cwd = folder(t);
  const { life, over, said, lines } = begin(["sleep", "1000"], asks('test -e up && test -n "$PATH"'), cwd);
  const ready = new Promise<void>((settle) => life.probe(settle));
  await said("stderr (supertree: not ready yet: “test -e up");
  writeFileSync(join(cwd, "up"), "");
  await ready;
  assert.deepEqual(lines, ['stderr (supertree: not ready yet: “test -e up && test -n "$PATH"” exited with 1)']);
  life.kill();
  await over;
});

test("a command that is not there is told in the child's log", async () => {
  const command = { text: "no-such-program", words: ["no-such-program"] };
  const { life, over, said } = begin(["sleep", "1000"], { by: "command", command, everyMs: 5, timeoutMs: 1000 });
  const cancel = life.probe(() => assert.fail("it cannot be ready"));
  assert.match(await said("stderr (supertree: not ready yet: "), /“no-such-program” was not found: install it/);
  cancel();
  life.kill();
  await over;
});

test("a command that nobody waits for any more is killed with all it has started", async (t) => {
  const cwd = folder(t);
  const { life, over } = begin(["sleep", "1000"], asks("sleep 1000 & echo $! > inner; echo $$ > outer; wait"), cwd);
  const cancel = life.probe(() => assert.fail("it cannot be ready"));
  const pids = [await pidIn(join(cwd, "inner")), await pidIn(join(cwd, "outer"))];
  assert.deepEqual(pids.map(isAlive), [true, true]);
  cancel();
  await until(() => !pids.some(isAlive));
  life.kill();
  await over;
});

test("one run follows the other, and none leaves anything in the background", async (t) => {
  const cwd = folder(t);
  const alone =
    "mkdir alone || { touch crowd; exit 1; }; sleep 1000 & echo $! >> left; rmdir alone; echo >> runs; test $(wc -l < runs) -ge 5";
  const { life, over } = begin(["sleep", "1000"], asks(alone), cwd);
  await new Promise<void>((settle) => life.probe(settle));
  assert.equal(existsSync(join(cwd, "crowd")), false);
  const left = readFileSync(join(cwd, "left"), "utf8").trim().split("\n").map(Number);
  assert.equal(left.length, 5);
  await until(() => !left.some(isAlive));
  life.kill();
  await over;
});

test("what a command does instead of succeeding", async (t) => {
  const where = { cwd: folder(t), env: process.env };
  const never = new AbortController().signal;
  const check = async (text: string, expected: string | null) =>
    assert.equal(await commandFailure(shell(text), where, never), expected);
  await check("true", null);
  await check("exit 22", "“exit 22” exited with 22");
  await check("kill -9 $$", "“kill -9 $$” was ended by SIGKILL");
  assert.match(
    String(await commandFailure(shell("true"), { ...where, cwd: join(where.cwd, "nowhere") }, never)),
    /nowhere does not exist/,
  );
  assert.match(String(await commandFailure({ text: "x", words: ["\0"] }, where, never)), /could not be started/);

  const over = new AbortController();
  const slow = commandFailure(shell("echo $$ > pid; exec sleep 1000"), where, over.signal);
  const pid = await pidIn(join(where.cwd, "pid"));
  over.abort();
  assert.equal(await slow, "“echo $$ > pid; exec sleep 1000” did not end");
  assert.equal(isAlive(pid), false);
  assert.equal(await commandFailure(shell("true"), where, over.signal), "“true” did not end");
});
