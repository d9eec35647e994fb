import type { Command } from "commander";
import { print, treeCommand } from "../command.ts";
import { type Common, withClient } from "../place.ts";
import { table } from "../text/table.ts";

/** `supertree modules`: which version of which file each process runs. */
export function modules(program: Command): void {
  treeCommand(program, "modules", "list the module versions that run").action(async (options: Common) => {
    const { modules } = await withClient(options, (client) => client.call("modules", {}));
    print(options, modules, () =>
      table(
        ["PATH", "FILE", "VERSION", "HASH", "ON DISK"],
        modules.map((each) => [
          each.path,
          each.file,
          String(each.version),
          each.hash,
          each.current ? "same" : "different",
        ]),
      ),
    );
  });
}
