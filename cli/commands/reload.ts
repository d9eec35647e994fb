import { userInfo } from "node:os";
import { posix, resolve, win32 } from "node:path";
import type { Command } from "commander";
import type { Client } from "../../client/index.ts";
import type { Params, ReloadResult } from "../../wire/index.ts";
import { print, treeCommand } from "../command.ts";
import { type Common, withClient } from "../place.ts";
import { anewText, reloadText, rollingText } from "../text/reload.ts";

interface Options extends Common {
  dryRun?: boolean;
  restart?: boolean;
}

/** `supertree reload FILE…`: new code into every process that has the file; exit code 1 when it is refused. */
export function reload(program: Command): void {
  treeCommand(program, "reload <file...>", "hot-reload source files into every process that has loaded them")
    .option("--dry-run", "only say whether it would be possible")
    .option("--restart", "where it is not possible, restart the processes that have the files, one after the other")
    .action(async (files: string[], options: Options) => {
      await withClient(options, async (client) => {
        const params = { files: await named(client, files, options), dry_run: options.dryRun === true, by: asker() };
        const result = await reloaded(client, params, options);
        const restarts = options.restart === true && !params.dry_run && result.outcome === "refused";
        if (restarts && result.restart.length > 0) await restart(client, options, result);
        else show(options, result, "Reloaded");
      });
    });
}

/** Where module state begins anew, that is said before it does. */
async function reloaded(client: Client, params: Params<"reload">, options: Options): Promise<ReloadResult> {
  const result = await client.call("reload", { ...params, unless_anew: true });
  if (result.outcome !== "checked" || params.dry_run) return result;
  if (options.json !== true) console.error(anewText(result.reloaded));
  return client.call("reload", params);
}

/** `supertree rollback`: back to the code before the last reload. */
export function rollback(program: Command): void {
  treeCommand(program, "rollback", "undo the last reload").action(async (options: Common) => {
    const result = await withClient(options, (client) => client.call("rollback", { by: asker() }));
    show(options, result, "Rolled back");
  });
}

/** Files of another machine are named from the folder of its spec. */
async function named(client: Client, files: readonly string[], { url }: Options): Promise<string[]> {
  if (url === undefined) return files.map((file) => resolve(file));
  const { spec } = await client.call("status", {});
  const { dirname, resolve: there } = spec.startsWith("/") ? posix : win32;
  return files.map((file) => there(dirname(spec), file));
}

async function restart(client: Client, options: Common, refused: Extract<ReloadResult, { outcome: "refused" }>) {
  const rolled = await client.call("rolling_restart", { paths: refused.restart });
  print(options, { ...refused, rolling: rolled }, () => `${reloadText(refused, "Reloaded")}\n${rollingText(rolled)}`);
  if (rolled.failed !== null) process.exitCode = 1;
}

function show(options: Common, result: ReloadResult, done: "Reloaded" | "Rolled back"): void {
  print(options, result, () => reloadText(result, done));
  if (result.outcome === "refused") process.exitCode = 1;
}

/** For the event that other clients hear of. */
function asker(): string {
  return `${userInfo().username}, supertree command`;
}
