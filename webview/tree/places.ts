import { apply, type Delta, type Path, type Snapshot, type TreeNode } from "../../wire/index.ts";

/** Where each path stands in a snapshot's nodes. Remembered beside the snapshot, and shared by those of one shape. */
const remembered = new WeakMap<Snapshot, ReadonlyMap<Path, number>>();

function placesOf(tree: Snapshot): ReadonlyMap<Path, number> {
  const known = remembered.get(tree);
  if (known) return known;
  const places = new Map(tree.nodes.map(({ path }, index) => [path, index]));
  remembered.set(tree, places);
  return places;
}

/** The node at a path; undefined where there is none. */
export function nodeAt(tree: Snapshot, path: Path): TreeNode | undefined {
  const place = placesOf(tree).get(path);
  return place === undefined ? undefined : tree.nodes[place];
}

/** The supervisors above a path, the nearest first. */
export function above(tree: Snapshot, path: Path): Path[] {
  const paths: Path[] = [];
  for (let at = nodeAt(tree, path)?.parent ?? null; at !== null; at = nodeAt(tree, at)?.parent ?? null) paths.push(at);
  return paths;
}

/**
 * `apply` for many deltas at once, as a busy tree sends them between two pictures. Where they only change nodes that are there
 * already, which is nearly always, nothing is sorted anew. Deltas out of turn are the caller's to sort out.
 */
export function applyAll(tree: Snapshot, deltas: readonly Delta[]): Snapshot {
  const step = merged(tree, deltas);
  const places = placesOf(tree);
  const nodes = tree.nodes.slice();
  for (const node of step.changed) {
    const place = places.get(node.path);
    const before = place === undefined ? undefined : tree.nodes[place];
    if (place === undefined || before?.rank !== node.rank || before.parent !== node.parent)
      return inNewShape(tree, step);
    nodes[place] = node;
  }
  if (step.removed.some((path) => places.has(path))) return inNewShape(tree, step);
  const next = { seq: step.seq, root: tree.root, nodes };
  remembered.set(next, places);
  return next;
}

function inNewShape(tree: Snapshot, { seq, changed, removed }: Delta): Snapshot {
  return { ...apply(tree, { seq: tree.seq + 1, changed, removed }), seq };
}

/** What is left of many deltas: of each path the last that was said. */
function merged(tree: Snapshot, deltas: readonly Delta[]): Delta {
  const last = new Map<Path, TreeNode | null>();
  for (const { changed, removed } of deltas) {
    for (const path of removed) last.set(path, null);
    for (const node of changed) last.set(node.path, node);
  }
  const changed = [...last.values()].filter((node) => node !== null);
  const removed = [...last].flatMap(([path, node]) => (node === null ? [path] : []));
  return { seq: deltas.at(-1)?.seq ?? tree.seq, changed, removed };
}
