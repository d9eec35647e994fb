import type { Incarnation } from "../../wire/index.ts";

/** Where a tree's processes send their spans, and what they show there. */
export interface TraceAddress {
  /** `http://127.0.0.1:PORT` */
  url: string;
  token: string;
  /** The name of this node, for the spans of several. */
  node: string;
}

/** The header that lets a process in; not the one of clients, for its secret lets nobody do anything but send spans. */
export const tokenHeader = "x-supertree-token";

/** The standard variables by which a process with an OpenTelemetry SDK finds us and says who it is; what the spec sets itself stays. */
export function traceEnvironment(
  { url, token, node }: TraceAddress,
  { path, incarnation }: Incarnation,
  own: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const resource = { "supertree.path": path, "supertree.incarnation": String(incarnation), "supertree.node": node };
  const ours = {
    OTEL_EXPORTER_OTLP_ENDPOINT: url,
    OTEL_EXPORTER_OTLP_PROTOCOL: "http/protobuf",
    OTEL_EXPORTER_OTLP_HEADERS: `${tokenHeader}=${token}`,
    OTEL_TRACES_EXPORTER: "otlp",
    OTEL_METRICS_EXPORTER: "none",
    OTEL_LOGS_EXPORTER: "none",
    OTEL_SERVICE_NAME: path.split("/").at(-1) ?? path,
    OTEL_BSP_SCHEDULE_DELAY: "500",
  };
  const variables = Object.entries(ours).filter(([name]) => own[name] === undefined);
  const attributes = Object.entries(resource).map(([key, value]) => `${key}=${encodeURIComponent(value)}`);
  return {
    ...Object.fromEntries(variables),
    OTEL_RESOURCE_ATTRIBUTES: [own.OTEL_RESOURCE_ATTRIBUTES ?? "", ...attributes]
      .filter((each) => each !== "")
      .join(","),
  };
}
