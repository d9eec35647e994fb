import type { Command } from "commander";
import { print, treeCommand } from "../command.ts";
import { gone } from "../gone.ts";
import { type Common, withClient } from "../place.ts";

/** `supertree down`: stops the tree in reverse start order and ends its runtime; returns when all is gone. */
export function down(program: Command): void {
  treeCommand(program, "down", "stop the tree in order and end its runtime").action(async (options: Common) => {
    const { pid, spec } = await withClient(options, async (client) => {
      const status = await client.call("status", {});
      await client.call("shutdown", {});
      await client.closed;
      return status;
    });
    await gone(pid);
    print(options, { spec, state: "stopped" }, `${spec}: stopped`);
  });
}
