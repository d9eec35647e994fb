import { parseDocument } from "yaml";
import type { Command, CommandName, ErrorCode, WireError } from "../../wire/index.ts";
import { decodeCommand } from "../service/decode-command.ts";

/**
 * The commands that a file can give: those that do something. Beside each, what becomes of one that was under way when a runtime died:
 * `again`: twice is as once; an error code: once more, and this refusal says that it had been done; `in_doubt`: nobody but its author can tell.
 */
const given = {
  start_tree: "running",
  start_child: "already_present",
  restart_child: "running",
  terminate_child: "not_found",
  delete_child: "not_found",
  become_supervisor: "already_present",
  scale: "again",
  stop: "again",
  hold: "again",
  release: "again",
  change_strategy: "again",
  change_intensity: "again",
  change_default_childspec: "again",
  change_plan: "again",
  change_count: "again",
  reload: "again",
  restart: "in_doubt",
  rolling_restart: "in_doubt",
  kill: "in_doubt",
  signal: "in_doubt",
  rollback: "in_doubt",
  shutdown: "in_doubt",
  upgrade: "again",
} as const satisfies Partial<Record<CommandName, ErrorCode | "again">>;

export type GivenName = keyof typeof given;
export type Given = { command: Command & { name: GivenName }; after: ErrorCode | "again" };

/** Reads `restart: fleet/api`, `scale: { path: fleet/devices, to: 20 }` or the same in JSON: one command, named as on the wire. */
export function readGiven(text: string): Given | WireError {
  const document = parseDocument(text, { prettyErrors: true });
  const [error] = document.errors;
  if (error) return wrong(`The file is no YAML: ${error.message}`);
  const value: unknown = document.toJS({ maxAliasCount: 100 });
  const entries = value !== null && typeof value === "object" && !Array.isArray(value) ? Object.entries(value) : [];
  const [entry, ...more] = entries;
  if (!entry || more.length > 0) return wrong("The file holds one command, such as: restart: fleet/api");
  const [name, params] = entry;
  const decoded = decodeCommand(name, typeof params === "string" ? { path: params } : params);
  if (!decoded.ok) return decoded.error;
  const { command } = decoded;
  if (isGiven(command)) return { command, after: given[command.name] };
  const message = `“${name}” only asks or watches, and nobody would hear its answer. A file gives one of: ${Object.keys(given).join(", ")}.`;
  return { code: "unknown_command", message, where: name };
}

function isGiven(command: Command): command is Given["command"] {
  return Object.hasOwn(given, command.name);
}

function wrong(message: string): WireError {
  return { code: "invalid_params", message, where: null };
}
