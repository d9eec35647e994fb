import { z } from "zod";

/** Messages between the extension host and the view that evaluates one expression in many processes. Both sides decode. */
const question = { expression: z.string().min(1), paths: z.array(z.string()) };

export const fromAcross = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("ready") }),
  /** `id` comes back with the answer; `paths` are path patterns, every debugged process when empty. */
  z.strictObject({ kind: z.literal("evaluate"), id: z.int(), ...question }),
]);
export type FromAcross = z.infer<typeof fromAcross>;

/** One process's answer: a value as text, or why there is none. */
export const acrossRow = z.object({
  threadId: z.int(),
  path: z.string(),
  incarnation: z.int(),
  state: z.enum(["running", "paused"]),
  value: z.string().optional(),
  type: z.string().optional(),
  error: z.string().optional(),
});
export type AcrossRow = z.infer<typeof acrossRow>;

export const toAcross = z.discriminatedUnion("kind", [
  /** What the view is to be about from now on. */
  z.strictObject({ kind: z.literal("about"), paths: z.array(z.string()) }),
  z.strictObject({ kind: z.literal("answer"), id: z.int(), rows: z.array(acrossRow) }),
  z.strictObject({ kind: z.literal("failed"), id: z.int(), message: z.string() }),
  /** A process stopped or went on: what is shown may be old. */
  z.strictObject({ kind: z.literal("moved") }),
]);
export type ToAcross = z.infer<typeof toAcross>;
