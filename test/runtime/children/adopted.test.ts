import assert from "node:assert/strict";
import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { type TestContext, test } from "node:test";
import { adoptLife } from "../../../runtime/children/adopted.ts";
import type { Life } from "../../../runtime/world.ts";
import type { Ready } from "../../../spec/index.ts";
import type { Path } from "../../../wire/index.ts";
import { isAlive } from "../processes.ts";
import { fixtures, worker } from "./begin.ts";

const waits = ["-e", "setInterval(() => {}, 1e6)"];

/** A Node process that is none of the runtime's. */
function stranger(t: TestContext, words: string[], options: SpawnOptions = {}): ChildProcess & { pid: number } {
  const process = spawn("node", words, {
    cwd: fixtures,
    stdio: ["ignore", "pipe", "ignore"],
    detached: true,
    ...options,
  });
  const { pid } = process;
  assert.ok(pid);
  t.after(() => process.kill("SIGKILL"));
  return Object.assign(process, { pid });
}

/** What the adopted life tells, a line each, as far as it has come. */
function adopt(pid: number, taken: ReadonlyMap<number, Path> = new Map(), ready: Ready | null = null) {
  const told: string[] = [];
  const events = new EventTarget();
  const tell = (text: string) => {
    told.push(text);
    events.dispatchEvent(new Event("told"));
  };
  const spec = worker(["sleep", "1000"], ready);
  const life: Life = adoptLife({ path: "t/x", incarnation: 1, spec, pid, taken }, fixtures, {
    line: ({ text }) => tell(text),
    spawned: (spawned) => tell(`spawned ${spawned}`),
    failed: (error) => tell(`failed: ${error}`),
    exited: (reason) => tell(`exited ${JSON.stringify(reason)}`),
    born: () => {},
    keptUpTo: async () => ({ stdout: 0, stderr: 0 }),
    kept: async () => {},
  });
  const until = async (begin: string): Promise<string> => {
    for (;;) {
      const found = told.find((text) => text.startsWith(begin));
      if (found !== undefined) return found.slice(begin.length);
      await new Promise((settle) => events.addEventListener("told", settle, { once: true }));
    }
  };
  return { life, told, until };
}

const exited = 'exited {"error":"It was adopted, so how it ended cannot be known."}';

test("an adopted process is told as one that was started, and its end when somebody else ends it", async (t) => {
  const { pid } = stranger(t, waits);
  const { told, until } = adopt(pid);
  await until("spawned ");
  process.kill(pid, "SIGTERM");
  await until("exited ");
  assert.deepEqual(told, [
    `(supertree: process ${pid} was adopted: what it writes goes where it went before, and is not kept here)`,
    `spawned ${pid}`,
    exited,
  ]);
});

test("a stop and a kill reach the whole group where the process leads one", async (t) => {
  for (const how of ["stop", "kill"] as const) {
    const leader = stranger(t, ["grandchild.mjs"]);
    const written: string[] = [];
    for await (const chunk of leader.stdout ?? []) {
      written.push(String(chunk));
      if (written.join("").match(/(leader|grandchild) \d+\n/g)?.length === 2) break;
    }
    const grandchild = Number(/grandchild (\d+)/.exec(written.join(""))?.[1]);
    const { life, until } = adopt(leader.pid);
    await until("spawned ");
    if (how === "stop") life.stop("SIGTERM");
    else life.kill();
    await until("exited ");
    assert.deepEqual([leader.pid, grandchild].filter(isAlive), []);
  }
});

test("one that leads no group is stopped alone", async (t) => {
  const around = stranger(t, [
    "-e",
    `const { pid } = require("child_process").spawn("node", ${JSON.stringify(waits)}); console.log(pid); setInterval(() => {}, 1e6)`,
  ]);
  assert.ok(around.stdout);
  const [line] = await once(around.stdout, "data");
  const inner = Number(String(line));
  const { life, until } = adopt(inner);
  await until("spawned ");
  life.signal("SIGTERM");
  await until("exited ");
  assert.deepEqual([around.pid, inner].map(isAlive), [true, false]);
});

test("one that has ended and was not collected by its parent is gone", async (t) => {
  const parent = stranger(t, [
    "-e",
    `require("child_process").spawn("sh", ["-c", "sleep 1000 & echo $!; exec sleep 1000"], { stdio: "inherit" })`,
  ]);
  assert.ok(parent.stdout);
  const [line] = await once(parent.stdout, "data");
  const child = Number(String(line));
  const { until } = adopt(child);
  await until("spawned ");
  process.kill(child, "SIGKILL");
  await until("exited ");
  process.kill(-parent.pid, "SIGKILL");
});

test("it is ready when it is asked from outside and answers, else at once", async (t) => {
  const { pid } = stranger(t, waits);
  const { life, until } = adopt(pid);
  await until("spawned ");
  await new Promise<void>((settle) => life.probe(settle));
  life.kill();
  await until("exited ");

  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  assert.ok(address && typeof address === "object");
  const ready = { by: "port", port: address.port, host: "127.0.0.1", timeoutMs: 1000 } as const;
  const asked = adopt(stranger(t, waits).pid, new Map(), ready);
  await asked.until("spawned ");
  await new Promise<void>((settle) => asked.life.probe(settle));
  asked.life.kill();
  await asked.until("exited ");
  server.close();
});

test("what cannot be adopted is told with the remedy", async (t) => {
  const check = async (pid: number, expected: RegExp, taken = new Map<number, Path>()) => {
    const { told, until } = adopt(pid, taken);
    assert.match(await until("failed: "), expected);
    assert.equal(told.length, 1);
  };
  const gone = stranger(t, ["-e", ""]);
  await once(gone, "exit");
  await check(gone.pid, /^There is no process \d+: it has ended.*look it up with ps\.$/);
  await check(process.pid, /is this runtime itself/);
  await check(process.ppid, /started this runtime/);
  for (const pid of [-1, 0, 1, 1.5, Number.NaN]) await check(pid, /is no process that can be adopted: give its pid/);
  const own = stranger(t, waits);
  await check(own.pid, /^Process \d+ is t\/a of this tree already/, new Map([[own.pid, "t/a"]]));
  const leader = stranger(t, ["grandchild.mjs"]);
  assert.ok(leader.stdout);
  let written = "";
  for await (const chunk of leader.stdout) {
    written += String(chunk);
    if (/grandchild \d+\n/.test(written)) break;
  }
  const grandchild = Number(/grandchild (\d+)/.exec(written)?.[1]);
  await check(grandchild, /was started by t\/a of this tree and ends with it/, new Map([[leader.pid, "t/a"]]));
  process.kill(-leader.pid, "SIGKILL");
});
