import { z } from "zod";
import { errorCodes } from "./errors.ts";
import { exitReason } from "./tree.ts";

/** Why a supervisor ended. The words are director's and OTP's. */
export const endReason = z.union([
  z.enum([
    "shutdown",
    "reached_max_restart_intensity",
    "reached_max_restart_plan",
    "empty_plan_child_terminated",
    "run_plan_element",
  ]),
  /** The plan element `stop`: it ends with the child's own reason. */
  z.strictObject({ child: z.string(), reason: exitReason }),
  /** The plan element `{stop: reason}`. */
  z.strictObject({ reason: z.string() }),
  /** A child could not start while the supervisor itself started. */
  z.strictObject({ notStarted: z.string(), reason: exitReason }),
]);
export type EndReason = z.infer<typeof endReason>;

/** When, and whom it is about; `at` is milliseconds after the rehearsal's beginning. */
const line = { at: z.number(), child: z.string() };
const life = { ...line, incarnation: z.int() };
const deed = { ...life, reason: exitReason.nullable() };

/** One line of what a rehearsal tells. */
export const traceLine = z.discriminatedUnion("do", [
  z.strictObject({ do: z.literal("start"), ...deed }),
  z.strictObject({ do: z.literal("adopt"), ...deed }),
  z.strictObject({ do: z.literal("stop"), ...deed }),
  z.strictObject({ do: z.literal("kill"), ...deed }),
  z.strictObject({ do: z.literal("exited"), ...deed }),
  z.strictObject({ do: z.literal("delete"), ...deed }),
  z.strictObject({ do: z.literal("wait"), ...deed }),
  /** It is down on hold: its plan is asked when somebody releases it. */
  z.strictObject({ do: z.literal("hold"), ...deed }),
  /** A delayed restart, due at `due`. */
  z.strictObject({ do: z.literal("restart_at"), ...deed, due: z.number() }),
  /** A supervisor is down, the root or another. */
  z.strictObject({ do: z.literal("ended"), ...life, reason: z.union([endReason, exitReason]) }),
  z.strictObject({ do: z.literal("reply"), ...line, call: z.string(), value: z.unknown() }),
  z.strictObject({
    do: z.literal("refuse"),
    ...line,
    call: z.string(),
    reason: z.enum(errorCodes),
    message: z.string(),
  }),
  z.strictObject({
    do: z.literal("report"),
    ...line,
    severity: z.enum(["info", "warning", "error"]),
    message: z.string(),
  }),
  /** An event that changes nothing, since the child has no process that it could happen to. */
  z.strictObject({ do: z.literal("ignore"), ...life, reason: z.string() }),
  /** The tree does not come to rest by itself, so the rehearsal ends here. */
  z.strictObject({ do: z.literal("give_up"), ...line, reason: z.string() }),
]);
export type TraceLine = z.infer<typeof traceLine>;
