import type { Map as PersistentMap } from "immutable";
import type { ExitReason, Path } from "../../wire/index.ts";
import type { Action, Event, Functions, Step } from "./model.ts";
import type { Node, Scaling, Starter, SupervisorNode, Tree } from "./tree.ts";
import { looksTheSame, stateOf } from "./view.ts";

/** What one part of a step leaves for the next to follow up, so that a chain of thousands of children needs no deep recursion. */
export type News =
  /** A child of this supervisor changed: its flow may go on. */
  | { is: "turn"; path: Path }
  /** A child ended that should not have: its plan decides. */
  | { is: "exited"; path: Path; reason: ExitReason }
  /** A start did not come to `ready`. */
  | { is: "not_started"; path: Path; by: Starter; reason: ExitReason };

/** One step in the making: what the handlers change, until `step` hands out the finished value. The tree it began with stays as it was. */
export class Draft {
  readonly at: number;
  readonly seed: number;
  readonly functions: Functions;
  readonly #before: Tree;
  readonly #nodes: PersistentMap<Path, Node>;
  readonly #scaling: PersistentMap<number, Scaling>;
  readonly #forgotten: PersistentMap<Path, number>;
  readonly #actions: Action[] = [];
  readonly #changed = new Set<Path>();
  readonly #news: News[] = [];
  #followed = 0;

  constructor(before: Tree, event: Event, functions: Functions) {
    this.at = event.at;
    this.seed = event.seed;
    this.functions = functions;
    this.#before = before;
    this.#nodes = before.nodes.asMutable();
    this.#scaling = before.scaling.asMutable();
    this.#forgotten = before.forgotten.asMutable();
  }

  get root(): Path {
    return this.#before.root;
  }

  get(path: Path): Node | undefined {
    return this.#nodes.get(path);
  }

  find(holds: (node: Node) => boolean): Node | undefined {
    return this.#nodes.find(holds);
  }

  /** The same child as this step has it by now. */
  fresh(node: Node): Node {
    return this.#nodes.get(node.path) ?? node;
  }

  /** Of whoever had this path last, so that its late events stay recognisable. */
  lastIncarnation(path: Path): number {
    return this.#nodes.get(path)?.incarnation ?? this.#forgotten.get(path) ?? 0;
  }

  /** A child whose life is told to its supervisor has one; anything else is a bug here. */
  parentOf(node: Node): SupervisorNode | null {
    if (node.parent === null) return null;
    const parent = this.#nodes.get(node.parent);
    if (parent?.kind !== "supervisor") throw new Error(`${node.path} has no supervisor ${node.parent}`);
    return parent;
  }

  put<N extends Node>(node: N): N {
    this.#nodes.set(node.path, node);
    this.#changed.add(node.path);
    return node;
  }

  /** Forgets a child and all below it. */
  remove(node: Node): void {
    this.#removeAt(node.path);
    const parent = this.parentOf(node);
    if (parent) this.put({ ...parent, children: parent.children.delete(node.path) });
  }

  scaling(id: number): Scaling | undefined {
    return this.#scaling.get(id);
  }

  scale(id: number, scaling: Scaling | null): void {
    if (scaling) this.#scaling.set(id, scaling);
    else this.#scaling.delete(id);
  }

  act(action: Action): void {
    this.#actions.push(action);
  }

  tell(news: News): void {
    this.#news.push(news);
  }

  nextNews(): News | undefined {
    return this.#news[this.#followed++];
  }

  step(): Step {
    const touched = [...this.#changed].filter((path) => this.#date(path));
    const tree = {
      root: this.root,
      nodes: this.#nodes.asImmutable(),
      scaling: this.#scaling.asImmutable(),
      forgotten: this.#forgotten.asImmutable(),
    };
    return { tree, actions: this.#actions, touched };
  }

  #removeAt(path: Path): void {
    const node = this.#nodes.get(path);
    if (node?.kind === "supervisor") for (const child of node.children) this.#removeAt(child);
    if (node && node.incarnation > 0) this.#forgotten.set(path, node.incarnation);
    this.#nodes.delete(path);
    this.#changed.add(path);
  }

  /** Dates a state that was entered in this step; tells whether clients see the node differently now. */
  #date(path: Path): boolean {
    const old = this.#before.nodes.get(path);
    const node = this.#nodes.get(path);
    if (!node || !old) {
      if (node) this.#nodes.set(path, { ...node, since: this.at });
      return node !== old;
    }
    const entered = stateOf(old) !== stateOf(node) || old.incarnation !== node.incarnation;
    const dated = { ...node, since: entered ? this.at : old.since };
    this.#nodes.set(path, dated);
    return !looksTheSame(old, dated);
  }
}
