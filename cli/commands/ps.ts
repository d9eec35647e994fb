import type { Command } from "commander";
import type { WorkerNode } from "../../wire/index.ts";
import { print, treeCommand } from "../command.ts";
import { snapshotOf } from "../path.ts";
import { type Common, withClient } from "../place.ts";
import { stateText } from "../text/state.ts";
import { table } from "../text/table.ts";

/** `supertree ps`: one line a process, in start order. */
export function ps(program: Command): void {
  treeCommand(program, "ps", "list the processes").action(async (options: Common) => {
    const { nodes } = await withClient(options, snapshotOf);
    const workers = nodes.filter((node) => node.kind === "worker");
    print(options, workers.map(row), () =>
      table(["PATH", "STATE", "PID", "INCARNATION", "RESTARTS"], workers.map(cells)),
    );
  });
}

function row({ path, state, pid, incarnation, restarts }: WorkerNode) {
  return { path, state, pid, incarnation, restarts };
}

function cells(node: WorkerNode): string[] {
  const { path, pid, incarnation, restarts } = node;
  return [path, stateText(node), pid === null ? "-" : String(pid), String(incarnation), String(restarts)];
}
