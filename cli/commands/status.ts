import type { Command } from "commander";
import { print, treeCommand } from "../command.ts";
import { type Common, withClient } from "../place.ts";

/** `supertree status`: the runtime itself; exit code 3 when none runs. */
export function status(program: Command): void {
  treeCommand(program, "status", "say whether the tree's runtime runs").action(async (options: Common) => {
    const answer = await withClient(options, (client) => client.call("status", {}));
    print(
      options,
      answer,
      `${answer.spec}: ${answer.state} (runtime ${answer.version}, pid ${answer.pid}, ${answer.url})`,
    );
  });
}
