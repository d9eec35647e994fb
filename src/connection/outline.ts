import type { Delta, Path, Snapshot, TreeNode } from "../../wire/index.ts";

/** What one step changed: nodes whose own row is different, and parents (null: the top) whose children came, went or moved. */
export interface Touched {
  changed: Path[];
  regrouped: (Path | null)[];
  removed: Path[];
}

/** A snapshot by path and by parent, kept up to date by deltas at the cost of what changed. */
export class Outline {
  readonly #nodes = new Map<Path, TreeNode>();
  readonly #children = new Map<Path | null, Set<Path>>();
  readonly #failed = new Set<Path>();

  constructor(snapshot: Snapshot) {
    for (const node of snapshot.nodes) this.#put(node);
  }

  get failed(): number {
    return this.#failed.size;
  }

  get(path: Path): TreeNode | undefined {
    return this.#nodes.get(path);
  }

  all(): Iterable<TreeNode> {
    return this.#nodes.values();
  }

  /** The children of `parent` in start order; of null, the root. */
  children(parent: Path | null): TreeNode[] {
    const paths = [...(this.#children.get(parent) ?? [])];
    return paths.flatMap((path) => this.#nodes.get(path) ?? []).sort((a, b) => a.rank - b.rank);
  }

  take(delta: Delta): Touched {
    const regrouped = new Set<Path | null>();
    const changed: Path[] = [];
    for (const path of delta.removed) {
      const gone = this.#nodes.get(path);
      if (!gone) continue;
      regrouped.add(gone.parent);
      this.#remove(gone);
    }
    for (const node of delta.changed) {
      const before = this.#nodes.get(node.path);
      if (before?.rank === node.rank) changed.push(node.path);
      else regrouped.add(node.parent);
      this.#put(node);
    }
    return { changed, regrouped: [...regrouped], removed: delta.removed };
  }

  #put(node: TreeNode): void {
    this.#nodes.set(node.path, node);
    const siblings = this.#children.get(node.parent);
    if (siblings) siblings.add(node.path);
    else this.#children.set(node.parent, new Set([node.path]));
    if (node.state === "failed") this.#failed.add(node.path);
    else this.#failed.delete(node.path);
  }

  #remove(node: TreeNode): void {
    this.#nodes.delete(node.path);
    this.#children.get(node.parent)?.delete(node.path);
    this.#children.delete(node.path);
    this.#failed.delete(node.path);
  }
}
