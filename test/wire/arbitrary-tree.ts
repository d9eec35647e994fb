import fc from "fast-check";
import { childStates, inOrder, type Snapshot, type TreeNode } from "../../wire/index.ts";

/** Any tree of the wire: a root supervisor, supervisors below it, workers below any of them, each with its own life. */
export const anyTree: fc.Arbitrary<Snapshot> = fc
  .record({
    shape: fc.array(fc.record({ parent: fc.nat(), id: fc.nat(30), worker: fc.boolean() }), { maxLength: 25 }),
    lives: fc.infiniteStream(
      fc.record({
        rank: fc.nat(9),
        state: fc.constantFrom(...childStates),
        incarnation: fc.nat(4),
        restarts: fc.nat(4),
      }),
    ),
  })
  .map(({ shape, lives }) => {
    const nodes = new Map<string, TreeNode>();
    const add = (parent: string | null, id: string, worker: boolean) => {
      const path = parent === null ? id : `${parent}/${id}`;
      if (!nodes.has(path)) nodes.set(path, node(path, parent, id, worker, next(lives)));
    };
    add(null, "root", false);
    for (const { parent, id, worker } of shape) {
      const supervisors = [...nodes.values()].filter((each) => each.kind === "supervisor");
      add(supervisors[parent % supervisors.length]?.path ?? "root", `c${id}`, worker);
    }
    return { seq: 7, root: "root", nodes: inOrder([...nodes.values()]) };
  });

type Life = Pick<TreeNode, "rank" | "state" | "incarnation" | "restarts">;

function next(lives: Iterator<Life>): Life {
  return lives.next().value;
}

function node(path: string, parent: string | null, id: string, worker: boolean, life: Life): TreeNode {
  const common = { path, parent, id, ...life, since: 0, plan: null, dueAt: null, lastExit: null, onHold: false };
  return worker
    ? { ...common, restart: "permanent", kind: "worker", pid: 1, command: "x", node: null, debugged: false }
    : { ...common, restart: null, kind: "supervisor", strategy: "one_for_one", intensity: null, dynamic: null };
}
