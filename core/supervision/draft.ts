import type { Map as PersistentMap } from "immutable";
import type { ExitReason, Path } from "../../wire/index.ts";
import { calls, type Gate, open, passed } from "./gate.ts";
import type { Action, Event, Functions, Step } from "./model.ts";
import type { Node, Phase, Scaling, Starter, SupervisorNode, Tree } from "./tree.ts";
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
  /** What this step has looked up or changed, null where there is none any more: a persistent map of many children is asked once for each. */
  readonly #seen = new Map<Path, Node | null>();
  readonly #scaling: PersistentMap<number, Scaling>;
  readonly #forgotten: PersistentMap<Path, number>;
  readonly #gates: PersistentMap<Path, Gate>;
  readonly #actions: Action[] = [];
  readonly #changed = new Set<Path>();
  readonly #news: News[] = [];
  #followed = 0;
  /** Supervisors at whose gate somebody has room: they come last, when it is decided what follows the exit that made it. */
  readonly #hasRoom = new Set<Path>();

  constructor(before: Tree, event: Event, functions: Functions) {
    this.at = event.at;
    this.seed = event.seed;
    this.functions = functions;
    this.#before = before;
    this.#scaling = before.scaling.asMutable();
    this.#forgotten = before.forgotten.asMutable();
    this.#gates = before.gates.asMutable();
  }

  get root(): Path {
    return this.#before.root;
  }

  get(path: Path): Node | undefined {
    const seen = this.#seen.get(path);
    if (seen !== undefined) return seen ?? undefined;
    const node = this.#before.nodes.get(path);
    if (node) this.#seen.set(path, node);
    return node;
  }

  find(holds: (node: Node) => boolean): Node | undefined {
    return this.#nodes().find(holds);
  }

  /** The same child as this step has it by now. */
  fresh(node: Node): Node {
    return this.get(node.path) ?? node;
  }

  /** Of whoever had this path last, so that its late events stay recognisable. */
  lastIncarnation(path: Path): number {
    return this.get(path)?.incarnation ?? this.#forgotten.get(path) ?? 0;
  }

  /** A child whose life is told to its supervisor has one; anything else is a bug here. */
  parentOf(node: Node): SupervisorNode | null {
    if (node.parent === null) return null;
    const parent = this.get(node.parent);
    if (parent?.kind !== "supervisor") throw new Error(`${node.path} has no supervisor ${node.parent}`);
    return parent;
  }

  put<N extends Node>(node: N): N {
    this.#pass(node.path, node.parent, node.phase);
    this.#seen.set(node.path, node);
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

  gate(supervisor: Path): Gate {
    return this.#gates.get(supervisor) ?? open;
  }

  setGate(supervisor: Path, gate: Gate): void {
    this.#gates.set(supervisor, gate);
  }

  act(action: Action): void {
    this.#actions.push(action);
  }

  tell(news: News): void {
    this.#news.push(news);
  }

  nextNews(): News | undefined {
    const news = this.#news[this.#followed];
    if (news) this.#followed += 1;
    if (news) return news;
    for (const path of this.#hasRoom) {
      this.#hasRoom.delete(path);
      return { is: "turn", path };
    }
    return undefined;
  }

  step(): Step {
    const changed = [...this.#changed];
    const touched = changed.filter((path) => this.#date(path));
    const tree = {
      root: this.root,
      nodes: this.#nodes(),
      scaling: this.#scaling.asImmutable(),
      forgotten: this.#forgotten.asImmutable(),
      gates: this.#gates.asImmutable(),
    };
    return { tree, actions: this.#actions, touched, changed };
  }

  #nodes(): PersistentMap<Path, Node> {
    return this.#before.nodes.withMutations((nodes) => {
      for (const path of this.#changed) {
        const node = this.get(path);
        if (node) nodes.set(path, node);
        else nodes.delete(path);
      }
    });
  }

  #removeAt(path: Path): void {
    const node = this.get(path);
    if (node?.kind === "supervisor") for (const child of node.children) this.#removeAt(child);
    if (node && node.incarnation > 0) this.#forgotten.set(path, node.incarnation);
    if (node) this.#pass(path, node.parent, null);
    this.#gates.delete(path);
    this.#seen.set(path, null);
    this.#changed.add(path);
  }

  /** A child goes into this phase: the gate of a dynamic supervisor counts it, and whoever waited there has room. */
  #pass(path: Path, parent: Path | null, phase: Phase | null): void {
    const supervisor = parent === null ? undefined : this.get(parent);
    if (supervisor?.kind !== "supervisor" || !supervisor.spec.dynamic) return;
    const gate = this.gate(supervisor.path);
    const next = passed(gate, path, this.get(path)?.phase ?? null, phase);
    if (next === gate) return;
    this.setGate(supervisor.path, next);
    if (calls(gate, next)) this.#hasRoom.add(supervisor.path);
  }

  /** Dates a state that was entered in this step; tells whether clients see the node differently now. */
  #date(path: Path): boolean {
    const old = this.#before.nodes.get(path);
    const node = this.get(path);
    if (!node || !old) {
      if (node) this.#seen.set(path, { ...node, since: this.at });
      return node !== old;
    }
    const entered = stateOf(old) !== stateOf(node) || old.incarnation !== node.incarnation;
    const since = entered ? this.at : old.since;
    const dated = node.since === since ? node : { ...node, since };
    this.#seen.set(path, dated);
    return !looksTheSame(old, dated);
  }
}
