import { z } from "zod";

/**
 * A plan element as people write it in a spec and as it travels on the wire: durations are text with a unit (`5s`).
 * What the elements mean is the business of `spec` (parsing) and `core` (deciding); the wire only knows the shape.
 */
export type PlanElement =
  | "restart"
  | "wait"
  | "delete"
  | "stop"
  | { restart: string | BackoffText }
  | { stop: string }
  | { when: WhenClause[] }
  | { function: string };

/** How a duration is written: `500ms`, `5s`, `1.5m`, `1h`. */
export const durationForm = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/;

/** A delay that grows: `delay · factor^n`, at most `max`, spread by ±`jitter` (0–1), begun anew after `reset_after` of running. */
export interface BackoffText {
  delay: string;
  factor?: number | undefined;
  max?: string | undefined;
  jitter?: number | undefined;
  reset_after?: string | undefined;
}

/** One clause of `when`: the first whose conditions all hold decides; a clause without conditions always holds. */
export interface WhenClause {
  code?: number | number[] | undefined;
  signal?: string | string[] | undefined;
  reason?: string | undefined;
  /** Holds while the number of restarts of this child is at most / at least this. */
  restarts?: { at_most?: number | undefined; at_least?: number | undefined } | undefined;
  do: PlanElement;
}

/** How many times the whole plan may be run. */
export type Count = number | "infinity";

const backoff = z.strictObject({
  delay: z.string(),
  factor: z.number().optional(),
  max: z.string().optional(),
  jitter: z.number().optional(),
  reset_after: z.string().optional(),
});

const oneOrMany = <T extends z.ZodType>(of: T) => z.union([of, z.array(of)]);

export const planElement: z.ZodType<PlanElement> = z.lazy(() =>
  z.union([
    z.enum(["restart", "wait", "delete", "stop"]),
    z.strictObject({ restart: z.union([z.string(), backoff]) }),
    z.strictObject({ stop: z.string() }),
    z.strictObject({ when: z.array(whenClause) }),
    z.strictObject({ function: z.string() }),
  ]),
);

const whenClause: z.ZodType<WhenClause> = z.strictObject({
  code: oneOrMany(z.int()).optional(),
  signal: oneOrMany(z.string()).optional(),
  reason: z.string().optional(),
  restarts: z.strictObject({ at_most: z.int().optional(), at_least: z.int().optional() }).optional(),
  do: planElement,
});

export const count: z.ZodType<Count> = z.union([z.int().min(0), z.literal("infinity")]);
