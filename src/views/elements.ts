import type { Path } from "../../wire/index.ts";
import type { RuntimeNode } from "../connection/runtime-node.ts";

/** A row of the Supervision view. The editor knows rows by identity, so each is made once. */
export type Element = RuntimeElement | ChildElement | RangeElement;
export interface RuntimeElement {
  readonly kind: "runtime";
  readonly node: RuntimeNode;
}
export interface ChildElement {
  readonly kind: "child";
  readonly node: RuntimeNode;
  readonly path: Path;
}
/** Some of the many children of a supervisor: those from this place in their order on. */
export interface RangeElement {
  readonly kind: "range";
  readonly node: RuntimeNode;
  readonly parent: Path;
  readonly from: number;
}

interface Rows {
  readonly runtime: RuntimeElement;
  readonly children: Map<Path, ChildElement>;
  readonly ranges: Map<string, RangeElement>;
}

export class Elements {
  readonly #rows = new WeakMap<RuntimeNode, Rows>();

  runtime(node: RuntimeNode): RuntimeElement {
    return this.#of(node).runtime;
  }

  child(node: RuntimeNode, path: Path): ChildElement {
    const { children } = this.#of(node);
    const known = children.get(path);
    if (known) return known;
    const made: ChildElement = { kind: "child", node, path };
    children.set(path, made);
    return made;
  }

  range(node: RuntimeNode, parent: Path, from: number): RangeElement {
    const { ranges } = this.#of(node);
    const key = rangeKey(parent, from);
    const known = ranges.get(key);
    if (known) return known;
    const made: RangeElement = { kind: "range", node, parent, from };
    ranges.set(key, made);
    return made;
  }

  /** The row of a child that has been shown before. */
  shown(node: RuntimeNode, path: Path): ChildElement | undefined {
    return this.#of(node).children.get(path);
  }

  shownRange(node: RuntimeNode, parent: Path, from: number): RangeElement | undefined {
    return this.#of(node).ranges.get(rangeKey(parent, from));
  }

  forget(node: RuntimeNode, paths: readonly Path[]): void {
    const { children } = this.#of(node);
    for (const path of paths) children.delete(path);
  }

  #of(node: RuntimeNode): Rows {
    const known = this.#rows.get(node);
    if (known) return known;
    const made: Rows = { runtime: { kind: "runtime", node }, children: new Map(), ranges: new Map() };
    this.#rows.set(node, made);
    return made;
  }
}

/** Names a range below a node; also in the editor, which remembers by it what was unfolded. */
export function rangeKey(parent: Path, from: number): string {
  return `${parent}\n${from}`;
}

/** What a menu of the view hands to a command. */
export function isElement(value: unknown): value is Element {
  return typeof value === "object" && value !== null && "kind" in value && "node" in value;
}
