import { join } from "node:path";
import type { Command } from "commander";
import { startRuntime } from "../../client/index.ts";
import { type Progress, treeProgress } from "../../words/index.ts";
import { localCommand, print } from "../command.ts";
import { gone } from "../gone.ts";
import { type Common, hasDied, specOf, withClient } from "../place.ts";
import { ProgressLine } from "../progress-line.ts";

/** `supertree down`: stops the tree in reverse start order and ends its runtime; returns when all is gone. */
export function down(program: Command): void {
  localCommand(program, "down", "stop the tree in order and end its runtime").action(async (options: Common) => {
    const left = await specOf(options.spec);
    // Only a runtime can stop what one that has died has left.
    if (await hasDied(left))
      await startRuntime({ specFile: left, runtimeFile: join(__dirname, "runtime.cjs"), start: false });
    const { pid, spec } = await withClient(options, async (client) => {
      const status = await client.call("status", {});
      let progress: Progress | null = null;
      await new ProgressLine(options).during(
        client,
        ({ nodes }) => (progress = treeProgress(nodes, progress)),
        () => client.call("shutdown", {}),
      );
      await client.closed;
      return status;
    });
    await gone(pid);
    print(options, { spec, state: "stopped" }, `${spec}: stopped`);
  });
}
