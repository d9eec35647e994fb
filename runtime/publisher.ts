import { type Tree, view, views } from "../core/index.ts";
import type { Delta, Path, Snapshot, TreeNode } from "../wire/index.ts";
import type { Cancel, World } from "./world.ts";

/** How many deltas are kept for clients that ask again; who missed more gets a snapshot. */
const remembered = 1000;
/** A client works for each delta as long as for many: so many come as they arise, after that one in so long a time. */
const burst = 20;
const paceMs = 50;

/**
 * Turns what was touched into numbered deltas. All that one turn touches goes into one delta; while very much is touched, as at the
 * start of thousands, all that some turns touch.
 */
export class Publisher {
  #tree: Tree;
  #seq = 0;
  #deltas: Delta[] = [];
  readonly #touched = new Set<Path>();
  readonly #published = new Map<Path, TreeNode>();
  readonly #send: (delta: Delta) => void;
  readonly #clock: Pick<World, "now" | "wake">;
  #due: Cancel | null = null;
  #credit = burst;
  #creditedAt: number;

  constructor(tree: Tree, clock: Pick<World, "now" | "wake">, send: (delta: Delta) => void) {
    this.#tree = tree;
    this.#clock = clock;
    this.#creditedAt = clock.now();
    this.#send = send;
    for (const node of views(tree)) this.#published.set(node.path, node);
  }

  touch(tree: Tree, paths: readonly Path[]): void {
    this.#tree = tree;
    for (const path of paths) this.#touched.add(path);
    if (paths.length > 0) this.#due ??= this.#soon(() => this.flush());
  }

  /** Sends what is due now; a client that gets an answer has seen before what led to it. */
  flush(): void {
    this.#due?.();
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

  #soon(send: () => void): Cancel {
    const now = this.#clock.now();
    this.#credit = Math.min(burst, this.#credit + Math.max(0, now - this.#creditedAt) / paceMs);
    this.#creditedAt = now;
    const waitMs = (1 - this.#credit) * paceMs;
    this.#credit -= 1;
    if (waitMs > 0) return this.#clock.wake(now + waitMs, send);
    const turn = setImmediate(send);
    return () => clearImmediate(turn);
  }

  #changed(path: Path): TreeNode | null {
    const node = view(this.#tree, path);
    const before = this.#published.get(path);
    if (!node || node === before || JSON.stringify(before) === JSON.stringify(node)) return null;
    this.#published.set(path, node);
    return node;
  }

  #removed(path: Path): boolean {
    return view(this.#tree, path) === null && this.#published.delete(path);
  }
}
