import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { type TestContext, test } from "node:test";
import { InspectorSocket } from "../../../runtime/debug/inspector-socket.ts";

/** An inspector that keeps every byte that it gets, and a socket to it. */
async function pair(t: TestContext) {
  const http = createServer().listen(0, "127.0.0.1");
  await once(http, "listening");
  t.after(() => http.close());
  const address = http.address();
  assert.ok(address && typeof address === "object");
  const upgraded = once(http, "upgrade");
  const heard: string[] = [];
  let over = () => {};
  const closed = new Promise<void>((settle) => {
    over = settle;
  });
  const connecting = InspectorSocket.connect(`ws://127.0.0.1:${address.port}/id`, Buffer.from("filler"), {
    message: (text) => heard.push(text.toString()),
    closed: () => over(),
  });
  const [, inspector] = await upgraded;
  inspector.write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n");
  return { socket: await connecting, inspector, heard, closed };
}

/** The texts of the frames in these bytes, and how many bytes are left over. */
function frames(bytes: Buffer): { texts: string[]; rest: number } {
  const texts: string[] = [];
  let rest = bytes;
  while (rest.length >= 14) {
    assert.deepEqual([...rest.subarray(0, 6)], [0x81, 0xff, 0, 0, 0, 0]);
    const end = 14 + rest.readUInt32BE(6);
    if (rest.length < end) break;
    texts.push(rest.subarray(14, end).toString());
    rest = rest.subarray(end);
  }
  return { texts, rest: rest.length };
}

test("everything that comes in is answered with a byte at once, and what is sent stays whole", async (t) => {
  const { socket, inspector, heard } = await pair(t);
  let bytes = Buffer.alloc(0);
  const next = async () => {
    const [chunk] = await once(inspector, "data");
    bytes = Buffer.concat([bytes, chunk]);
    return frames(bytes);
  };
  for (let n = 1; n <= 6; n++) {
    inspector.write(Buffer.from([0x81, 1, 64 + n]));
    assert.deepEqual(await next(), { texts: [], rest: n });
  }
  inspector.write(Buffer.from([0x81, 1, 71]));
  assert.deepEqual(await next(), { texts: ["filler"], rest: 0 });
  inspector.write(Buffer.from([0x81, 1, 72]));
  assert.deepEqual(await next(), { texts: ["filler"], rest: 1 });
  socket.send(Buffer.from("first"));
  assert.deepEqual(await next(), { texts: ["filler", "first"], rest: 0 });
  socket.send(Buffer.from("ä".repeat(50_000)));
  while (frames(bytes).texts.length < 3) await next();
  assert.deepEqual(frames(bytes), { texts: ["filler", "first", "ä".repeat(50_000)], rest: 0 });
  assert.equal(heard.join(""), "ABCDEFGH");
  inspector.destroy();
});

test("a goodbye and an end close it", async (t) => {
  const { inspector, closed, socket } = await pair(t);
  inspector.write(Buffer.from([0x88, 0]));
  await closed;
  assert.equal(socket.isOpen, false);
  socket.send(Buffer.from("too late"));
});
