import type { Command } from "commander";
import { print, treeCommand } from "../command.ts";
import { snapshotOf } from "../path.ts";
import { type Common, withClient } from "../place.ts";
import { drawTree } from "../text/tree.ts";

/** `supertree tree`: the tree as a drawing; with `--json` the snapshot of the wire. */
export function tree(program: Command): void {
  treeCommand(program, "tree", "draw the tree").action(async (options: Common) => {
    const snapshot = await withClient(options, snapshotOf);
    print(options, snapshot, () => drawTree(snapshot.nodes));
  });
}
