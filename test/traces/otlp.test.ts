import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import protobuf from "protobufjs";
import { readOtlp, writeOtlp } from "../../traces/index.ts";
import { fromProtobuf } from "../../traces/otlp-protobuf.ts";
import { type AttributeValue, type Span, spanKinds, span as spanOnWire } from "../../wire/index.ts";
import { span } from "./spans.ts";

const hex = (digits: number) =>
  fc
    .string({ unit: fc.constantFrom(..."0123456789abcdef"), minLength: digits, maxLength: digits })
    .map((id) => `1${id.slice(1)}`);
/** What a span can say is exact to a quarter of a microsecond. */
const time = fc.integer({ min: 0, max: 2 ** 51 * 4 }).map((quarters) => quarters / 4);
const { tree: attribute } = fc.letrec<{ tree: AttributeValue }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 2 },
    fc.string(),
    fc.boolean(),
    fc.maxSafeInteger(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).filter((each) => !Object.is(each, -0)),
    fc.array(tie("tree"), { maxLength: 3 }),
    fc.dictionary(fc.string(), tie("tree"), { maxKeys: 3, noNullPrototype: true }),
  ),
}));
const attributes = fc.dictionary(fc.string(), attribute, { maxKeys: 4, noNullPrototype: true });
const anySpan: fc.Arbitrary<Span> = fc
  .record(
    {
      trace: hex(32),
      id: hex(16),
      parent: fc.option(hex(16)),
      name: fc.string(),
      kind: fc.constantFrom(...spanKinds),
      start: time,
      took: fc.nat(),
      status: fc.constantFrom("unset", "ok", "error"),
      message: fc.string(),
      attributes,
      events: fc.array(fc.record({ name: fc.string(), at: time, attributes }, { noNullPrototype: true }), {
        maxLength: 2,
      }),
      links: fc.array(fc.record({ trace: hex(32), span: hex(16) }, { noNullPrototype: true }), { maxLength: 2 }),
      service: fc.string(),
      path: fc.option(fc.string()),
      incarnation: fc.option(fc.nat()),
      node: fc.string(),
    },
    { noNullPrototype: true },
  )
  .map(({ took, ...rest }) => ({ ...rest, end: rest.start + took }) as Span);

test("what is written as OTLP is read as it was, and is of the wire", () => {
  fc.assert(
    fc.property(fc.array(anySpan, { maxLength: 4 }), (spans) => {
      const read = readOtlp(JSON.parse(JSON.stringify(writeOtlp(spans))), "elsewhere");
      assert.equal(read?.refused, 0);
      const byId = (list: readonly Span[]) => [...list].sort((a, b) => (a.id < b.id ? -1 : 1));
      assert.deepEqual(byId(read?.spans ?? []), byId(spans));
      for (const each of read?.spans ?? []) assert.ok(spanOnWire.safeParse(each).success);
    }),
  );
});

test("whatever comes is spans, none, or no request, and never a failure", () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => void readOtlp(value, "here")));
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void readOtlp(fromProtobuf(bytes), "here")));
  const deep = Array.from({ length: 5000 }).reduce<object>((value) => ({ arrayValue: { values: [value] } }), {});
  const request = { resourceSpans: [{ resource: { attributes: [{ key: "deep", value: deep }] }, scopeSpans: [] }] };
  assert.deepEqual(readOtlp(request, "here"), { spans: [], refused: 0 });
  const bad = { resourceSpans: [{ scopeSpans: [{ spans: [{ traceId: "1", spanId: "2" }, null] }] }] };
  assert.deepEqual(readOtlp(bad, "here"), { spans: [], refused: 2 });
  assert.equal(readOtlp([], "here"), null);
});

test("protobuf says the same as JSON", () => {
  const sent = {
    name: "GET /",
    kind: "server",
    status: "error",
    message: "no",
    attributes: { n: 3, s: "x", f: 0.5 },
  } as const;
  const written = writeOtlp([span(1, sent), span(2, { parent: "0000000000000001" })]);
  const read = readOtlp(fromProtobuf(encoded(written)), "elsewhere");
  assert.deepEqual(read, readOtlp(written, "elsewhere"));
  assert.equal(read?.spans.length, 2);
});

/** As a sender has it: the fields of opentelemetry-proto, by their numbers. */
function encoded(value: object): Uint8Array {
  const types = protobuf.parse(`syntax = "proto3";
    message Request { repeated RS resourceSpans = 1; } message RS { R resource = 1; repeated SS scopeSpans = 2; }
    message R { repeated KV attributes = 1; } message SS { repeated S spans = 2; }
    message KV { string key = 1; V value = 2; }
    message V { oneof value { string stringValue = 1; bool boolValue = 2; int64 intValue = 3; double doubleValue = 4; } }
    message S { bytes traceId = 1; bytes spanId = 2; bytes parentSpanId = 4; string name = 5; int32 kind = 6; fixed64 startTimeUnixNano = 7;
      fixed64 endTimeUnixNano = 8; repeated KV attributes = 9; Status status = 15; }
    message Status { string message = 2; int32 code = 3; }`).root;
  const request = types.lookupType("Request");
  const bytes = JSON.parse(JSON.stringify(value), (key, text: unknown) =>
    /(traceId|spanId|parentSpanId)$/i.test(key) ? [...Buffer.from(String(text), "hex")] : text,
  );
  return request.encode(request.fromObject(bytes)).finish();
}
