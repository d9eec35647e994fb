import { join } from "node:path";
import type { Command } from "commander";
import { type Client, connect, startRuntime } from "../../client/index.ts";
import { treeProgress } from "../../words/index.ts";
import { print, treeCommand } from "../command.ts";
import { failure } from "../failure.ts";
import { stayWith } from "../foreground.ts";
import { Interruptions } from "../interruptions.ts";
import { type Common, runtimeOf, specOf } from "../place.ts";
import { ProgressLine } from "../progress-line.ts";
import { startTree } from "../start-tree.ts";
import { type Life, lifeLine } from "../text/life.ts";

interface Options extends Common {
  detach?: boolean;
}

/** `supertree up [SPEC]`: starts the tree and stays with it until Ctrl-C; with `--detach` until every child is ready. */
export function up(program: Command): void {
  treeCommand(program, "up [spec]", "start the tree and stay with it; Ctrl-C stops it in order")
    .option("-d, --detach", "return when every child is ready; the tree stays up")
    .action(async (named: string | undefined, options: Options) => {
      const specFile = await specOf(named ?? options.spec);
      if (options.detach) await detach(specFile, options);
      else await stay(specFile, options);
    });
}

async function stay(specFile: string, options: Options): Promise<void> {
  const interruptions = new Interruptions(); // a Ctrl-C from here on stops what is being started
  const client = await runtimeFor(specFile);
  const tell = (life: Life) => print(options, life, () => lifeLine(life));
  process.exitCode = await stayWith(client, interruptions, tell, new ProgressLine(options));
}

async function detach(specFile: string, options: Options): Promise<void> {
  const client = await runtimeFor(specFile);
  const line = new ProgressLine(options);
  const state = await line.during(
    client,
    ({ nodes }) => treeProgress(nodes, null),
    () => startTree(client),
  );
  const status = await client.call("status", {});
  client.close();
  if (state === "failed") {
    const message = `The tree of ${status.spec} failed while it started. "supertree tree" and "supertree logs" say why; "supertree down" ends its runtime.`;
    throw failure("start_failed", message, status.spec);
  }
  print(options, status, `${status.spec}: ${status.state} (runtime pid ${status.pid}). "supertree down" stops it.`);
}

/** A runtime that listens and has started nothing yet, so that no word of the tree's life is missed. */
async function runtimeFor(specFile: string): Promise<Client> {
  await startRuntime({ specFile, runtimeFile: join(__dirname, "runtime.cjs"), start: false });
  return connect(await runtimeOf({ spec: specFile }));
}
