import { z } from "zod";
import { type Attributes, type AttributeValue, type Span, spanKinds } from "../wire/index.ts";
import { microseconds } from "./time.ts";

/** A request to `/v1/traces` in OTLP's JSON form; only what is looked at. Fields that are not known are no error (OTLP: ignore them). */
const keyValues = z.array(z.object({ key: z.string(), value: z.unknown() })).nullish();
const number = z.union([z.string(), z.number()]);
const otlpSpan = z.object({
  traceId: z.string().regex(/^[0-9a-fA-F]{32}$/),
  spanId: z.string().regex(/^[0-9a-fA-F]{16}$/),
  parentSpanId: z.string().nullish(),
  name: z.string().nullish(),
  kind: z.union([z.int(), z.string()]).nullish(),
  startTimeUnixNano: number.nullish(),
  endTimeUnixNano: number.nullish(),
  attributes: keyValues,
  events: z
    .array(z.object({ timeUnixNano: number.nullish(), name: z.string().nullish(), attributes: keyValues }))
    .nullish(),
  links: z.array(z.object({ traceId: z.string(), spanId: z.string() })).nullish(),
  status: z.object({ code: z.union([z.int(), z.string()]).nullish(), message: z.string().nullish() }).nullish(),
});
type OtlpSpan = z.infer<typeof otlpSpan>;
const request = z.object({
  resourceSpans: z
    .array(
      z.object({
        resource: z.object({ attributes: keyValues }).nullish(),
        scopeSpans: z.array(z.object({ spans: z.array(z.unknown()).nullish() })).nullish(),
      }),
    )
    .nullish(),
});

/** The spans of a request, and how many of it were none; null when it is no request at all. `node` is where it came in. */
export function readOtlp(value: unknown, node: string): { spans: Span[]; refused: number } | null {
  const asked = request.safeParse(value);
  if (!asked.success) return null;
  const spans: Span[] = [];
  let refused = 0;
  for (const { resource, scopeSpans } of asked.data.resourceSpans ?? []) {
    const origin = originOf(attributesOf(resource?.attributes), node);
    for (const scope of scopeSpans ?? []) {
      for (const each of scope.spans ?? []) {
        const decoded = otlpSpan.safeParse(each);
        if (decoded.success) spans.push(spanOf(decoded.data, origin));
        else refused++;
      }
    }
  }
  return { spans, refused };
}

type Origin = Pick<Span, "service" | "path" | "incarnation" | "node">;

/** Who the process is that sends: what its runtime told it to say, see `environment.ts` in the runtime. */
function originOf(resource: Attributes, node: string): Origin {
  const said = (key: string) => (resource[key] === undefined ? null : String(resource[key]));
  const incarnation = Number(said("supertree.incarnation") ?? Number.NaN);
  return {
    service: said("service.name") ?? "unknown_service",
    path: said("supertree.path"),
    incarnation: Number.isInteger(incarnation) ? incarnation : null,
    node: said("supertree.node") ?? node,
  };
}

const longestName = 256;
const mostParts = 128;

function spanOf(of: OtlpSpan, origin: Origin): Span {
  const start = microseconds(of.startTimeUnixNano ?? 0);
  return {
    trace: of.traceId.toLowerCase(),
    id: of.spanId.toLowerCase(),
    parent: isId(of.parentSpanId) ? of.parentSpanId.toLowerCase() : null,
    name: (of.name ?? "").slice(0, longestName),
    kind: kindOf(of.kind),
    start,
    end: Math.max(start, microseconds(of.endTimeUnixNano ?? 0)),
    status: statusOf(of.status?.code),
    message: (of.status?.message ?? "").slice(0, longestText),
    attributes: attributesOf(of.attributes),
    events: (of.events ?? []).slice(0, mostParts).map(({ timeUnixNano, name, attributes }) => ({
      name: (name ?? "").slice(0, longestName),
      at: microseconds(timeUnixNano ?? 0),
      attributes: attributesOf(attributes),
    })),
    links: (of.links ?? [])
      .filter(({ traceId, spanId }) => /^[0-9a-f]{32}$/i.test(traceId) && isId(spanId))
      .slice(0, mostParts)
      .map(({ traceId, spanId }) => ({ trace: traceId.toLowerCase(), span: spanId.toLowerCase() })),
    ...origin,
  };
}

function isId(text: string | null | undefined): text is string {
  return text !== null && text !== undefined && /^(?!0+$)[0-9a-f]{16}$/i.test(text);
}

/** Enumerations are numbers in OTLP's JSON, and names in protobuf's own. */
function kindOf(kind: number | string | null | undefined): Span["kind"] {
  if (typeof kind === "number") return spanKinds[kind] ?? "unspecified";
  const name = kind?.toLowerCase().replace("span_kind_", "");
  return spanKinds.find((each) => each === name) ?? "unspecified";
}

function statusOf(code: number | string | null | undefined): Span["status"] {
  if (code === 1 || code === "STATUS_CODE_OK") return "ok";
  return code === 2 || code === "STATUS_CODE_ERROR" ? "error" : "unset";
}

const longestText = 4096;

function attributesOf(pairs: z.infer<typeof keyValues>): Attributes {
  const entries = (pairs ?? [])
    .slice(0, mostParts)
    .map(({ key, value }) => [key.slice(0, longestName), attributeOf(value, 4)] as const);
  return Object.fromEntries(entries);
}

/** OTLP's `{ "intValue": "3" }` → 3; what is nested deeper than `depth` is left out. */
function attributeOf(of: unknown, depth: number): AttributeValue {
  if (of === null || typeof of !== "object" || depth === 0) return null;
  const any = of as Record<string, unknown>;
  if (typeof any.stringValue === "string") return any.stringValue.slice(0, longestText);
  if (typeof any.boolValue === "boolean") return any.boolValue;
  if (any.intValue !== undefined) return Number(any.intValue);
  if (any.doubleValue !== undefined) return Number(any.doubleValue);
  if (typeof any.bytesValue === "string") return any.bytesValue.slice(0, longestText);
  if (isList(any.arrayValue))
    return any.arrayValue.values.slice(0, mostParts).map((each) => attributeOf(each, depth - 1));
  if (isList(any.kvlistValue)) {
    const pairs = any.kvlistValue.values.slice(0, mostParts) as { key?: unknown; value?: unknown }[];
    return Object.fromEntries(pairs.map((pair) => [String(pair?.key), attributeOf(pair?.value, depth - 1)]));
  }
  return null;
}

function isList(of: unknown): of is { values: unknown[] } {
  return of !== null && typeof of === "object" && "values" in of && Array.isArray(of.values);
}
