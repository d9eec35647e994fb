import type { Path } from "../../wire/index.ts";
import type { RuntimeNode } from "../connection/runtime-node.ts";

/** A row of the Supervision view. The editor knows rows by identity, so each is made once. */
export type Element = RuntimeElement | ChildElement;
export interface RuntimeElement {
  readonly kind: "runtime";
  readonly node: RuntimeNode;
}
export interface ChildElement {
  readonly kind: "child";
  readonly node: RuntimeNode;
  readonly path: Path;
}

interface Rows {
  readonly runtime: RuntimeElement;
  readonly children: Map<Path, ChildElement>;
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

  /** The row of a child that has been shown before. */
  shown(node: RuntimeNode, path: Path): ChildElement | undefined {
    return this.#of(node).children.get(path);
  }

  forget(node: RuntimeNode, paths: readonly Path[]): void {
    const { children } = this.#of(node);
    for (const path of paths) children.delete(path);
  }

  #of(node: RuntimeNode): Rows {
    const known = this.#rows.get(node);
    if (known) return known;
    const made: Rows = { runtime: { kind: "runtime", node }, children: new Map() };
    this.#rows.set(node, made);
    return made;
  }
}

/** What a menu of the view hands to a command. */
export function isElement(value: unknown): value is Element {
  return typeof value === "object" && value !== null && "kind" in value && "node" in value;
}
