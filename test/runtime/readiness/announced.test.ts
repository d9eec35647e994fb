import assert from "node:assert/strict";
import { test } from "node:test";
import { begin } from "../children/begin.ts";

const fd = (number: number) => ({ by: "fd", fd: number, timeoutMs: 1000 }) as const;
const node = (program: string) => ["node", "-e", `const fs = require("fs"); ${program}`];

test("a line on its descriptor makes a child ready, also before anybody asks", async () => {
  for (const number of [3, 7]) {
    const { life, over, said } = begin(
      node(`fs.writeSync(${number}, "any words\\n"); console.log("said so"); setInterval(() => {}, 1e6)`),
      fd(number),
    );
    await said("stdout said so");
    await new Promise<void>((settle) => life.probe(settle));
    life.kill();
    await over;
  }
  const { life, over } = begin(["sh", "-c", "echo ready >&3; exec sleep 1000"], fd(3));
  await new Promise<void>((settle) => life.probe(settle));
  life.kill();
  await over;
});

test("words without an end of the line are not enough", async () => {
  const program = `process.on("SIGUSR1", () => fs.writeSync(3, "and now\\n")); fs.writeSync(3, "not yet ");
    console.log("wrote"); setInterval(() => {}, 1e6)`;
  const { life, over, said } = begin(node(program), fd(3));
  let isReady = false;
  const ready = new Promise<void>((settle) => {
    life.probe(() => {
      isReady = true;
      settle();
    });
  });
  await said("stdout wrote");
  assert.equal(isReady, false);
  life.signal("SIGUSR1");
  await ready;
  life.kill();
  await over;
});

test("what it writes later harms nobody, and neither does closing it", async () => {
  const much = `fs.writeSync(3, "ready\\n"); for (let i = 0; i < 100; i++) fs.writeSync(3, "x".repeat(10_000) + "\\n");`;
  const wrote = begin(node(`${much} console.log("wrote it all")`), fd(3));
  await wrote.said("stdout wrote it all");
  assert.equal(await wrote.over, "normal");
  const closed = begin(node(`fs.writeSync(3, "\\n"); fs.closeSync(3); console.log("closed")`), fd(3));
  await new Promise<void>((settle) => closed.life.probe(settle));
  await closed.said("stdout closed");
  assert.equal(await closed.over, "normal");
});

test("one that holds the descriptor after the child's end keeps nobody waiting", async () => {
  const leaves = `const { pid } = require("child_process").spawn("sleep", ["1000"], { detached: true, stdio: ["ignore", "ignore", "ignore", 3] });
    console.log(pid); setInterval(() => {}, 1e6)`;
  const { life, over, said } = begin(node(leaves), fd(3));
  const runaway = Number(await said("stdout "));
  life.kill();
  assert.deepEqual(await over, { signal: "SIGKILL" });
  process.kill(runaway, "SIGKILL");
});
