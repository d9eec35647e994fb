import { OrderedSet, Map as PersistentMap } from "immutable";
import type { ChildSpec, TreeSpec } from "../../spec/index.ts";
import type { Path } from "../../wire/index.ts";
import type { Common, Node, Progress, Tree } from "./tree.ts";

/** The tree that a spec describes, with nothing started; `at` dates its states. */
export function load(spec: TreeSpec, at = 0): Tree {
  const nodes = PersistentMap<Path, Node>().withMutations((all) => {
    for (const node of plant(spec.root, null, spec.name, 0, at)) all.set(node.path, node);
  });
  return { root: spec.name, nodes, scaling: PersistentMap(), forgotten: PersistentMap(), gates: PersistentMap() };
}

/** The nodes of a child and of all below it, parents first, as they are before anything has started. */
export function* plant(spec: ChildSpec, parent: Path | null, path: Path, rank: number, at: number): Generator<Node> {
  const common: Common = {
    path,
    parent,
    rank,
    incarnation: 0,
    restarts: 0,
    progress: unrun,
    phase: { is: "down", as: "stopped" },
    since: at,
    lastExit: null,
    clock: { stoodMs: 0, stands: null },
    readySince: null,
    callers: [],
    onHold: false,
  };
  if (spec.kind === "worker") {
    yield { ...common, kind: "worker", spec, pid: null, lastPid: null, node: null, debugged: false };
    return;
  }
  yield {
    ...common,
    kind: "supervisor",
    spec,
    children: OrderedSet(spec.children.map((child) => `${path}/${child.id}`)),
    nextRank: spec.children.length,
    flow: { is: "none" },
    counted: [],
  };
  for (const [index, child] of spec.children.entries()) yield* plant(child, path, `${path}/${child.id}`, index, at);
}

/** A plan that no exit has executed yet. */
export const unrun: Progress = { at: 0, runs: 0, backoffs: 0 };
