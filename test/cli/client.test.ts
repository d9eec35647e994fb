import assert from "node:assert/strict";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { type TestContext, test } from "node:test";
import { WebSocketServer } from "ws";
import { connect, openDebugChannel, WireFailure, watchTree } from "../../client/index.ts";
import type { Snapshot, TreeNode } from "../../wire/index.ts";

type Reply = { result: unknown } | { error: { code: number; message: string; data: unknown } };

/** A runtime's end of the wire that answers by `answer` and says what a test makes it say. */
async function serve(t: TestContext, answer: (method: string, params: unknown) => Reply) {
  const server = new WebSocketServer({
    port: 0,
    host: "127.0.0.1",
    verifyClient: ({ req }, done) => done(req.headers.authorization === "Bearer right", 401),
  });
  await once(server, "listening");
  t.after(() => {
    for (const socket of server.clients) socket.terminate();
    server.close();
  });
  server.on("connection", (socket) => {
    socket.on("message", (data) => {
      const { id, method, params } = JSON.parse(data.toString());
      socket.send(JSON.stringify({ jsonrpc: "2.0", id, ...answer(method, params) }));
    });
  });
  const say = (method: string, params: unknown) => {
    for (const socket of server.clients) socket.send(JSON.stringify({ jsonrpc: "2.0", method, params }));
  };
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    say,
    sayRaw: (text: string) => server.clients.forEach((socket) => void socket.send(text)),
    drop: () => server.clients.forEach((socket) => void socket.terminate()),
    close: () => new Promise((settle) => server.close(settle)),
  };
}

const fails = (code: string) => (error: unknown) => error instanceof WireFailure && error.code === code;

test("a call is answered, decoded, and fails with the wire's own error", async (t) => {
  const server = await serve(t, (method) =>
    method === "get_count"
      ? { result: { count: "infinity" } }
      : method === "status"
        ? { result: { surprise: true } }
        : {
            error: { code: -32000, message: "x", data: { code: "not_found", message: "No child.", where: "fleet/x" } },
          },
  );
  const client = await connect({ url: server.url, token: "right" });
  assert.deepEqual(await client.call("get_count", { path: "fleet/api" }), { count: "infinity" });
  await assert.rejects(client.call("restart", { path: "fleet/x" }), (error) => {
    assert.ok(error instanceof WireFailure);
    assert.deepEqual(error.toJSON(), { code: "not_found", message: "No child.", where: "fleet/x" });
    return true;
  });
  await assert.rejects(client.call("status", {}), fails("internal"));
  client.close();
  assert.deepEqual(await client.closed, { by: "client" });
  await server.close();
});

test("a wrong token, a silent port and a lost connection each say what they are", async (t) => {
  const server = await serve(t, () => {
    server.drop();
    return { result: {} };
  });
  await assert.rejects(connect({ url: server.url, token: "wrong" }), fails("wrong_token"));
  const client = await connect({ url: server.url, token: "right" });
  await assert.rejects(client.call("status", {}), fails("no_runtime"));
  assert.equal((await client.closed).by, "runtime");
  await assert.rejects(client.call("status", {}), fails("no_runtime"));
  await server.close();
  await assert.rejects(connect({ url: server.url, token: "right" }), fails("no_runtime"));
});

test("notices are decoded; one that is not of the wire ends the connection and says so", async (t) => {
  const server = await serve(t, () => ({ result: {} }));
  const client = await connect({ url: server.url, token: "right" });
  const heard = new Promise((settle) => client.on("report", settle));
  const report = { at: 1, severity: "info", path: "fleet", message: "up", about: null };
  server.say("a_newer_notice", {});
  server.say("report", report);
  assert.deepEqual(await heard, report);
  server.say("report", { at: "now" });
  const closed = await client.closed;
  assert.equal(closed.by, "fault");

  const other = await connect({ url: server.url, token: "right" });
  server.sayRaw("not json");
  assert.equal((await other.closed).by, "fault");
  await server.close();
});

test("a debug channel is refused where nothing listens and carries frames where something does", async (t) => {
  const server = await serve(t, () => ({ result: { debug: true } }));
  const client = await connect({ url: server.url, token: "right" });
  const channel = await openDebugChannel(client, { path: "fleet/api", incarnation: 2, pid: null, transport: "port" });
  channel.send(JSON.stringify({ id: 1, method: "x" }));
  const [frame] = await once(channel, "message");
  assert.deepEqual(JSON.parse(String(frame)), { jsonrpc: "2.0", id: 1, result: { debug: true } });
  channel.close();
  client.close();
  await server.close();
});

test("a watched tree applies deltas and asks again from its number when one is missed", async (t) => {
  const asked: unknown[] = [];
  const server = await serve(t, (_, params) => {
    asked.push(params);
    if (asked.length === 1) return { result: { snapshot: tree(1, "a") } };
    return { result: { deltas: [step(3, "c"), step(4, "d")] } };
  });
  const client = await connect({ url: server.url, token: "right" });
  const seen: string[] = [];
  let reached = () => {};
  const arrived = new Promise<void>((settle) => {
    reached = settle;
  });
  const watch = await watchTree(client, (snapshot) => {
    seen.push(`${snapshot.seq}:${snapshot.nodes.map((node) => node.id).join("")}`);
    if (snapshot.seq === 4) reached();
  });
  server.say("tree", step(2, "b"));
  server.say("tree", step(4, "d"));
  await arrived;
  assert.deepEqual(asked, [{}, { since: 2 }]);
  assert.deepEqual(seen, ["1:a", "2:ab", "3:abc", "4:abcd"]);
  assert.equal(watch.snapshot.seq, 4);
  client.close();
  await server.close();
});

const node = (id: string): TreeNode => ({
  path: id,
  parent: null,
  id,
  rank: id.charCodeAt(0),
  state: "running",
  since: 0,
  incarnation: 1,
  restarts: 0,
  plan: null,
  restart: "permanent",
  dueAt: null,
  lastExit: null,
  onHold: false,
  kind: "worker",
  pid: 1,
  command: "node",
  node: null,
  debugged: false,
});
const tree = (seq: number, id: string): Snapshot => ({ seq, root: id, nodes: [node(id)] });
const step = (seq: number, id: string) => ({ seq, changed: [node(id)], removed: [] });
