import type { z } from "zod";
import { type Command, type CommandName, commands, type WireError } from "../../wire/index.ts";

export type DecodedCommand = { ok: true; command: Command } | { ok: false; error: WireError };

/** A command by its name and parameters, from wherever it comes, or what is not right about it. */
export function decodeCommand(name: string, params: unknown): DecodedCommand {
  if (isCommand(name)) return withParams(name, params);
  const message = `There is no command “${name}”. There are: ${Object.keys(commands).join(", ")}.`;
  return { ok: false, error: { code: "unknown_command", message, where: name } };
}

function withParams<C extends CommandName>(name: C, params: unknown): DecodedCommand {
  const decoded = commands[name].params.safeParse(params ?? {});
  if (decoded.success) return { ok: true, command: { name, params: decoded.data } as Command };
  const [first] = decoded.error.issues;
  const message = `The parameters of “${name}” are not right: ${problemsOf(decoded.error)}.`;
  return { ok: false, error: { code: "invalid_params", message, where: placeOf(first?.path ?? []) } };
}

function isCommand(method: string): method is CommandName {
  return Object.hasOwn(commands, method);
}

/** `["plan", 2, "restart"]` → `params.plan[2].restart` */
function placeOf(keys: readonly PropertyKey[]): string {
  return keys.reduce<string>(
    (place, key) => (typeof key === "number" ? `${place}[${key}]` : `${place}.${String(key)}`),
    "params",
  );
}

export function problemsOf(error: z.ZodError): string {
  return error.issues
    .map((issue) => `${placeOf(issue.path).slice("params".length + 1) || "it"}: ${issue.message}`)
    .join("; ");
}
