import { type Attributes, type AttributeValue, type Span, spanKinds } from "../wire/index.ts";
import { nanoseconds } from "./time.ts";

/** Spans as a request to `/v1/traces` in OTLP's JSON: one resource for each process. The other half of `readOtlp`. */
export function writeOtlp(spans: readonly Span[]): { resourceSpans: object[] } {
  const resources = new Map<string, Span[]>();
  for (const span of spans) {
    const key = JSON.stringify([span.node, span.service, span.path, span.incarnation]);
    const known = resources.get(key);
    if (known) known.push(span);
    else resources.set(key, [span]);
  }
  return {
    resourceSpans: [...resources.values()].map((own) => ({
      resource: { attributes: own[0] ? pairs(resourceOf(own[0])) : [] },
      scopeSpans: [{ scope: { name: "supertree" }, spans: own.map(otlpSpan) }],
    })),
  };
}

function resourceOf({ service, node, path, incarnation }: Span): Attributes {
  return {
    "service.name": service,
    "supertree.node": node,
    ...(path !== null && { "supertree.path": path }),
    ...(incarnation !== null && { "supertree.incarnation": incarnation }),
  };
}

function otlpSpan(span: Span): object {
  return {
    traceId: span.trace,
    spanId: span.id,
    ...(span.parent !== null && { parentSpanId: span.parent }),
    name: span.name,
    kind: spanKinds.indexOf(span.kind),
    startTimeUnixNano: nanoseconds(span.start),
    endTimeUnixNano: nanoseconds(span.end),
    attributes: pairs(span.attributes),
    events: span.events.map(({ name, at, attributes }) => ({
      name,
      timeUnixNano: nanoseconds(at),
      attributes: pairs(attributes),
    })),
    links: span.links.map(({ trace, span }) => ({ traceId: trace, spanId: span })),
    status: {
      code: ["unset", "ok", "error"].indexOf(span.status),
      ...(span.message !== "" && { message: span.message }),
    },
  };
}

function pairs(attributes: Attributes): object[] {
  return Object.entries(attributes).map(([key, value]) => ({ key, value: anyValue(value) }));
}

function anyValue(value: AttributeValue): object {
  if (value === null) return {};
  if (typeof value === "string") return { stringValue: value };
  if (typeof value === "boolean") return { boolValue: value };
  if (typeof value === "number")
    return Number.isSafeInteger(value) ? { intValue: String(value) } : { doubleValue: value };
  if (isArray(value)) return { arrayValue: { values: value.map(anyValue) } };
  return { kvlistValue: { values: pairs(value) } };
}

function isArray(value: readonly AttributeValue[] | Attributes): value is readonly AttributeValue[] {
  return Array.isArray(value);
}
