import type { Command } from "commander";
import type { Client } from "../../client/index.ts";
import type { MetricsSample, Path, WorkerNode } from "../../wire/index.ts";
import { print, treeCommand } from "../command.ts";
import { snapshotOf } from "../path.ts";
import { type Common, withClient } from "../place.ts";
import { metricsCells, metricsHeads } from "../text/metrics.ts";
import { stateText } from "../text/state.ts";
import { table } from "../text/table.ts";

interface Options extends Common {
  metrics?: boolean;
}

/** `supertree ps`: one line a process, in start order. */
export function ps(program: Command): void {
  treeCommand(program, "ps", "list the processes")
    .option("--metrics", "with what each uses, measured over a second: processor, memory, event-loop delay, uptime")
    .action(async (options: Options) => {
      const { nodes, used } = await withClient(options, async (client) => {
        const used = options.metrics ? await measured(client) : null;
        return { nodes: (await snapshotOf(client)).nodes, used };
      });
      const workers = nodes.filter((node) => node.kind === "worker");
      const rows = workers.map((worker) => (used ? { ...row(worker), ...usage(worker, used) } : row(worker)));
      print(options, rows, () =>
        table(
          ["PATH", "STATE", "PID", "INCARNATION", "RESTARTS", ...(used ? metricsHeads : [])],
          workers.map((worker) => [...cells(worker), ...(used ? metricsCells(used.get(worker.path)) : [])]),
        ),
      );
    });
}

/** The second notice: the first cannot tell what was used since. */
async function measured(client: Client): Promise<Map<Path, MetricsSample>> {
  let first = true;
  const told = new Promise<readonly MetricsSample[]>((settle) => {
    client.on("metrics", ({ samples }) => {
      if (!first) settle(samples);
      first = false;
    });
    client.closed.then(() => settle([])); // the runtime ends: what follows says so
  });
  await client.call("watch_metrics", { paths: [] });
  return new Map((await told).map((sample) => [sample.path, sample]));
}

function row({ path, state, pid, incarnation, restarts }: WorkerNode) {
  return { path, state, pid, incarnation, restarts };
}

/** Of the incarnation that is listed, and no other. */
function usage({ path, incarnation }: WorkerNode, used: ReadonlyMap<Path, MetricsSample>) {
  const sample = used.get(path);
  const { cpu, memoryBytes, uptimeMs, processes, eventLoop } =
    sample?.incarnation === incarnation ? sample : nothingKnown;
  return { cpu, memoryBytes, uptimeMs, processes, eventLoop };
}

const nothingKnown = { cpu: null, memoryBytes: null, uptimeMs: null, processes: null, eventLoop: null };

function cells(node: WorkerNode): string[] {
  const { path, pid, incarnation, restarts } = node;
  return [path, stateText(node), pid === null ? "-" : String(pid), String(incarnation), String(restarts)];
}
