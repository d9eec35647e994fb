import assert from "node:assert/strict";
import type { Tree } from "../../../core/index.ts";
import { deadlineOf } from "../../../core/supervision/deadlines.ts";
import type { RuntimeEvent } from "../../../runtime/event.ts";
import type { Path } from "../../../wire/index.ts";
import { type FakeWorld, latestRingMs } from "./fake-world.ts";

/** Of a timer that was late and rang too early when it was set anew, in a loop that is busy. */
const overslept = 1000;

type Node = NonNullable<ReturnType<Tree["nodes"]["get"]>>;
type Supervisor = Extract<Node, { kind: "supervisor" }>;

/** What holds whenever the loop has handled an event: `waiting` is what it has not read yet. */
export function assertLawful(tree: Tree, world: FakeWorld, waiting: readonly RuntimeEvent[]): void {
  for (const node of tree.nodes.values()) {
    const parent = parentOf(tree, node);
    if (parent) {
      assert.ok(parent.children.has(node.path), `${node.path} is a child of ${parent.path}`);
      if (!isLive(parent)) assert.ok(!isLive(node), `${node.path} is down, as its supervisor is`);
    }
    if (node.kind === "worker") assertKnown(node, world, waiting);
    else assertGate(tree, node);
    assertOnItsWay(tree, node, world, waiting);
  }
  for (const { path, incarnation } of world.living.values()) {
    const node = tree.nodes.get(path);
    assert.ok(node && isLive(node) && node.incarnation === incarnation, `${path}#${incarnation} lives and is known`);
  }
}

/** No more children of a dynamic supervisor start, or stop, at a time than its gate lets, and nobody waits where there is room. */
function assertGate(tree: Tree, { path, spec, phase, children }: Supervisor): void {
  const gate = tree.gates.get(path);
  if (!spec.dynamic || !gate) return;
  const { atOnce, startRatePerSecond } = spec.dynamic;
  const nodes = [...children].flatMap((child) => tree.nodes.get(child) ?? []);
  const starting = nodes.filter(({ phase }) => {
    const failed = phase.is === "stopping" && phase.after.do === "exit" && phase.after.by !== null;
    return failed || phase.is === "spawning" || phase.is === "starting";
  }).length;
  const stopping = nodes.filter(({ phase }) => phase.is === "stopping").length;
  assert.deepEqual([gate.starting, gate.stopping], [starting, stopping], `the gate of ${path} counts its children`);
  const adopted = nodes.filter(({ phase }) => phase.is === "spawning" && phase.by === "become_supervisor").length;
  assert.ok(starting - adopted <= atOnce, `${starting} children of ${path} start at once`);
  if (phase.is !== "up" && phase.is !== "starting") return;
  const waits = nodes.some(({ phase }) => phase.is === "queued" && typeof phase.awaits === "object");
  if (waits)
    assert.ok(starting >= atOnce || (startRatePerSecond && gate.wakesAt !== null), `${path} lets its next child in`);
  if (gate.leaving.size > 0) assert.ok(stopping >= atOnce, `${path} lets its next child out`);
}

/**
 * A process starts only under a supervisor that was not asked to stop, and in its turn. While one further up ends, those whose turn
 * has not come yet go on as in OTP: what stops before them may still need their children.
 */
export function assertMayStart(tree: Tree, path: Path): void {
  const node = tree.nodes.get(path);
  assert.ok(node?.phase.is === "spawning", `${path} is started because it is to start`);
  const { by } = node.phase;
  const parent = parentOf(tree, node);
  const runs = parent?.phase.is === "up" || parent?.phase.is === "starting";
  assert.ok(runs, `${path} starts under ${parent?.path}, which is ${parent?.phase.is}`);
  for (let above: Supervisor | null = parent; above; above = parentOf(tree, above)) {
    assert.ok(isLive(above), `${path} starts under ${above.path}, which is down`);
  }
  if (by !== "supervisor" || parent?.spec.dynamic) return; // those of a dynamic supervisor start side by side
  for (const earlier of siblings(tree, parent, (place, own) => place < own, path)) {
    const { phase } = earlier;
    const comes = (phase.is === "queued" || phase.is === "spawning" || phase.is === "starting") && phase.by === by;
    assert.ok(!comes, `${path} starts after ${earlier.path}, which is ${phase.is}`);
  }
}

/** Where a supervisor ends, each child is asked to stop when nobody who was started after it lives any more. */
export function assertMayStop(tree: Tree, world: FakeWorld, path: Path): void {
  const node = tree.nodes.get(path);
  for (let child = node; child; child = parentOf(tree, child) ?? undefined) {
    const parent = parentOf(tree, child);
    const itsTurn =
      child.phase.is === "stopping" && child.phase.after.do === "rest" && child.since > (parent?.since ?? 0);
    if (parent?.phase.is !== "stopping" || !itsTurn) return; // it is stopped for a reason of its own
    for (const later of siblings(tree, parent, (place, own) => place > own, child.path)) {
      if (parent.spec.dynamic) {
        assert.ok(!isLive(later) || later.phase.is === "stopping", `${path} is asked to stop before ${later.path}`);
        continue;
      }
      const living = [...world.living.keys()].find((one) => one === later.path || one.startsWith(`${later.path}/`));
      assert.equal(living, undefined, `${path} stops before ${living}, which was started after it`);
    }
  }
}

/** A timer that rings too early, or once more, starts and ends nobody. */
export function assertNotEarly(before: Tree, event: RuntimeEvent, after: Tree): void {
  if (event.kind !== "tree" || event.event.kind !== "due") return;
  const { timer, at } = event.event;
  const old = before.nodes.get(timer.path);
  const node = after.nodes.get(timer.path);
  const early = old?.phase.is === "queued" && old.phase.dueAt > at;
  if (early) assert.equal(node?.phase.is, "queued", `${timer.path} waits until it is due`);
}

/** What core takes for living lives, or its end waits to be read; what it takes for dead is. */
function assertKnown(node: Node, world: FakeWorld, waiting: readonly RuntimeEvent[]): void {
  const process = world.living.get(node.path);
  if (!isLive(node)) {
    assert.equal(process, undefined, `${node.path} is ${node.phase.is}, but its process lives`);
    return;
  }
  const lives = process?.incarnation === node.incarnation;
  assert.ok(
    lives || endWaits(node, waiting),
    `${node.path}#${node.incarnation} is ${node.phase.is}, and its process is gone`,
  );
}

/** Nothing is stuck: whatever waits for a moment waits no longer than until then, whatever waits for a process can count on its end. */
function assertOnItsWay(tree: Tree, node: Node, world: FakeWorld, waiting: readonly RuntimeEvent[]): void {
  const { phase, clock } = node;
  const ends = parentOf(tree, node)?.phase.is === "stopping"; // then it waits for its turn, whatever its maximum uptime
  const deadline = phase.is === "up" && ends ? null : (deadlineOf(node)?.own ?? null);
  const due = phase.is === "queued" ? (phase.awaits === "restart" ? phase.dueAt : null) : deadline;
  if (due !== null && !clock.stands && waiting.length === 0) {
    const late = world.clock - (phase.is === "queued" ? due : due + clock.stoodMs);
    assert.ok(late <= 2 * latestRingMs + overslept, `${node.path} is ${phase.is} and ${late} ms late`);
  }
  if (node.kind === "supervisor") {
    const children = [...node.children].flatMap((path) => tree.nodes.get(path) ?? []);
    if (phase.is === "stopping") assert.ok(children.some(isLive), `${node.path} has somebody to wait for`);
    if (phase.is === "starting") assert.ok(children.some(comes), `${node.path} has somebody to start`);
    const parked = children.find(({ phase, onHold }) => phase.is === "queued" && phase.awaits === "turn" && !onHold);
    if (parked) assert.notEqual(node.flow.is, "none", `${parked.path} has its turn coming`);
  } else if (phase.is === "stopping" && phase.spawned && phase.deadline === null) {
    const killed = world.living.get(node.path)?.killed ?? true;
    const patient = node.spec.stop.timeoutMs === "infinity" || node.spec.appends !== null; // a stop goes on as it began
    assert.ok(killed || patient, `${node.path} is killed when its time is over`);
  }
}

function endWaits({ path, incarnation }: Node, waiting: readonly RuntimeEvent[]): boolean {
  return waiting.some(({ ...item }) => {
    if (item.kind !== "tree") return false;
    const { event } = item;
    const end = event.kind === "exited" || event.kind === "spawn_failed";
    return end && event.path === path && event.incarnation === incarnation;
  });
}

function siblings(tree: Tree, parent: Supervisor, wanted: (place: number, own: number) => boolean, path: Path): Node[] {
  const order = [...parent.children];
  const own = order.indexOf(path);
  return order.filter((_, place) => wanted(place, own)).flatMap((one) => tree.nodes.get(one) ?? []);
}

function parentOf(tree: Tree, node: Node): Supervisor | null {
  if (node.parent === null) return null;
  const parent = tree.nodes.get(node.parent);
  assert.ok(parent?.kind === "supervisor", `${node.path} has its supervisor`);
  return parent;
}

function isLive({ phase }: Node): boolean {
  return phase.is !== "down" && phase.is !== "queued";
}

function comes({ phase }: Node): boolean {
  return phase.is !== "down" && phase.is !== "up";
}
