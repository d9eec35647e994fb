import assert from "node:assert/strict";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { test } from "node:test";
import { freePort, isAlive, isListening, project, Staying, supertree, vanishes } from "./supertree.ts";

const withPort = (port: number) => `
name: held
strategy: rest_for_one
children:
  - id: listener
    run: node listener.mjs
    env: { PORT: "${port}" }
    hot: false
    ready: { port: ${port} }
  - { id: echo, run: node echo.mjs echo, hot: false }
`;

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  test(`up tells the tree's life; ${signal} stops all of it in reverse order and leaves nothing`, async (t) => {
    const port = await freePort();
    const folder = await project(t, withPort(port));
    const up = new Staying(t, folder, "up");
    const [, grandchild] = await up.line(/^held\/listener \| grandchild (\d+)$/);
    const [, listener] = await up.line(/held\/listener is running \(pid (\d+), #1\)/);
    const [, echo] = await up.line(/held\/echo is running \(pid (\d+), #1\)/);
    await up.line(/^held\/echo \| echo lives$/);
    assert.ok(await isListening(port));

    up.child.kill(signal);
    assert.equal(await up.ended, 0);
    const at = (line: RegExp) => up.lines.findIndex((each) => line.test(each));
    assert.ok(
      at(/held\/echo is stopped/) >= 0 && at(/held\/echo is stopped/) < at(/held is stopped/),
      up.lines.join("\n"),
    );
    assert.equal(isAlive(Number(listener)) || isAlive(Number(echo)), false);
    assert.ok(await vanishes(Number(grandchild)));
    assert.equal(await isListening(port), false);
    assert.equal((await supertree(folder, "status")).code, 3);
  });
}

test("a crash is told with its reason and what follows; down from elsewhere ends up with 0", async (t) => {
  const folder = await project(t, withPort(await freePort()));
  const up = new Staying(t, folder, "up");
  await up.line(/held\/echo is running .*#1/);
  await supertree(folder, "kill", "echo");
  await up.line(/held\/echo: was ended by SIGKILL; it is restarted/);
  await up.line(/held\/echo is running .*#2/);
  assert.equal((await supertree(folder, "down")).code, 0);
  assert.equal(await up.ended, 0);
});

test("up --json is one object a line", async (t) => {
  const folder = await project(t, withPort(await freePort()));
  const up = new Staying(t, folder, "up", "--json");
  await up.line(/"path":"held\/echo","state":"running"/);
  await up.line(/"text":"echo lives"/);
  up.child.kill("SIGINT");
  assert.equal(await up.ended, 0);
  const kinds = new Set(up.lines.map((line) => JSON.parse(line).kind));
  assert.deepEqual([...kinds].sort(), ["note", "output", "state"]);
});

test("a tree that gives up ends up with 1, and its runtime with it", async (t) => {
  const folder = await project(t, withPort(await freePort()));
  await writeFile(
    join(folder, "tired.yaml"),
    "name: tired\nchildren:\n  - { id: x, run: node -e 'process.exit(3)', plan: [stop] }\n",
  );
  const up = new Staying(t, folder, "up", "tired.yaml");
  assert.equal(await up.ended, 1);
  await up.line(/tired\/x: exited with code 3/);
  assert.equal((await supertree(folder, "status", "--spec", "tired.yaml")).code, 3);
});

test("a port in use is told with its remedy, and nothing is left of the tree", async (t) => {
  const port = await freePort();
  const taken = createServer().listen(port, "127.0.0.1");
  await once(taken, "listening");
  t.after(() => taken.close());
  const folder = await project(t, withPort(port));
  const up = new Staying(t, folder, "up");
  assert.equal(await up.ended, 1);
  await up.line(new RegExp(`Port ${port} on 127\\.0\\.0\\.1 is in use by another program: end that program, or`));
  assert.equal((await supertree(folder, "status")).code, 3);
});
