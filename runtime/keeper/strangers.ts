import type { Tree } from "../../core/index.ts";
import type { Incarnation } from "../../wire/index.ts";
import { signalGroup } from "../children/group.ts";
import { spoolName } from "../output/spools.ts";
import type { KeeperLink } from "./link.ts";

/**
 * A tree of which nothing was written down, but of which processes may live: each child begins with the incarnation that it has, so that
 * its start takes that one up.
 */
export function withLiving(tree: Tree, link: KeeperLink): Tree {
  const nodes = tree.nodes.map((node) => {
    const incarnation = node.kind === "worker" ? link.living(node.path) : null;
    return incarnation === null ? node : { ...node, incarnation: incarnation - 1 };
  });
  return { ...tree, nodes };
}

/** The incarnations that may live: of children that are up, or that begin with the one that they have. */
export function expected(tree: Tree, resumes: boolean): Incarnation[] {
  return [...tree.nodes.values()].flatMap(({ kind, path, incarnation, phase }) => {
    if (kind === "supervisor") return [];
    if (!resumes) return [{ path, incarnation: incarnation + 1 }];
    return phase.is === "down" || phase.is === "queued" ? [] : [{ path, incarnation }];
  });
}

/** Ends what lives and is not expected: a child that was forgotten, or whose end was written down, as its runtime died. */
export function endStrangers(link: KeeperLink, welcome: readonly Incarnation[]): void {
  const names = new Set(welcome.map(spoolName));
  const { kept, orphans } = link.strangers(names);
  for (const each of kept) {
    if (each.is === "living") link.signal(each, "SIGKILL", "group");
    link.forget(each);
  }
  for (const pid of orphans) signalGroup(pid, "SIGKILL");
}
