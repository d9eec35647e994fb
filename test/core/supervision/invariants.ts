import assert from "node:assert/strict";
import { type Step, type Tree, view, views } from "../../../core/index.ts";
import { inOrder, type Path, type TreeNode } from "../../../wire/index.ts";

const down = new Set(["stopped", "waiting", "failed", "restarting"]);

/** What holds after every step, whatever happened. */
export function assertSound(step: Step, living: ReadonlyMap<Path, number>): void {
  const nodes = views(step.tree);
  const byPath = new Map(nodes.map((node) => [node.path, node]));
  assert.equal(nodes.map(pathOf).join(), inOrder(nodes).map(pathOf).join(), "snapshot order");
  for (const node of nodes) {
    const parent = node.parent === null ? null : byPath.get(node.parent);
    assert.notEqual(parent, undefined, `${node.path} has its supervisor`);
    if (parent && down.has(parent.state)) assert.ok(down.has(node.state), `${node.path} is down under ${parent.path}`);
    if (node.kind === "worker" && node.pid !== null) {
      assert.ok(living.has(node.path) || node.state !== "restarting", `${node.path} has no pid when it is down`);
    }
  }
  for (const [path, incarnation] of living) {
    const node = byPath.get(path);
    assert.ok(node && !down.has(node.state), `${path} lives and is known to live, not ${node?.state}`);
    assert.equal(node.incarnation, incarnation, `the living incarnation of ${path} is the known one`);
  }
  for (const { do: what, ...rest } of step.actions) {
    if (what !== "start" || !("path" in rest)) continue;
    const parent = view(step.tree, rest.path.slice(0, rest.path.lastIndexOf("/")));
    assert.ok(
      parent && !down.has(parent.state) && parent.state !== "stopping",
      `${rest.path} starts under a running supervisor`,
    );
  }
}

/** Each node as clients see it, as text. */
export type Drawing = ReadonlyMap<Path, string>;

export function draw(tree: Tree): Drawing {
  return new Map(views(tree).map((node) => [node.path, JSON.stringify(node)]));
}

/** `touched` names every node that clients see differently; none means that they see the same tree. */
export function assertTouched(before: Drawing, after: Drawing, touched: readonly Path[]): void {
  const named = new Set(touched);
  for (const path of new Set([...before.keys(), ...after.keys()])) {
    if (before.get(path) !== after.get(path)) assert.ok(named.has(path), `${path} changed and is touched`);
  }
}

function pathOf(node: TreeNode): Path {
  return node.path;
}
