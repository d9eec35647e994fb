import type { Command } from "commander";
import type { Client } from "../../client/index.ts";
import type { Answer, Path, TreeNode } from "../../wire/index.ts";
import { print, treeCommand } from "../command.ts";
import { failure } from "../failure.ts";
import { nodeOf } from "../path.ts";
import { type Common, withClient } from "../place.ts";
import { stateText } from "../text/state.ts";
import { table } from "../text/table.ts";

/** `supertree children PATH`, OTP's which_children: in start order. With `--json` the nodes as the tree has them. */
export function children(program: Command): void {
  treeCommand(program, "children <path>", "list the children of a supervisor").action(
    async (text: string, options: Common) => {
      const found = await withClient(options, async (client) => {
        const { path } = await nodeOf(client, text);
        return (await client.call("which_children", { path })).children;
      });
      print(options, found, () => table(["ID", "KIND", "STATE", "PID", "INCARNATION", "RESTARTS"], found.map(cells)));
    },
  );
}

function cells(node: TreeNode): string[] {
  const pid = node.kind === "worker" && node.pid !== null ? String(node.pid) : "-";
  return [node.id, node.kind, stateText(node), pid, String(node.incarnation), String(node.restarts)];
}

/** `supertree count PATH`, OTP's count_children. */
export function count(program: Command): void {
  treeCommand(program, "count <path>", "count the children of a supervisor").action(
    async (text: string, options: Common) => {
      const answer = await withClient(options, async (client) => {
        const { path } = await nodeOf(client, text);
        return { path, ...(await client.call("count_children", { path })) };
      });
      print(options, answer, countText(answer));
    },
  );
}

function countText({ path, specs, active, supervisors, workers }: Answer<"count_children"> & { path: Path }): string {
  return `${path}: child specs ${specs}, active ${active}, supervisors ${supervisors}, workers ${workers}`;
}

/** `supertree pid PATH`, director's get_pid, of a supervisor get_pids: for people nothing but the numbers, so that a shell can use them. */
export function pid(program: Command): void {
  treeCommand(program, "pid <path>", "say a child's process id; of a supervisor, those of its workers").action(
    async (text: string, options: Common) => {
      const { answer, lines } = await withClient(options, async (client) => pidsOf(client, await nodeOf(client, text)));
      print(options, answer, lines.join("\n"));
    },
  );
}

async function pidsOf(client: Client, { path, kind, state }: TreeNode): Promise<{ answer: object; lines: string[] }> {
  if (kind === "supervisor") {
    const { pids } = await client.call("get_pids", { path });
    return { answer: { path, pids }, lines: pids.map((one) => `${one.pid}  ${one.path}`) };
  }
  const { pid } = await client.call("get_pid", { path });
  if (pid !== null) return { answer: { path, pid }, lines: [String(pid)] };
  throw failure("not_running", `${path} is ${state}: it has no process now.`, path);
}
