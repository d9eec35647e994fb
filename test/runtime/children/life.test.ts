import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:net";
import { test } from "node:test";
import type { Ready } from "../../../spec/index.ts";
import type { ExitReason } from "../../../wire/index.ts";
import { isAlive } from "../processes.ts";
import { begin } from "./begin.ts";

const errorOf = (reason: ExitReason) => (typeof reason === "object" && "error" in reason ? reason.error : "");

test("an exit is told with its reason, and what was written is told line by line", async () => {
  const says = begin(["node", "says.mjs", "one", "two", "-", "three"]);
  assert.equal(await says.over, "normal");
  await Promise.all([says.said("stdout two"), says.said("stderr three")]);
  assert.deepEqual([...says.lines].sort(), ["stderr three", "stdout one", "stdout two"]);
  assert.deepEqual(await begin(["node", "-e", "process.exit(3)"]).over, { code: 3 });
  assert.deepEqual(await begin(["node", "-e", "process.kill(process.pid, 'SIGKILL')"]).over, { signal: "SIGKILL" });
});

test("a program that is not there, or cannot be run, is an exit that names the command and the remedy", async () => {
  assert.match(
    errorOf(await begin(["no-such-program"]).over),
    /“no-such-program” was not found: install it, or correct “run”/,
  );
  assert.match(errorOf(await begin(["./says.mjs"]).over), /“\.\/says\.mjs” may not be run: make the file executable/);
  assert.match(errorOf(await begin(["node"], null, "nowhere").over), /folder .*nowhere does not exist.*correct “cwd”/);
});

test("a stop reaches the whole group and is over when nobody of it is left", async () => {
  const { life, over, said } = begin(["node", "grandchild.mjs"]);
  const pids = [Number(await said("stdout leader ")), Number(await said("stdout grandchild "))];
  life.stop("SIGTERM");
  assert.deepEqual(await over, { signal: "SIGTERM" });
  assert.deepEqual(pids.filter(isAlive), []);
});

test("one of the group that does not obey keeps the stop going until the kill", async () => {
  const { life, over, said } = begin(["node", "grandchild.mjs", "stubborn"]);
  const grandchild = Number(await said("stdout grandchild "));
  life.signal("SIGTERM"); // the leader alone: an exit nobody asked for takes the rest of the group along
  await over;
  assert.equal(isAlive(grandchild), false);

  const stopped = begin(["node", "grandchild.mjs", "stubborn"]);
  const stubborn = Number(await stopped.said("stdout grandchild "));
  stopped.life.stop("SIGTERM");
  while (isAlive(Number(await stopped.said("stdout leader ")))) await new Promise((settle) => setTimeout(settle, 5));
  assert.equal(isAlive(stubborn), true); // the leader has obeyed
  stopped.life.kill();
  await stopped.over;
  assert.equal(isAlive(stubborn), false);
});

test("a port that somebody has already makes the start fail and names it", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  assert.ok(address && typeof address === "object");
  const taken: Ready = { by: "port", port: address.port, host: "127.0.0.1", timeoutMs: 1000 };
  const error = errorOf(await begin(["node", "says.mjs"], taken).over);
  assert.match(
    error,
    new RegExp(`^Port ${address.port} on 127\\.0\\.0\\.1 is in use by another program: end that program`),
  );
  server.close();
});

test("a probe tells when the port is open, the answer is good, or the line was written", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  assert.ok(address && typeof address === "object");
  server.close();
  await once(server, "close");
  const { port } = address;
  const serve = ["node", "-e", `require("http").createServer((q, r) => r.end()).listen(${port}, "127.0.0.1")`];
  for (const ready of [
    { by: "port", port, host: "127.0.0.1", timeoutMs: 1000 },
    { by: "http", url: `http://127.0.0.1:${port}/health`, timeoutMs: 1000 },
  ] satisfies Ready[]) {
    const { life, over } = begin(serve, ready);
    await new Promise<void>((settle) => life.probe(settle));
    life.kill();
    await over;
  }
  const { life, over, said } = begin(["node", "says.mjs", "listening on 80", "x"], {
    by: "log",
    pattern: "listening on \\d+$",
    timeoutMs: 1000,
  });
  await said("stdout x");
  await new Promise<void>((settle) => life.probe(settle));
  await over;
});
