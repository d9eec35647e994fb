import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { adapter } from "./dap.ts";

test("with --server each connection is a session of its own", async (t) => {
  const server = spawn(process.execPath, [adapter, "--server", "0"]);
  t.after(() => server.kill());
  const [line] = await once(createInterface({ input: server.stderr }), "line");
  const port = Number(/:(\d+)$/.exec(String(line))?.[1]);
  for (const seq of [1, 2]) {
    const socket = connect(port, "127.0.0.1");
    const body = JSON.stringify({ seq, type: "request", command: "initialize", arguments: {} });
    socket.write(`Content-Length: ${body.length}\r\n\r\n${body}`);
    const [answer] = await once(socket, "data");
    assert.match(String(answer), new RegExp(`"request_seq":${seq}.*"success":true`));
    socket.destroy();
  }
});

test("a port that is none is refused with the usage", async () => {
  const server = spawn(process.execPath, [adapter, "--server", "http"]);
  const [line] = await once(createInterface({ input: server.stderr }), "line");
  assert.match(String(line), /usage: adapter\.cjs/);
  await once(server, "exit");
  assert.equal(server.exitCode, 2);
});
