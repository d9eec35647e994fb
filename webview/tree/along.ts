import type { Path, Snapshot, TreeNode } from "../../wire/index.ts";
import { nodeAt } from "./places.ts";

/** Who goes down with a child that crashes: the strategy's choice among its siblings, each with all below it; itself included. */
export function takenAlong(tree: Snapshot, path: Path): ReadonlySet<Path> {
  const node = nodeAt(tree, path);
  const parent = node && node.parent !== null ? nodeAt(tree, node.parent) : undefined;
  if (!node || parent?.kind !== "supervisor") return new Set(node ? [path] : []);
  const goes = (sibling: TreeNode) => {
    if (sibling.path === path) return true;
    if (parent.strategy === "one_for_one") return false;
    return parent.strategy === "one_for_all" || sibling.rank > node.rank;
  };
  const taken = new Set<Path>();
  // Parents come before their children, so one pass finds everything below.
  for (const each of tree.nodes) {
    const isSibling = each.parent === node.parent && goes(each);
    if (isSibling || (each.parent !== null && taken.has(each.parent))) taken.add(each.path);
  }
  return taken;
}
