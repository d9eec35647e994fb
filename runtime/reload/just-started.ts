import { type Tree, views } from "../../core/index.ts";
import type { Path, TreeNode } from "../../wire/index.ts";

/** How long a process may take from its start until it has loaded its modules. */
const loadingMs = 3_000;

/** The workers that are starting, and those that run for so short a time that they may still load modules. */
export function justStarted(tree: Tree, now: number): Path[] {
  const young = ({ state, since }: TreeNode) =>
    state === "starting" || (state === "running" && now - since < loadingMs);
  return views(tree).flatMap((node) => (node.kind === "worker" && young(node) ? [node.path] : []));
}
