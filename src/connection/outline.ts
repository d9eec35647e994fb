import type { Delta, Path, Snapshot, TreeNode } from "../../wire/index.ts";
import { Tally, type Trait } from "./tally.ts";

/** What one step changed: nodes whose own row is different, and parents (null: the top) whose children came, went or moved. */
export interface Touched {
  changed: Path[];
  regrouped: (Path | null)[];
  removed: Path[];
}

/** The children of one parent; their order is found out when somebody asks. */
interface Siblings {
  readonly paths: Set<Path>;
  ordered: readonly Path[] | null;
}

/** A snapshot by path and by parent, kept up to date by deltas at the cost of what changed. */
export class Outline {
  readonly #nodes = new Map<Path, TreeNode>();
  readonly #siblings = new Map<Path | null, Siblings>();
  readonly #tally = new Tally();

  constructor(snapshot: Snapshot) {
    for (const node of snapshot.nodes) this.#put(node);
  }

  /** How many nodes are so. */
  count(trait: Trait): number {
    return this.#tally.of(trait);
  }

  get(path: Path): TreeNode | undefined {
    return this.#nodes.get(path);
  }

  /** The children of `parent` in start order; of null, the root. */
  children(parent: Path | null): TreeNode[] {
    return this.order(parent).flatMap((path) => this.#nodes.get(path) ?? []);
  }

  /** Their paths alone. */
  order(parent: Path | null): readonly Path[] {
    const siblings = this.#siblings.get(parent);
    if (!siblings) return [];
    const rank = (path: Path) => this.#nodes.get(path)?.rank ?? 0;
    siblings.ordered ??= [...siblings.paths].sort((a, b) => rank(a) - rank(b));
    return siblings.ordered;
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
    const before = this.#nodes.get(node.path);
    this.#tally.replace(before, node);
    this.#nodes.set(node.path, node);
    const siblings = this.#siblings.get(node.parent) ?? { paths: new Set(), ordered: null };
    this.#siblings.set(node.parent, siblings);
    siblings.paths.add(node.path);
    if (before?.rank !== node.rank) siblings.ordered = null;
  }

  #remove(node: TreeNode): void {
    this.#tally.replace(node, undefined);
    this.#nodes.delete(node.path);
    this.#siblings.delete(node.path);
    const siblings = this.#siblings.get(node.parent);
    siblings?.paths.delete(node.path);
    if (siblings) siblings.ordered = null;
  }
}
