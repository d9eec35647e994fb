import type { Command } from "commander";
import { print, treeCommand } from "../command.ts";
import { childDocument } from "../document.ts";
import { failure } from "../failure.ts";
import { childOf } from "../path.ts";
import { type Common, withClient } from "../place.ts";

/** `supertree add PARENT CHILD`, OTP's start_child: a file, `-`, or `'{id: api, run: node api.js}'`. Answers with the new child's path. */
export function add(program: Command): void {
  treeCommand(
    program,
    "add <parent> <child>",
    "start another child, given as a file, as - or as '{id: api, run: node api.js}'",
  ).action(async (parent: string, source: string, options: Common) => {
    const child = await childDocument(source);
    const { path } = await withClient(options, async (client) =>
      client.call("start_child", { path: await childOf(client, parent), child }),
    );
    print(options, { path }, `${path} started`);
  });
}

/** `supertree adopt PARENT PID CHILD`, director's become_supervisor: `run` in the child spec is what a restart starts. */
export function adopt(program: Command): void {
  treeCommand(
    program,
    "adopt <parent> <pid> <child>",
    "make a process that runs already a child of a supervisor",
  ).action(async (parent: string, pid: string, source: string, options: Common) => {
    if (!/^[1-9]\d*$/.test(pid))
      throw failure("usage", `${pid} is not a process id. Give a number, as ps shows it.`, "pid");
    const child = await childDocument(source);
    const { path } = await withClient(options, async (client) =>
      client.call("become_supervisor", { path: await childOf(client, parent), pid: Number(pid), child }),
    );
    print(options, { path }, `${path} is process ${pid}, supervised from now on`);
  });
}
