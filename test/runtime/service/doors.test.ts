import assert from "node:assert/strict";
import { once } from "node:events";
import { test } from "node:test";
import WebSocket from "ws";
import { connect } from "../../../client/index.ts";
import { gone } from "../processes.ts";
import { start } from "../tree.ts";

const empty = "name: t\nchildren: []\n";

/** The status and the text with which a connection is refused. */
async function refusal(url: string, headers: Record<string, string>): Promise<string> {
  const socket = new WebSocket(url, { headers });
  socket.on("error", () => {});
  const [, response] = await once(socket, "unexpected-response");
  let text = "";
  for await (const chunk of response) text += chunk;
  return `${response.statusCode} ${text.trim()}`;
}

test("nobody gets in without the token, from a web page, by another name, or to another place", async (t) => {
  const { endpoint } = await start(t, empty);
  const { url, token } = endpoint;
  const authorization = `Bearer ${token}`;
  assert.match(await refusal(url, {}), /^401 The token is missing or wrong: send/);
  assert.match(await refusal(url, { authorization: "Bearer 0" }), /^401 /);
  await assert.rejects(connect({ url, token: "0" }), { code: "wrong_token" });
  assert.match(
    await refusal(url, { authorization, origin: "http://localhost:3000" }),
    /^403 A runtime is not for web pages/,
  );
  assert.match(await refusal(url, { authorization, host: "evil.example" }), /^403 The Host header names evil\.example/);
  assert.match(await refusal(`${url}/elsewhere`, { authorization }), /^404 There is nothing at \/elsewhere/);
  assert.match(await refusal(`${url}/debug/t%2Fa/1`, { authorization }), /^404 .*"code":"not_found"/);
  assert.match(await refusal(`${url}/debug/t%2Fa/1`, {}), /^401 /);
  const plain = await fetch(url.replace("ws:", "http:"));
  assert.deepEqual(
    [plain.status, (await plain.text()).trim()],
    [426, "This is a Supertree runtime: it speaks over a WebSocket, see docs/WIRE.md."],
  );
});

test("a client that comes while the runtime ends does not keep it from its end", async (t) => {
  const { watcher, endpoint, pid } = await start(t, empty);
  await watcher.client.call("shutdown", {});
  const late = await connect(endpoint).catch((error: unknown) => error);
  if (late instanceof Error) assert.ok("code" in late && late.code === "no_runtime", late.message);
  await gone(pid);
});

test("a message that is not of the wire is answered, and the connection lives", async (t) => {
  const { endpoint } = await start(t, empty);
  const socket = new WebSocket(endpoint.url, { headers: { authorization: `Bearer ${endpoint.token}` } });
  await once(socket, "open");
  const say = async (frame: string | Buffer) => {
    socket.send(frame);
    const [answer] = await once(socket, "message");
    return JSON.parse(answer.toString());
  };
  for (const frame of ["hello", "{}", "[1]", "null", Buffer.from([0xff, 0])]) {
    const { id, error } = await say(frame);
    assert.deepEqual([id, error.data.code], [null, "invalid_params"]);
  }
  const unknown = await say(JSON.stringify({ jsonrpc: "2.0", id: 1, method: "format_disk", params: {} }));
  assert.deepEqual([unknown.id, unknown.error.data.code], [1, "unknown_command"]);
  const wrong = await say(JSON.stringify({ jsonrpc: "2.0", id: 2, method: "kill", params: { path: 5 } }));
  assert.deepEqual([wrong.id, wrong.error.data.where], [2, "params.path"]);
  const signal = await say(
    JSON.stringify({ jsonrpc: "2.0", id: 3, method: "kill", params: { path: "t", signal: "SIGNAL" } }),
  );
  assert.deepEqual([signal.error.data.code, signal.error.data.where], ["invalid_params", "params.signal"]);
  const { result } = await say(JSON.stringify({ jsonrpc: "2.0", id: 4, method: "status" }));
  assert.equal(result.state, "running");
  socket.send("x".repeat(5 * 1024 * 1024));
  assert.equal((await once(socket, "close"))[0], 1009);
  assert.equal((await (await connect(endpoint)).call("status", {})).state, "running");
});
