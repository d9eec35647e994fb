import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { frameParser } from "../../../runtime/debug/frame-parser.ts";

/** A text frame as an inspector sends it. */
function frame(text: string): Buffer {
  const body = Buffer.from(text);
  if (body.length < 126) return Buffer.concat([Buffer.from([0x81, body.length]), body]);
  if (body.length < 65_536) return Buffer.concat([Buffer.from([0x81, 126, body.length >> 8, body.length & 255]), body]);
  const header = Buffer.from([0x81, 127, 0, 0, 0, 0, 0, 0, 0, 0]);
  header.writeUInt32BE(body.length, 6);
  return Buffer.concat([header, body]);
}

function parse(chunks: Buffer[]): { texts: string[]; strange: boolean } {
  const texts: string[] = [];
  let strange = false;
  const put = frameParser(
    (text) => texts.push(text.toString()),
    () => {
      strange = true;
    },
  );
  for (const chunk of chunks) put(chunk);
  return { texts, strange };
}

test("messages come out as they were sent, however they are cut into chunks", () => {
  const length = fc.oneof(fc.integer({ min: 0, max: 300 }), fc.constantFrom(125, 126, 127, 65_535, 65_536, 70_000));
  fc.assert(
    fc.property(fc.array(length, { maxLength: 8 }), fc.array(fc.integer({ min: 1, max: 200_000 })), (lengths, cuts) => {
      const texts = lengths.map((each, index) => String.fromCharCode(97 + index).repeat(each));
      const bytes = Buffer.concat(texts.map(frame));
      const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
      const chunks = places.slice(1).map((place, index) => bytes.subarray(places[index], place));
      assert.deepEqual(parse(chunks), { texts, strange: false });
    }),
  );
  const bytes = Buffer.concat([frame("x".repeat(130)), frame(""), frame("y".repeat(70_000))]);
  assert.equal(parse([...bytes].map((byte) => Buffer.from([byte]))).texts.length, 3);
});

test("whatever an inspector never sends is strange, and nothing is told after it", () => {
  for (const first of [0x88, 0x82, 0x01, 0x89, 0x48]) {
    assert.deepEqual(parse([frame("a"), Buffer.from([first, 0]), frame("b")]), { texts: ["a"], strange: true });
  }
  assert.equal(parse([Buffer.from([0x81, 0xff])]).strange, true);
});
