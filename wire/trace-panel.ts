import { z } from "zod";
import { span, traceCounts, traceQuery, traceSummary } from "./traces.ts";

/** Messages between the extension host and the page that shows traces. Both sides decode. */
const path = z.string();

export const fromTraces = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("ready") }),
  z.strictObject({ kind: z.literal("list"), query: z.strictObject(traceQuery) }),
  z.strictObject({ kind: z.literal("open"), trace: z.string() }),
  /** The last spans of a process that began until then, in microseconds. */
  z.strictObject({ kind: z.literal("spans_of"), path, until: z.number() }),
  /** Where in the code a span began. */
  z.strictObject({ kind: z.literal("open_source"), file: z.string(), line: z.int().min(1) }),
  z.strictObject({ kind: z.literal("show_process"), path }),
  /** What the process wrote, at that moment in milliseconds. */
  z.strictObject({ kind: z.literal("open_log"), path, at: z.number() }),
  /** The trace that is shown is to be written into a file as OTLP. */
  z.strictObject({ kind: z.literal("save"), trace: z.string() }),
  /** A file with OTLP in JSON is to be chosen and shown. */
  z.strictObject({ kind: z.literal("open_file") }),
]);
export type FromTraces = z.infer<typeof fromTraces>;

export const toTraces = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("listed"), traces: z.array(traceSummary), counts: traceCounts }),
  /** Spans came in: a list may be old. */
  z.strictObject({ kind: z.literal("changed") }),
  /**
   * A picture: of a trace, of a process, or of a file. `trace` is null for what cannot be saved as one. Many spans come in parts, so
   * that the page stays awake: `more` where another message goes on with them.
   */
  z.strictObject({
    kind: z.literal("shown"),
    title: z.string(),
    trace: z.string().nullable(),
    spans: z.array(span),
    more: z.boolean(),
  }),
  z.strictObject({ kind: z.literal("failed"), message: z.string() }),
]);
export type ToTraces = z.infer<typeof toTraces>;
