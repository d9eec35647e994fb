import { z } from "zod";

const traceId = z.string().regex(/^[0-9a-f]{32}$/);
const spanId = z.string().regex(/^[0-9a-f]{16}$/);
/** What OTLP allows as a value, as JSON. */
const value: z.ZodType<AttributeValue> = z.lazy(() =>
  z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(value), z.record(z.string(), value)]),
);
export type AttributeValue =
  | string
  | number
  | boolean
  | null
  | readonly AttributeValue[]
  | { readonly [key: string]: AttributeValue };
const attributes = z.record(z.string(), value);
export type Attributes = z.infer<typeof attributes>;

export const spanKinds = ["unspecified", "internal", "server", "client", "producer", "consumer"] as const;

/** One piece of work of one process, or one act of supervision; times are microseconds since the epoch on its node's clock, to a quarter. */
export const span = z.strictObject({
  trace: traceId,
  id: spanId,
  parent: spanId.nullable(),
  name: z.string(),
  kind: z.enum(spanKinds),
  start: z.number(),
  end: z.number(),
  status: z.enum(["unset", "ok", "error"]),
  /** What went wrong, in the program's words. */
  message: z.string(),
  attributes,
  events: z.array(z.strictObject({ name: z.string(), at: z.number(), attributes })),
  links: z.array(z.strictObject({ trace: traceId, span: spanId })),
  /** OpenTelemetry's `service.name`; `supertree` for acts of supervision. */
  service: z.string(),
  /** The child whose process it is, or which the act is about; null where a program does not say. */
  path: z.string().nullable(),
  incarnation: z.int().nullable(),
  node: z.string(),
});
export type Span = z.infer<typeof span>;

/** The service of acts of supervision: exit, restart, reload, pause, hold. */
export const supervisionService = "supertree";

export const traceSummary = z.strictObject({
  trace: traceId,
  /** Of its first span without a parent, or the earliest there is. */
  name: z.string(),
  start: z.number(),
  end: z.number(),
  spans: z.int(),
  errors: z.int(),
  /** Children and services that took part, by path where it is known. */
  paths: z.array(z.string()),
});
/** One trace in a list. */
export type TraceSummary = z.infer<typeof traceSummary>;

export const traceCounts = z.strictObject({
  /** Spans that are kept, of how many that came. */
  kept: z.int(),
  received: z.int(),
  /** Spans that made room for later ones, by process. */
  forgotten: z.array(z.strictObject({ path: z.string(), spans: z.int() })),
  /** Spans that were too big, or no spans. */
  refused: z.int(),
});
export type TraceCounts = z.infer<typeof traceCounts>;

/** What a list of traces is to hold: those with this text in a name, an id or a value, of these processes, with errors. */
export const traceQuery = {
  text: z.string().optional(),
  paths: z.array(z.string()).optional(),
  errors: z.boolean().optional(),
  limit: z.int().min(1).max(10_000),
};
