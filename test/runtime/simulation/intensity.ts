import assert from "node:assert/strict";
import type { Event, Tree } from "../../../core/index.ts";
import type { Path } from "../../../wire/index.ts";

type Node = NonNullable<ReturnType<Tree["nodes"]["get"]>>;

/** Counts restarts by itself, from the outside: a supervisor never restarts more often than its intensity allows. */
export class IntensityLaw {
  readonly #restarts = new Map<Path, { incarnation: number; moments: number[] }>();
  #at = 0;
  #seen: Node[] = [];

  /** Looks at the child that something happens to, and at those above it. */
  before(tree: Tree, event: Event): void {
    this.#at = event.at;
    this.#seen = [];
    let node = "path" in event ? tree.nodes.get(event.path) : undefined;
    for (; node; node = node.parent === null ? undefined : tree.nodes.get(node.parent)) this.#seen.push(node);
  }

  after(tree: Tree): void {
    for (const before of this.#seen) this.#compare(tree, before, tree.nodes.get(before.path));
    this.#seen = [];
  }

  #compare(tree: Tree, before: Node, after: Node | undefined): void {
    if (!after || after.restarts !== before.restarts + 1 || !isRestarted(after)) return;
    const parent = after.parent === null ? undefined : tree.nodes.get(after.parent);
    if (parent?.kind !== "supervisor") return;
    const { restarts, periodMs, counts } = parent.spec.intensity;
    if (counts === "restart" && after.spec.life.by !== "restart") return;
    const known = this.#restarts.get(parent.path);
    const past = known?.incarnation === parent.incarnation ? known.moments : [];
    const moments = [...past.filter((moment) => this.#at - moment <= periodMs), this.#at];
    this.#restarts.set(parent.path, { incarnation: parent.incarnation, moments });
    assert.ok(moments.length <= restarts, `${parent.path} restarts ${moments.length} times within ${periodMs} ms`);
  }
}

function isRestarted({ phase }: Node): boolean {
  return (phase.is === "queued" || phase.is === "spawning" || phase.is === "starting") && phase.by === "plan";
}
