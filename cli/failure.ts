import { CommanderError } from "commander";
import { WireFailure } from "../client/index.ts";
import type { ErrorCode, WireError } from "../wire/index.ts";

/** An expected failure with what the person can do about it. */
export function failure(code: ErrorCode, message: string, where: string | null = null): WireFailure {
  return new WireFailure({ code, message, where });
}

/** 0 when it is only help that was asked for, 2 for a command that is not understood, 3 when no runtime runs, else 1. */
export function exitCodeOf(error: unknown): number {
  if (isHelp(error)) return 0;
  const { code } = errorOf(error);
  if (code === "usage") return 2;
  return code === "no_runtime" ? 3 : 1;
}

/** Says on standard error what went wrong: a sentence, or with `--json` one object. */
export function tell(error: unknown, json: boolean): void {
  if (isHelp(error)) return;
  if (json) console.error(JSON.stringify({ error: errorOf(error) }));
  else console.error(asText(error));
}

function asText(error: unknown): string {
  if (!(error instanceof WireFailure || error instanceof CommanderError) && error instanceof Error) {
    return `supertree: a fault of supertree itself: ${error.stack ?? error.message}`;
  }
  const { message, where } = errorOf(error);
  const place = where === null || message.includes(where) ? "" : ` (${where})`;
  return `supertree: ${message}${place}`;
}

function errorOf(error: unknown): WireError {
  if (error instanceof WireFailure) return error.toJSON();
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof CommanderError) {
    if (error.code === "commander.help") return { code: "usage", message: "A command is missing.", where: null };
    return { code: "usage", message: `${message.replace(/^error: /, "")}. See "supertree --help".`, where: null };
  }
  return { code: "internal", message, where: null };
}

/** Commander ends a `--help` and a `--version` by throwing, too; a missing subcommand shows the help but is a mistake. */
function isHelp(error: unknown): boolean {
  return error instanceof CommanderError && error.exitCode === 0;
}
