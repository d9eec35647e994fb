/**
 * OpenTelemetry for the fleet. Its SDK is loaded only where somebody listens (Supertree says so in the environment when the spec has
 * `trace: true`) and beside the program's start, not before it; spans that begin earlier are not recorded.
 */
import { fileURLToPath } from "node:url";
import { type Attributes, context, propagation, type Span, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";

export { SpanKind };

const tracer = trace.getTracer("fleet");

if (process.env.OTEL_EXPORTER_OTLP_ENDPOINT) {
  start().catch((error: unknown) => console.error(`not traced: ${error instanceof Error ? error.message : error}`));
}

async function start(): Promise<void> {
  const [{ AsyncLocalStorageContextManager }, { W3CTraceContextPropagator }, { OTLPTraceExporter }, resources, sdk] =
    await Promise.all([
      import("@opentelemetry/context-async-hooks"),
      import("@opentelemetry/core"),
      import("@opentelemetry/exporter-trace-otlp-proto"),
      import("@opentelemetry/resources"),
      import("@opentelemetry/sdk-trace"),
    ]);
  const resource = resources.defaultResource().merge(resources.detectResources({ detectors: [resources.envDetector] }));
  const delay = Number(process.env.OTEL_BSP_SCHEDULE_DELAY ?? 5000);
  const processor = new sdk.BatchSpanProcessor({ exporter: new OTLPTraceExporter(), scheduledDelayMillis: delay });
  trace.setGlobalTracerProvider(new sdk.TracerProvider({ resource, spanProcessors: [processor] }));
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
}

/** What a message carries so that its receiver goes on with the trace: `traceparent`, in the body over MQTT, as a header over HTTP. */
export interface Carrier {
  traceparent?: string | undefined;
}

export function carrierIn({ traceparent }: Record<string, unknown>): Carrier {
  return typeof traceparent === "string" ? { traceparent } : {};
}

/** Does `work` in a span of its own, below the one that it comes `from`, or that is under way. A failure is noted and goes on. */
export function traced<T>(name: string, kind: SpanKind, from: Carrier | null, work: (span: Span) => T): T {
  const parent = from === null ? context.active() : propagation.extract(context.active(), from);
  return tracer.startActiveSpan(name, { kind, attributes: caller() }, parent, (span) => {
    const failed = (error: unknown): never => {
      span.recordException(error instanceof Error ? error : String(error));
      span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.message : String(error) });
      span.end();
      throw error;
    };
    const done = <R>(result: R): R => {
      span.end();
      return result;
    };
    try {
      const result = work(span);
      return result instanceof Promise ? (result.then(done, failed) as T) : done(result);
    } catch (error) {
      return failed(error);
    }
  });
}

/** Where in the code a span begins, as OpenTelemetry names it: the editor goes there. */
function caller(): Attributes {
  const line = new Error().stack?.split("\n")[3] ?? "";
  const [, file, number] = /\(?((?:file:\/\/)?\/[^()]+|[A-Za-z]:\\[^()]+):(\d+):\d+\)?$/.exec(line) ?? [];
  if (file === undefined) return {};
  return {
    "code.file.path": file.startsWith("file:") ? fileURLToPath(file.replace(/\?.*$/, "")) : file,
    "code.line.number": Number(number),
  };
}

/** What the work under way gives on. */
export function carrier(): Carrier {
  const carried: Carrier = {};
  propagation.inject(context.active(), carried);
  return carried;
}
