import { z } from "zod";

/** What went wrong, for programs; the message says it to people, with the remedy. */
export const errorCodes = [
  "unknown_command",
  "invalid_params",
  "not_found",
  "already_present",
  "running",
  "not_running",
  "not_dynamic",
  "max_children",
  "invalid_plan",
  "invalid_childspec",
  "not_node",
  "not_held",
  "start_failed",
  "shutting_down",
  "reload_in_progress",
  "reload_refused",
  "in_doubt",
  "no_runtime",
  "runtime_exists",
  "wrong_token",
  "untrusted",
  "forbidden",
  "invalid_spec",
  "not_writable",
  "usage",
  "internal",
] as const;

export const wireError = z.strictObject({
  code: z.enum(errorCodes),
  message: z.string(),
  /** The path, file or parameter it is about: `fleet/api`, `supertree.yaml:12:5`, `params.plan[2]`. */
  where: z.string().nullable(),
});
export type ErrorCode = (typeof errorCodes)[number];
/** An error that an answer carries (JSON-RPC `error.data`) and that `--json` prints. */
export type WireError = z.infer<typeof wireError>;
