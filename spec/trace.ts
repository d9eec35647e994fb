import { z } from "zod";
import { says } from "./findings.ts";
import type { TreeSpec } from "./model.ts";
import { shown } from "./plan-schema.ts";
import { url } from "./probe-schema.ts";

/** Whether the tree's processes are traced, as people write it. */
export const traceDocument = z
  .union(
    [
      z.boolean(),
      z.strictObject({ forward: url("Every span is also sent to this collector, as OTLP over HTTP in JSON.") }),
    ],
    {
      error: ({ input }) =>
        input !== null && typeof input === "object"
          ? undefined
          : says("wrong_type", `${shown(input)} is not known here; write true, false or { forward: http://… }`),
    },
  )
  .describe(
    "Whether its processes send their OpenTelemetry spans here: each gets the standard OTEL_ variables, and supervision's own acts are traced with them. Default false.",
  );

export function tracingOf(document: z.infer<typeof traceDocument> | undefined): TreeSpec["tracing"] {
  if (document === undefined || document === false) return null;
  return { forward: document === true ? null : document.forward };
}
