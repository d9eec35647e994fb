import { z } from "zod";
import { says } from "./findings.ts";
import type { LogRules } from "./model.ts";
import { milliseconds } from "./plan.ts";
import { shown, wholeNumber } from "./plan-schema.ts";
import { lasting } from "./probe-schema.ts";
import { parseSize, sizePattern } from "./size.ts";

const size = z
  .string({ error: ({ input }) => (typeof input === "number" ? says(...remedy(input)) : undefined) })
  .refine((value) => parseSize(value) !== null, { error: ({ input }) => says(...remedy(input)) })
  .meta({ pattern: sizePattern, examples: ["500KB", "10MB", "2GB"] });

/** How the children's logs are kept, as people write it. */
export const logsDocument = z
  .strictObject({
    size: size.optional().describe("A log file that is longer is full, and the next one begins. Default 1MB."),
    age: lasting("age", "24h").optional().describe("One that was begun longer ago is full, too. Default: never."),
    keep: wholeNumber(1, "number of files")
      .optional()
      .describe("So many files a child, the one that is written into counted; older ones go. Default 3."),
    compress: z.boolean().optional().describe("Whether full files are compressed (gzip). Default false."),
    total: size
      .optional()
      .describe("All log files of the tree together are no longer: the oldest full ones go first. Default: no bound."),
  })
  .describe("How long the children's logs are kept.");
export type LogsDocument = z.infer<typeof logsDocument>;

export const usualLogs: LogRules = { fullBytes: 1024 * 1024, ageMs: null, keep: 3, compress: false, totalBytes: null };

/** Of a document that was found to be right. */
export function logRulesOf({ size, age, keep, compress, total }: LogsDocument): LogRules {
  return {
    fullBytes: (size === undefined ? null : parseSize(size)) ?? usualLogs.fullBytes,
    ageMs: age === undefined ? usualLogs.ageMs : milliseconds(age),
    keep: keep ?? usualLogs.keep,
    compress: compress ?? usualLogs.compress,
    totalBytes: total === undefined ? usualLogs.totalBytes : parseSize(total),
  };
}

function remedy(input: unknown): ["bad_value", string] {
  return ["bad_value", `${shown(input)} is no size; write a number and its unit above 0: 500KB, 10MB or 2GB`];
}
