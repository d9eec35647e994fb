import { resolve } from "node:path";
import type { Command } from "commander";
import type { ReloadResult } from "../../wire/index.ts";
import { print, treeCommand } from "../command.ts";
import { type Common, withClient } from "../place.ts";
import { reloadText } from "../text/reload.ts";

/** `supertree reload FILE…`: new code into every process that has the file; exit code 1 when it is refused. */
export function reload(program: Command): void {
  treeCommand(program, "reload <file...>", "hot-reload source files into every process that has loaded them")
    .option("--dry-run", "only say whether it would be possible")
    .action(async (files: string[], options: Common & { dryRun?: boolean }) => {
      const params = { files: files.map((file) => resolve(file)), dry_run: options.dryRun === true };
      show(options, await withClient(options, (client) => client.call("reload", params)), "Reloaded");
    });
}

/** `supertree rollback`: back to the code before the last reload. */
export function rollback(program: Command): void {
  treeCommand(program, "rollback", "undo the last reload").action(async (options: Common) => {
    show(options, await withClient(options, (client) => client.call("rollback", {})), "Rolled back");
  });
}

function show(options: Common, result: ReloadResult, done: "Reloaded" | "Rolled back"): void {
  print(options, result, () => reloadText(result, done));
  if (result.outcome === "refused") process.exitCode = 1;
}
