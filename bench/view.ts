import "../test/src/vscode/install.ts";
import type { Element } from "../src/views/elements.ts";
import { StandIn } from "../test/src/stand-in.ts";
import { supervisor, worker } from "../test/src/trees.ts";
import { editor, note, reset, until } from "../test/src/vscode/editor.ts";
import { apply, type Delta, type Snapshot, type TreeNode } from "../wire/index.ts";
import { type Figure, median } from "./figures.ts";

/**
 * The Supervision view with so many children below one supervisor, without the editor's own drawing. Floors of the same run: a row made for
 * each child, as it would be without ranges; and the same delta applied to a plain snapshot.
 */
export async function viewBench(children: number, rounds: number): Promise<Figure[]> {
  const { Nodes } = await import("../src/connection/nodes.ts");
  const { Supervision } = await import("../src/views/supervision.ts");
  const { childItem } = await import("../src/views/item.ts");
  const tree = treeOf(children);
  const runtime = await StandIn.in(tree);
  reset(runtime.folder);
  editor.specs = [runtime.specFile];
  const nodes = new Nodes();
  const supervision = new Supervision(nodes);
  nodes.onDidHappen(note);
  try {
    await runtime.start();
    await nodes.start();
    await until(() => nodes.all[0]?.state.kind === "connected", "connected");
    const [node] = nodes.all;
    if (node?.state.kind !== "connected") throw new Error("not connected");
    const { outline } = node.state;
    const items = (elements: readonly Element[]) => elements.map((element) => supervision.getTreeItem(element));
    const unfold = () => {
      const ranges = supervision.getChildren(supervision.element(node, "fleet/devices"));
      items(ranges);
      items(ranges[0] ? supervision.getChildren(ranges[0]) : []);
    };
    const all = tree.filter(({ parent }) => parent === "fleet/devices");
    let seq = 0;
    let snapshot: Snapshot = { seq, root: "fleet", nodes: tree };
    const deltas = Array.from({ length: rounds }, (_, index) => deltaOf(++seq, all, index));
    return [
      {
        name: `view: unfold ${children} children`,
        value: timed(rounds, unfold),
        unit: "ms",
        floor: timed(rounds, () => all.map((child) => childItem(node, child))),
        peer: null,
      },
      {
        name: `view: one of ${children} children changes`,
        value: median(deltas.map((delta) => once(() => items(redrawn(outline.take(delta).changed))))),
        unit: "ms",
        floor: median(
          deltas.map((delta) =>
            once(() => {
              snapshot = apply(snapshot, delta);
              return snapshot.nodes;
            }),
          ),
        ),
        peer: null,
      },
    ];
    /** What the view is asked for again: the child's row, and that of its range. */
    function redrawn(changed: readonly string[]): Element[] {
      return changed.flatMap((path) => {
        const row = supervision.element(node as NonNullable<typeof node>, path);
        return [row, supervision.getParent(row) ?? row];
      });
    }
  } finally {
    nodes.dispose();
    await runtime.remove();
  }
}

function treeOf(children: number): TreeNode[] {
  const devices = Array.from({ length: children }, (_, index) =>
    worker(`fleet/devices/device-${index + 1}`, { rank: index + 1 }),
  );
  const above = [supervisor("fleet"), supervisor("fleet/devices", { rank: 1, dynamic: { max: children } })];
  return [...above, ...devices];
}

/** One child after the other restarts. */
function deltaOf(seq: number, all: readonly TreeNode[], index: number): Delta {
  const child = all[(index * 997) % all.length];
  return { seq, changed: child ? [{ ...child, incarnation: 2, restarts: 1 }] : [], removed: [] };
}

function timed(rounds: number, work: () => unknown): number {
  return median(Array.from({ length: rounds }, () => once(work)));
}

function once(work: () => unknown): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}
