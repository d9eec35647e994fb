import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { connect as dialTcp, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { connect as dialTls } from "node:tls";
import fc from "fast-check";
import { connect, type Endpoint } from "../../../client/index.ts";
import { remoteDoor } from "../../../runtime/remote/door.ts";
import { ownCertificate } from "../../../runtime/remote/own-certificate.ts";
import { serve } from "../../../runtime/service/server.ts";
import { stateFolderOf } from "../../../runtime/state/folder.ts";
import { authorization } from "../../../wire/index.ts";
import { afterwards } from "../../afterwards.ts";
import { outcome } from "./node.ts";

/** The door alone, with a listener behind it that counts who gets as far. */
async function openDoor(
  t: TestContext,
): Promise<{ port: number; endpoint: Endpoint; entered: () => number; open: () => Promise<number> }> {
  const folder = await mkdtemp(join(tmpdir(), "supertree-fuzz-"));
  afterwards(t, () => rm(folder, { recursive: true, force: true }));
  const { cert, key } = await ownCertificate();
  const certificate = { cert: join(folder, "cert"), key: join(folder, "key") };
  await Promise.all([writeFile(certificate.cert, cert), writeFile(certificate.key, key)]);
  const state = stateFolderOf(join(folder, "supertree.yaml"));
  await mkdir(state.tokens, { recursive: true });
  const door = await remoteDoor({ at: "127.0.0.1:0", certificate }, state);
  let entered = 0;
  const server = await serve([door], {
    connected: () => void entered++,
    disconnected: () => {},
    asked: (client, id) => client.answer(id, {}),
    debug: async () => assert.fail("nobody gets as far"),
    collector: null,
  });
  afterwards(t, () => server.close({ code: 1001, reason: "over" }));
  const [url = ""] = server.urls;
  const token = await readFile(join(state.tokens, "operate"), "utf8");
  const open = () =>
    new Promise<number>((settle, fail) =>
      door.http.getConnections((error, count) => (error ? fail(error) : settle(count))),
    );
  return {
    port: Number(new URL(url).port),
    endpoint: { url, token: token.trim(), fingerprint: door.fingerprint },
    entered: () => entered,
    open,
  };
}

/** All that the other side says until it hangs up; it is told that nothing more comes. */
async function answers(socket: Socket, ready: "connect" | "secureConnect", bytes: Uint8Array): Promise<Buffer> {
  const heard: Buffer[] = [];
  socket.on("data", (data: Buffer) => heard.push(data));
  socket.on("error", () => socket.destroy());
  const over = once(socket, "close");
  await Promise.race([once(socket, ready), over]);
  socket.end(bytes);
  await over;
  return Buffer.concat(heard);
}

const upgrade = (token: string) =>
  `GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nAuthorization: ${authorization(token)}\r\n\r\n`;

/** A right message, with a few bytes of it changed, cut off, or put in. */
const mutated = (right: Buffer) =>
  fc
    .record({ at: fc.nat(right.length), cut: fc.nat(8), put: fc.uint8Array({ maxLength: 8 }) })
    .map(({ at, cut, put }) => Buffer.concat([right.subarray(0, at), put, right.subarray(at + cut)]));

test("no bytes from the network get an answer, or anything else, before the token", async (t) => {
  const { port, endpoint, entered, open } = await openDoor(t);
  const anything = fc.uint8Array({ maxLength: 300 });
  const wrongToken = Buffer.from(upgrade("0".repeat(64)));

  const plain = fc.asyncProperty(fc.oneof(anything, mutated(wrongToken)), async (bytes) => {
    const heard = await answers(dialTcp(port, "127.0.0.1"), "connect", bytes);
    assert.ok(heard.length === 0 || isTls(heard), heard.toString("hex"));
  });
  const secret = fc.asyncProperty(fc.oneof(anything, mutated(wrongToken)), async (bytes) => {
    const socket = dialTls({ port, host: "127.0.0.1", rejectUnauthorized: false });
    assert.equal((await answers(socket, "secureConnect", bytes)).toString(), "");
  });
  await fc.assert(plain, { numRuns: 150 });
  await fc.assert(secret, { numRuns: 150 });
  assert.equal(entered(), 0);

  assert.equal(await outcome(endpoint), "connected");
  assert.equal(entered(), 1);
  while ((await open()) > 0) await new Promise((settle) => setImmediate(settle));
});

test("who has the token and talks nonsense is answered, and everybody else goes on", async (t) => {
  const { endpoint } = await openDoor(t);
  const steady = await connect(endpoint);
  const { port } = new URL(endpoint.url);
  const right = Buffer.from(upgrade(endpoint.token));
  const nonsense = fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
    const socket = dialTls({ port: Number(port), host: "127.0.0.1", rejectUnauthorized: false });
    const heard = await answers(socket, "secureConnect", Buffer.concat([right, bytes]));
    assert.match(heard.toString("latin1"), /^HTTP\/1\.1 101 /);
  });
  await fc.assert(nonsense, { numRuns: 60 });
  await steady.call("undebug", {});
  steady.close();
});

/** A record of the handshake, or an alert: nothing of ours. */
const isTls = (bytes: Buffer) => (bytes[0] === 0x15 || bytes[0] === 0x16) && bytes[1] === 0x03;
