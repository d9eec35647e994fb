import assert from "node:assert/strict";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import WebSocket, { WebSocketServer } from "ws";
import { type Health, watchHealth } from "../../client/heartbeat.ts";

const beat = { everyMs: 5, suspectMs: 20, downMs: 60 };

test("a node that falls silent is suspect, then down, and its connection is given up", async (t) => {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1", autoPong: false });
  t.after(() => server.close());
  await once(server, "listening");
  const socket = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  await once(socket, "open");
  const told: Health[] = [];
  watchHealth(socket, beat, (health) => told.push(health));
  await once(socket, "close");
  assert.deepEqual(told, ["suspect", "down"]);
});

test("a node that answers late is suspect and up again", async (t) => {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1", autoPong: false });
  t.after(() => server.close());
  await once(server, "listening");
  const connected = once(server, "connection");
  const socket = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  t.after(() => socket.terminate());
  const [there] = (await connected) as [WebSocket];
  if (socket.readyState !== WebSocket.OPEN) await once(socket, "open");
  const told: Health[] = [];
  await new Promise<void>((settle) => {
    watchHealth(socket, { ...beat, downMs: 60_000 }, (health) => {
      told.push(health);
      if (health === "suspect") there.send("I live");
      else settle();
    });
  });
  assert.deepEqual(told.slice(0, 2), ["suspect", "up"]);
});
