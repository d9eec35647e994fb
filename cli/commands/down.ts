import type { Command } from "commander";
import { print, treeCommand } from "../command.ts";
import { type Common, withClient } from "../place.ts";

/** `supertree down`: stops the tree in reverse start order and ends its runtime; returns when all is gone. */
export function down(program: Command): void {
  treeCommand(program, "down", "stop the tree in order and end its runtime").action(async (options: Common) => {
    const spec = await withClient(options, async (client) => {
      const { spec } = await client.call("status", {});
      await client.call("shutdown", {});
      await client.closed;
      return spec;
    });
    print(options, { spec, state: "stopped" }, `${spec}: stopped`);
  });
}
