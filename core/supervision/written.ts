import { OrderedSet, Map as PersistentMap } from "immutable";
import type { ChildSpec } from "../../spec/index.ts";
import type { Path } from "../../wire/index.ts";
import { gateOf } from "./gate.ts";
import type { Flow, Node, SupervisorNode, Tree, WorkerNode } from "./tree.ts";

/**
 * A child as it is written down: its state without what seldom changes and is long (its spec, the queue of what its supervisor does to
 * its children), what follows from other children (who its children are), and the calls that wait for it, which end with the runtime.
 */
export type WrittenNode = WrittenWorker | WrittenSupervisor;
type WrittenWorker = Omit<WorkerNode, "spec" | "callers">;
type WrittenSupervisor = Omit<SupervisorNode, "spec" | "callers" | "children" | "flow"> & { flow: WrittenFlow };
type WrittenFlow = { [Is in Flow["is"]]: Omit<Extract<Flow, { is: Is }>, "queue"> }[Flow["is"]];

export type Queue = readonly unknown[];

export function write(node: Node): WrittenNode {
  if (node.kind === "worker") {
    const { spec: _, callers: __, ...written } = node;
    return written;
  }
  const { spec: _, callers: __, children: ___, flow, ...written } = node;
  if (flow.is === "none") return { ...written, flow };
  const { queue: ____, ...rest } = flow;
  return { ...written, flow: rest };
}

/** Null where a supervisor does nothing to its children one after the other, and for a worker. */
export function queueOf(node: Node): Queue | null {
  return node.kind === "supervisor" && node.flow.is !== "none" ? node.flow.queue : null;
}

/** The other half of `write`; a supervisor has its children once the tree is assembled. */
export function read(written: WrittenNode, spec: ChildSpec, queue: Queue): Node {
  if (written.kind === "worker" && spec.kind === "worker") return { ...written, spec, callers: [] };
  if (written.kind === "supervisor" && spec.kind === "supervisor") {
    const flow = written.flow.is === "none" ? written.flow : ({ ...written.flow, queue } as Flow);
    return { ...written, spec, callers: [], flow, children: OrderedSet() };
  }
  throw new Error(`${written.path} is written down as a ${written.kind} with the spec of a ${spec.kind}`);
}

/** The tree that these are the nodes of; `leaving` are surplus children that wait to be stopped. */
export function assemble(
  root: Path,
  nodes: readonly Node[],
  forgotten: Iterable<[Path, number]>,
  leaving: ReadonlySet<Path>,
): Tree {
  const families = familiesOf(nodes);
  const whole = nodes.map((node) => {
    if (node.kind === "worker") return node;
    return { ...node, children: OrderedSet((families.get(node.path) ?? []).map(({ path }) => path)) };
  });
  const gates = whole.flatMap((node) =>
    node.kind === "supervisor" && node.spec.dynamic
      ? [[node.path, gateOf(families.get(node.path) ?? [], leaving)] as const]
      : [],
  );
  return {
    root,
    nodes: PersistentMap(whole.map((node) => [node.path, node] as const)),
    scaling: PersistentMap(),
    forgotten: PersistentMap(forgotten),
    gates: PersistentMap(gates),
  };
}

/** The children of each supervisor in start order. */
function familiesOf(nodes: readonly Node[]): Map<Path, Node[]> {
  const families = new Map<Path, Node[]>();
  for (const node of [...nodes].sort((a, b) => a.rank - b.rank)) {
    if (node.parent === null) continue;
    const family = families.get(node.parent);
    if (family) family.push(node);
    else families.set(node.parent, [node]);
  }
  return families;
}
