import assert from "node:assert/strict";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { createServer, type TLSSocket } from "node:tls";
import { connect, findRuntime, openDebugChannel, type WireFailure } from "../../../client/index.ts";
import { ownCertificate } from "../../../runtime/remote/own-certificate.ts";
import type { CommandName } from "../../../wire/index.ts";
import { afterwards } from "../../afterwards.ts";
import { gone } from "../processes.ts";
import { projectWith } from "../tree.ts";
import { outcome, startNode } from "./node.ts";

const spec = `name: t
children:
  - { id: a, run: node FIXTURES/listens.mjs, env: { PORT: "0" }, plan: [restart], count: infinity }
`;

test("a token lets a client of another machine do as much as its role, and the runtime itself refuses the rest", async (t) => {
  const { far, watcher } = await startNode(t, spec);
  await watcher.node("t/a", (node) => node.kind === "worker" && node.node !== null);
  const said = async (role: "read-only" | "debug" | "operate") => {
    const client = await connect(await far(role));
    const give = async (name: CommandName, params: object) =>
      client.call(name, params as never).then(
        () => "done",
        (error: WireFailure) => error.code,
      );
    const target = { path: "t/a", incarnation: 1, pid: null, transport: "agent" } as const;
    const channel = await openDebugChannel(client, target).then(
      (socket) => {
        socket.close();
        return "done";
      },
      (error: WireFailure) => error.code,
    );
    const answers = [
      (await client.call("status", {})).role,
      await give("watch_tree", {}),
      await give("debug", { only: [] }),
      await give("undebug", {}),
      channel,
      await give("change_plan", { path: "t/a", plan: ["restart"] }),
      await give("reload", { files: ["/nowhere.js"], dry_run: true }),
      await give("signal", { path: "t/a", signal: "SIGCONT" }),
    ];
    client.close();
    return answers.join(" ");
  };
  assert.equal(await said("read-only"), `read-only done${" forbidden".repeat(6)}`);
  assert.equal(await said("debug"), "debug done done done done forbidden forbidden forbidden");
  assert.equal(await said("operate"), "operate done done done done done done done");
});

test("a node that is to be looked at only has no token for more", async (t) => {
  const { far } = await startNode(t, "name: t\nchildren: []\n", { atMost: "read-only" });
  assert.equal(await outcome(await far("read-only")), "connected");
  await assert.rejects(far("operate"), { code: "ENOENT" });
});

test("who shows no token that is known gets no word, by whatever way", async (t) => {
  const { far, endpoint, remote } = await startNode(t, "name: t\nchildren: []\n");
  const known = await far("operate");
  assert.equal(await outcome({ ...known, token: "0" }), "wrong_token");
  assert.equal(await outcome({ ...known, token: endpoint.token }), "wrong_token"); // of this machine's own clients
  assert.equal(await outcome({ ...known, url: remote.url.replace("wss:", "ws:") }), "no_runtime");
  assert.equal(await outcome({ ...known, url: "ws://192.0.2.1:4711" }), "untrusted");
  assert.equal(await outcome({ url: known.url, token: known.token }), "untrusted");
  assert.equal(await outcome({ ...known, fingerprint: "AB" }), "usage");
  await assert.rejects(fetch(remote.url.replace("wss:", "http:")));
});

test("the token is not sent to whoever shows another certificate", async (t) => {
  const server = createServer(await ownCertificate());
  const heard: Buffer[] = [];
  let stranger: Promise<unknown> = Promise.resolve();
  server.on("secureConnection", (socket: TLSSocket) => {
    socket.on("data", (data) => heard.push(data));
    socket.on("error", () => socket.destroy());
    stranger = once(socket, "close");
  });
  afterwards(t, () => server.close());
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  assert.ok(address && typeof address === "object");
  const url = `wss://127.0.0.1:${address.port}`;
  assert.equal(await outcome({ url, token: "secret", fingerprint: "AB".repeat(32) }), "untrusted");
  assert.equal(await outcome({ url, token: "secret" }), "untrusted");
  await stranger;
  assert.deepEqual(heard, []);
});

test("a given certificate is shown, clients show theirs where that is asked for, and another runtime goes on so", async (t) => {
  const { folder } = await projectWith(t, "");
  const [node, client, other] = [await ownCertificate(), await ownCertificate(), await ownCertificate()];
  const file = async (name: string, text: string) => {
    await writeFile(join(folder, name), text);
    return join(folder, name);
  };
  const { far, watcher, pid, specFile } = await startNode(t, "name: t\nchildren: []\n", {
    certificate: { cert: await file("cert", node.cert), key: await file("key", node.key) },
    clientCa: await file("ca", client.cert),
  });
  const endpoint = await far("operate");
  const check = async () => {
    assert.equal(await outcome(endpoint), "wrong_token");
    assert.equal(await outcome({ ...endpoint, identity: other }), "wrong_token");
    assert.equal(await outcome({ ...endpoint, identity: client }), "connected");
  };
  await check();
  await watcher.client.call("upgrade", {});
  await gone(pid);
  const next = await findRuntime(specFile);
  assert.ok(next);
  afterwards(t, async () => {
    await (await connect(next)).call("shutdown", {});
    await gone(next.pid);
  });
  await check();
});
