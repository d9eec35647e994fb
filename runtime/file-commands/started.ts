import { commands, type TreeNode } from "../../wire/index.ts";
import type { Client } from "../service/clients.ts";

/** Settles once the tree has been started and is up or down; until then `follow` lets a client of ours watch it. */
export function whenStarted(follow: (client: Client) => () => void): Promise<void> {
  return new Promise((settle) => {
    const see = (nodes: readonly TreeNode[]) => {
      const root = nodes.find(({ parent }) => parent === null);
      if (!root || root.incarnation === 0 || root.state === "starting") return;
      leave();
      settle();
    };
    const leave = follow({
      role: "operate",
      notify: (_, params) => "changed" in params && see(params.changed),
      answer: (_, result) => {
        const tree = commands.watch_tree.answer.parse(result);
        if ("snapshot" in tree) see(tree.snapshot.nodes);
      },
      refuse: (_, { message }) => {
        throw new Error(`watch_tree is never refused: ${message}`);
      },
    });
  });
}
