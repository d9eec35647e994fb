import { z } from "zod";
import { count, planElement } from "./plan.ts";
import { exitReason, restartType } from "./tree.ts";

/**
 * What a report is about, in the words of OTP's progress and supervisor reports. `started`: ready, after each start (OTP's progress report).
 * `child_terminated`: an exit that nobody asked for. `shutdown_error`: it did not obey its stop. `shutdown`: a supervisor gave up.
 * `changed`: a call changed how it is supervised.
 */
export const reportContexts = [
  "started",
  "start_error",
  "child_terminated",
  "shutdown_error",
  "shutdown",
  "max_uptime",
  "changed",
] as const;

const about = z.strictObject({
  context: z.enum(reportContexts),
  /** Null for the root. */
  supervisor: z.string().nullable(),
  incarnation: z.int(),
  /** Of the process that it is about, also when that is over; null for supervisors and for what was never spawned. */
  pid: z.int().nullable(),
  reason: exitReason.nullable(),
  restart: restartType.nullable(),
  plan: z.array(planElement).nullable(),
  /** Index of the plan element that this exit executed. */
  element: z.int().nullable(),
  runs: z.int(),
  count: count.nullable(),
  /** Exits that its plan or restart type has answered. */
  restarts: z.int(),
  /** When its delayed restart is due, milliseconds since the epoch. */
  dueAt: z.number().nullable(),
  /** When this incarnation became ready, milliseconds since the epoch. */
  readyAt: z.number().nullable(),
});
/** The child that a report is about, as its supervisor knew it at that moment. */
export type About = z.infer<typeof about>;

export const report = z.strictObject({
  /** Milliseconds since the epoch. */
  at: z.number(),
  /** `debug`: what went as it should, such as a start. */
  severity: z.enum(["debug", "info", "warning", "error"]),
  path: z.string(),
  /** The predicate of a sentence about the child: “exited with code 1; it is restarted”. */
  message: z.string(),
  /** Null for what is not supervision's: a log that cannot be written. */
  about: about.nullable(),
});
export type Report = z.infer<typeof report>;
