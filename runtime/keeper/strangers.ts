import type { Node, Tree } from "../../core/index.ts";
import { signalGroup } from "../children/group.ts";
import { logName } from "../output/log-text.ts";
import type { KeeperLink } from "./link.ts";

/**
 * A tree of which nothing, or not the last, was written down, but of which processes may live: each child that is to be started begins
 * with the incarnation that it has, so that its start takes that one up, and one that is up is in no earlier one.
 */
export function withLiving(tree: Tree, link: KeeperLink, resumes: boolean): Tree {
  const nodes = tree.nodes.map((node) => {
    const living = node.kind === "worker" ? link.living(node.path) : null;
    if (living === null || (resumes && living <= node.incarnation)) return node;
    return { ...node, incarnation: resumes && isUp(node) ? living : living - 1 };
  });
  return { ...tree, nodes };
}

function isUp({ phase }: Node): boolean {
  return phase.is !== "down" && phase.is !== "queued";
}

/**
 * Tells by the name of what an incarnation writes into whether it may live: that of a child that is up, that with which a child begins,
 * and any later one. Such a one is there where what was written down last is lost; it is taken up as soon as the child has come so far.
 */
export function guestList(tree: Tree, resumes: boolean): (name: string) => boolean {
  const oldest = new Map<string, number>();
  for (const node of tree.nodes.values()) {
    const { kind, path, incarnation } = node;
    const lives = resumes && isUp(node);
    if (kind === "worker") oldest.set(logName(path), lives ? incarnation : incarnation + 1);
  }
  return (name) => {
    const dot = name.lastIndexOf(".");
    const least = oldest.get(name.slice(0, dot));
    return least !== undefined && Number(name.slice(dot + 1)) >= least;
  };
}

/** Ends what lives and is not welcome: a child that was forgotten, or whose end was written down, as its runtime died. */
export function endStrangers(link: KeeperLink, isWelcome: (name: string) => boolean): void {
  const { kept, orphans } = link.strangers(isWelcome);
  for (const each of kept) {
    if (each.is === "living") link.signal(each, "SIGKILL", "group");
    link.forget(each);
  }
  for (const pid of orphans) signalGroup(pid, "SIGKILL");
}
