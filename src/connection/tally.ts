import type { TreeNode } from "../../wire/index.ts";
import { isDown } from "./states.ts";

/** What menus, the badge and context keys want to know of all children at once. */
export const traits = ["failed", "up", "down", "onHold", "dynamic", "node"] as const;
export type Trait = (typeof traits)[number];

/** How many nodes of a tree have each trait, kept at the cost of what changes. The root is nobody's child and counts only as failed. */
export class Tally {
  readonly #counts: Record<Trait, number> = { failed: 0, up: 0, down: 0, onHold: 0, dynamic: 0, node: 0 };

  of(trait: Trait): number {
    return this.#counts[trait];
  }

  replace(before: TreeNode | undefined, after: TreeNode | undefined): void {
    if (before) for (const trait of traitsOf(before)) this.#counts[trait]--;
    if (after) for (const trait of traitsOf(after)) this.#counts[trait]++;
  }
}

function traitsOf(node: TreeNode): Trait[] {
  const found: Trait[] = node.state === "failed" ? ["failed"] : [];
  if (node.parent === null) return found;
  found.push(isDown(node) ? "down" : "up");
  if (node.onHold) found.push("onHold");
  if (node.kind === "supervisor" && node.dynamic !== null) found.push("dynamic");
  if (node.kind === "worker" && node.node !== null) found.push("node");
  return found;
}
