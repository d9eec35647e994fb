import assert from "node:assert/strict";
import type { Node, Tree } from "../../../core/index.ts";
import type { Legacy } from "../../../runtime/legacy.ts";
import { linesOf, linesSince, type SavedTree, type TreeLine, treeOf } from "../../../runtime/state/tree-lines.ts";
import type { ProcessIdentity } from "../../../runtime/world.ts";
import type { Incarnation, Path } from "../../../wire/index.ts";

/** A runtime was killed. */
export class Killed extends Error {}

/** What is written down of a tree, line by line as on a disk; now and then the runtime dies right after it has written and before it has acted. */
export class Memory implements Legacy {
  #lines: TreeLine[];
  #tree: Tree;
  readonly #dies: () => boolean;
  #killed = false;

  constructor(tree: Tree, dies: () => boolean) {
    this.#tree = tree;
    this.#lines = [...linesOf({ tree, machineRun: "", processes: new Map() }, "")];
    this.#dies = dies;
  }

  note(tree: Tree, changed: readonly Path[]): void {
    this.assertAlive();
    this.#lines.push(...linesSince(this.#tree, tree, changed));
    this.#tree = tree;
    this.#killed = this.#dies();
    this.assertAlive();
  }

  /** A command that was under way when it died has taken its death for a failure of its own. */
  assertAlive(): void {
    if (this.#killed) throw new Killed();
  }

  born({ path, incarnation }: Incarnation, process: ProcessIdentity): void {
    this.#lines.push({ is: "born", path, incarnation, process });
  }

  formerOf(): null {
    return null; // the keeper knows
  }

  /** What another runtime reads; it begins with a memory of its own. */
  read(): SavedTree {
    const read = treeOf(JSON.parse(JSON.stringify(this.#lines)));
    assert.ok(read.ok, "what was written down can be read");
    const { tree } = read.saved;
    const plain = (node: Node | undefined) => node && JSON.parse(JSON.stringify({ ...node, callers: [] }));
    assert.deepEqual([...tree.nodes.keys()].sort(), [...this.#tree.nodes.keys()].sort());
    for (const [path, node] of this.#tree.nodes) assert.deepEqual(plain(tree.nodes.get(path)), plain(node), path);
    return read.saved;
  }
}
