import { type Tree, view, views } from "../core/index.ts";
import type { Delta, Path, Snapshot, TreeNode } from "../wire/index.ts";

/** How many deltas are kept for clients that ask again; who missed more gets a snapshot. */
const remembered = 1000;

/** Turns what was touched into numbered deltas. All that one turn touches goes into one delta. */
export class Publisher {
  #tree: Tree;
  #seq = 0;
  #deltas: Delta[] = [];
  readonly #touched = new Set<Path>();
  readonly #published = new Map<Path, TreeNode>();
  readonly #send: (delta: Delta) => void;
  #due: NodeJS.Immediate | null = null;

  constructor(tree: Tree, send: (delta: Delta) => void) {
    this.#tree = tree;
    this.#send = send;
    for (const node of views(tree)) this.#published.set(node.path, node);
  }

  touch(tree: Tree, paths: readonly Path[]): void {
    this.#tree = tree;
    for (const path of paths) this.#touched.add(path);
    if (paths.length > 0) this.#due ??= setImmediate(() => this.flush());
  }

  /** Sends what is due now; a client that gets an answer has seen before what led to it. */
  flush(): void {
    if (this.#due) clearImmediate(this.#due);
    this.#due = null;
    const changed = [...this.#touched].flatMap((path) => this.#changed(path) ?? []);
    const removed = [...this.#touched].filter((path) => this.#removed(path));
    this.#touched.clear();
    if (changed.length + removed.length === 0) return;
    this.#seq++;
    const delta = { seq: this.#seq, changed, removed };
    this.#deltas.push(delta);
    if (this.#deltas.length > remembered) this.#deltas.shift();
    this.#send(delta);
  }

  snapshot(): Snapshot {
    this.flush();
    const nodes = views(this.#tree);
    return { seq: this.#seq, root: nodes[0]?.path ?? "", nodes };
  }

  /** The deltas that follow `seq`; null when some of them are forgotten, or `seq` is not of this tree. */
  since(seq: number): Delta[] | null {
    this.flush();
    if (seq > this.#seq || seq < this.#seq - this.#deltas.length) return null;
    return this.#deltas.filter((delta) => delta.seq > seq);
  }

  #changed(path: Path): TreeNode | null {
    const node = view(this.#tree, path);
    if (!node || JSON.stringify(this.#published.get(path)) === JSON.stringify(node)) return null;
    this.#published.set(path, node);
    return node;
  }

  #removed(path: Path): boolean {
    return view(this.#tree, path) === null && this.#published.delete(path);
  }
}
