import protobuf from "protobufjs/light.js";

const attributes = { rule: "repeated", type: "KeyValue" };
const repeated = (type: string, id: number) => ({ rule: "repeated", type, id });

/** The part of OpenTelemetry's protocol that is looked at: opentelemetry/proto/{collector/trace,trace,common,resource}/v1. */
const schema = protobuf.Root.fromJSON({
  nested: {
    Request: { fields: { resourceSpans: repeated("ResourceSpans", 1) } },
    ResourceSpans: { fields: { resource: { type: "Resource", id: 1 }, scopeSpans: repeated("ScopeSpans", 2) } },
    Resource: { fields: { attributes: { ...attributes, id: 1 } } },
    ScopeSpans: { fields: { spans: repeated("Span", 2) } },
    Span: {
      fields: {
        traceId: { type: "bytes", id: 1 },
        spanId: { type: "bytes", id: 2 },
        parentSpanId: { type: "bytes", id: 4 },
        name: { type: "string", id: 5 },
        kind: { type: "int32", id: 6 },
        startTimeUnixNano: { type: "fixed64", id: 7 },
        endTimeUnixNano: { type: "fixed64", id: 8 },
        attributes: { ...attributes, id: 9 },
        events: repeated("Event", 11),
        links: repeated("Link", 13),
        status: { type: "Status", id: 15 },
      },
    },
    Event: {
      fields: {
        timeUnixNano: { type: "fixed64", id: 1 },
        name: { type: "string", id: 2 },
        attributes: { ...attributes, id: 3 },
      },
    },
    Link: { fields: { traceId: { type: "bytes", id: 1 }, spanId: { type: "bytes", id: 2 } } },
    Status: { fields: { message: { type: "string", id: 2 }, code: { type: "int32", id: 3 } } },
    KeyValue: { fields: { key: { type: "string", id: 1 }, value: { type: "AnyValue", id: 2 } } },
    AnyValue: {
      oneofs: {
        value: {
          oneof: ["stringValue", "boolValue", "intValue", "doubleValue", "arrayValue", "kvlistValue", "bytesValue"],
        },
      },
      fields: {
        stringValue: { type: "string", id: 1 },
        boolValue: { type: "bool", id: 2 },
        intValue: { type: "int64", id: 3 },
        doubleValue: { type: "double", id: 4 },
        arrayValue: { type: "ArrayValue", id: 5 },
        kvlistValue: { type: "KeyValueList", id: 6 },
        bytesValue: { type: "bytes", id: 7 },
      },
    },
    ArrayValue: { fields: { values: repeated("AnyValue", 1) } },
    KeyValueList: { fields: { values: repeated("KeyValue", 1) } },
  },
});
const request = schema.lookupType("Request");

interface Ids {
  traceId?: Uint8Array | string;
  spanId?: Uint8Array | string;
  parentSpanId?: Uint8Array | string;
  links?: Ids[];
}

/** A request's bytes in the form of OTLP's JSON, ids in hexadecimal as there; null when they are no protobuf. */
export function fromProtobuf(bytes: Uint8Array): unknown {
  try {
    const asked = request.toObject(request.decode(bytes), { longs: String });
    for (const { scopeSpans } of asked.resourceSpans ?? [])
      for (const { spans } of scopeSpans ?? []) for (const span of spans ?? []) inHex(span);
    return asked;
  } catch {
    return null; // the library throws for whatever is wrong about the bytes
  }
}

function inHex(of: Ids): void {
  for (const key of ["traceId", "spanId", "parentSpanId"] as const) {
    const id = of[key];
    if (id instanceof Uint8Array) of[key] = hex(id);
  }
  of.links?.forEach(inHex);
}

const digits = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

function hex(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += digits[byte];
  return text;
}
