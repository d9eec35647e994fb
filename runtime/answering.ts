import { type Command, type CommandName, covers, leastRole, type WireError } from "../wire/index.ts";
import type { Handlers } from "./commands/handlers.ts";
import { Refusal, reasonOf } from "./refusal.ts";
import type { Client } from "./service/clients.ts";
import { forbidden } from "./service/forbidden.ts";

/** What may still be asked of a runtime that is about to end. */
const whileEnding: readonly CommandName[] = [
  "status",
  "watch_tree",
  "logs",
  "reports",
  "rehearse",
  "trace",
  "watch_metrics",
  "unwatch_metrics",
  "which_children",
  "count_children",
  "get_childspec",
  "check_childspecs",
  "get_pid",
  "get_pids",
  "get_default_childspec",
  "get_plan",
  "get_count",
  "kill",
  "signal",
  "undebug",
  "release",
  "modules",
  "shutdown",
];

export interface Asked {
  client: Client;
  id: number | string;
  command: Command;
  /** Whether the runtime is about to end. */
  ending: boolean;
}

/** Gives a command to its handler and sends what comes of it: always exactly one answer. `before` runs right before it. */
export async function answer(handlers: Handlers<CommandName>, asked: Asked, before: () => void): Promise<void> {
  const { client, id, command, ending } = asked;
  try {
    const wanted = leastRole(command);
    if (!covers(client.role, wanted)) throw new Refusal(forbidden(client.role, command.name, wanted));
    if (ending && !whileEnding.includes(command.name)) throw tooLate();
    // The union's names and parameters belong together; the table has been checked against the same union.
    const handler = handlers[command.name] as (params: Command["params"], from: Client) => unknown;
    const result = await handler(command.params, client);
    before();
    client.answer(id, result);
  } catch (error) {
    before();
    client.refuse(id, error instanceof Refusal ? error.toJSON() : internal(command.name, error));
  }
}

function tooLate(): Refusal {
  const message = `The runtime is stopping its tree and will end, so this comes too late. Start the tree anew with: supertree up`;
  return new Refusal({ code: "shutting_down", message, where: null });
}

/** A bug of ours: the client learns that its command failed, the trace goes where the runtime's complaints go. */
function internal(name: CommandName, error: unknown): WireError {
  console.error(name, error);
  const message = `This failed by a fault of the runtime (${reasonOf(error)}). Its log .supertree/logs/runtime.log has the details.`;
  return { code: "internal", message, where: null };
}
