import { z } from "zod";

/** How often those who watch metrics are told. */
export const metricsEveryMs = 1_000;

/** What the event loop of a Node process did since the last sample; a paused process has none. */
export const eventLoop = z.strictObject({
  /** How much later than due the loop came to a timer: on average, and at worst. One that does not answer is at least so late. */
  meanDelayMs: z.number(),
  maxDelayMs: z.number(),
  /** The share of the time in which it was busy, 0 to 1. */
  utilization: z.number(),
});
export type EventLoop = z.infer<typeof eventLoop>;

/** What one incarnation uses, its whole process group counted; null where the system does not tell, or not yet. */
export const metricsSample = z.strictObject({
  path: z.string(),
  incarnation: z.int(),
  pid: z.int(),
  /** Processors in use since the last sample: 0.5 is half of one, 2 is two. Null in the first sample. */
  cpu: z.number().nullable(),
  /** Resident memory. */
  memoryBytes: z.number().nullable(),
  uptimeMs: z.number().nullable(),
  /** How many processes its group has. */
  processes: z.int().nullable(),
  /** Null for programs that are not Node, and in the first sample. */
  eventLoop: eventLoop.nullable(),
});
export type MetricsSample = z.infer<typeof metricsSample>;

/** All samples of one moment; `at` in milliseconds since the epoch. */
export const metrics = z.strictObject({ at: z.number(), samples: z.array(metricsSample) });
export type Metrics = z.infer<typeof metrics>;
