import { z } from "zod";
import { count, planElement } from "./plan.ts";
import { supervisorNode } from "./tree.ts";

const { strategy, intensity } = supervisorNode.shape;

/** What a child has while its tree runs; null where it has no such thing. */
const running = z.strictObject({
  plan: z.strictObject({ elements: z.array(planElement), count }).nullable(),
  strategy: strategy.nullable(),
  intensity,
  /** The ids of its children now. */
  children: z.array(z.string()),
});

/**
 * A request of the extension to the language server: a spec's text with what running children have written into it. It changes no file.
 * The new text keeps all else byte for byte; `notes` are for the person who decides, and a refusal says what to do instead.
 */
export const writeBackRequest = {
  method: "supertree/writeBack",
  params: z.strictObject({
    text: z.string(),
    format: z.enum(["yaml", "json"]),
    children: z.array(z.strictObject({ path: z.string(), running })),
  }),
  answer: z.discriminatedUnion("ok", [
    z.strictObject({ ok: z.literal(true), text: z.string(), notes: z.array(z.string()) }),
    z.strictObject({
      ok: z.literal(false),
      code: z.enum(["invalid_spec", "not_found", "not_writable"]),
      message: z.string(),
      where: z.string(),
    }),
  ]),
};
export type WriteBackParams = z.infer<typeof writeBackRequest.params>;
export type WriteBackAnswer = z.infer<typeof writeBackRequest.answer>;
