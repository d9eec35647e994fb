import type { Draft } from "./draft.ts";
import { begin, letIn } from "./entrance.ts";
import { waits } from "./hold.ts";
import { becomeReady, waitUntil } from "./start.ts";
import { stop, stopped } from "./stop.ts";
import { along } from "./strategy.ts";
import type { Flow, Node, SupervisorNode } from "./tree.ts";

/** Lets a supervisor go on with what it does to its children one after the other, as far as it gets in this step. */
export function turn(draft: Draft, supervisor: SupervisorNode): void {
  letIn(draft, supervisor);
  letOut(draft, supervisor);
  const { flow } = supervisor;
  switch (flow.is) {
    case "none":
      return;
    case "starting":
      startNext(draft, supervisor, flow);
      return;
    case "stopping":
      takeAlongNext(draft, supervisor, flow);
      return;
    case "ending":
      if (supervisor.spec.dynamic) endSome(draft, supervisor, flow, supervisor.spec.dynamic);
      else endNext(draft, supervisor, flow);
      return;
  }
}

type Dynamic = NonNullable<SupervisorNode["spec"]["dynamic"]>;
type FlowOf<Is extends Flow["is"]> = Extract<Flow, { is: Is }>;

/** In start order, each child when the one before is ready and it is due itself. */
function startNext(draft: Draft, supervisor: SupervisorNode, flow: FlowOf<"starting">): void {
  let { next } = flow;
  for (; next < flow.queue.length; next++) {
    const path = flow.queue[next];
    const child = path === undefined ? undefined : draft.get(path);
    if (child?.phase.is === "queued" && child.phase.awaits === "turn" && !waits(child))
      startOrWait(draft, child, child.phase);
    if (child && !isSettled(draft.fresh(child))) break;
  }
  if (next < flow.queue.length) {
    goOn(draft, supervisor, { ...flow, next });
    return;
  }
  const node = goOn(draft, supervisor, { is: "none" });
  if (node.phase.is === "starting") becomeReady(draft, node);
}

function startOrWait(draft: Draft, child: Node, phase: Extract<Node["phase"], { is: "queued" }>): void {
  if (phase.dueAt > draft.at) waitUntil(draft, child, phase.by, phase.dueAt);
  else begin(draft, child, phase.by);
}

/** Stops those that go along with a restart; when all are down, whoever is queued starts in start order. */
function takeAlongNext(draft: Draft, supervisor: SupervisorNode, flow: FlowOf<"stopping">): void {
  let { next } = flow;
  for (; next < flow.queue.length; next++) {
    const companion = flow.queue[next];
    const child = companion && draft.get(companion.path);
    if (companion && child && isLive(child)) stop(draft, child, along(child, companion.dueAt));
    if (child && isLive(draft.fresh(child))) break;
  }
  if (next < flow.queue.length) {
    goOn(draft, supervisor, { ...flow, next });
    return;
  }
  const queue = [...supervisor.children].filter((path) => comes(draft.get(path)));
  goOn(draft, supervisor, { is: "starting", queue, next: 0 });
  draft.tell({ is: "turn", path: supervisor.path });
}

function endNext(draft: Draft, supervisor: SupervisorNode, flow: FlowOf<"ending">): void {
  let { next } = flow;
  for (; next < flow.queue.length; next++) {
    const path = flow.queue[next];
    const child = path === undefined ? undefined : draft.get(path);
    if (child && isLive(child) && child.phase.is !== "stopping") stop(draft, child, { do: "rest", as: "stopped" });
    if (child && isLive(draft.fresh(child))) break;
  }
  const node = goOn(draft, supervisor, { ...flow, next });
  if (next === flow.queue.length) stopped(draft, node);
}

/** As many at a time as the gate lets: a thousand that end at once would all miss their deadlines. The last started are the first. */
function endSome(draft: Draft, supervisor: SupervisorNode, flow: FlowOf<"ending">, { atOnce }: Dynamic): void {
  let { next } = flow;
  for (; next < flow.queue.length && draft.gate(supervisor.path).stopping < atOnce; next++) {
    const path = flow.queue[next];
    const child = path === undefined ? undefined : draft.get(path);
    if (child && isLive(child) && child.phase.is !== "stopping") stop(draft, child, { do: "rest", as: "stopped" });
  }
  const node = goOn(draft, supervisor, { ...flow, next });
  if (next === flow.queue.length && draft.gate(supervisor.path).stopping === 0) stopped(draft, node);
}

/** Stops surplus children for whom there is room by now. */
function letOut(draft: Draft, { path, spec }: SupervisorNode): void {
  if (!spec.dynamic) return;
  for (let gate = draft.gate(path); gate.leaving.size > 0; gate = draft.gate(path)) {
    if (gate.stopping >= spec.dynamic.atOnce) return;
    const first = gate.leaving.first("");
    const child = draft.get(first);
    if (child) stop(draft, child, { do: "forget" });
    const left = draft.gate(path);
    draft.setGate(path, { ...left, leaving: left.leaving.delete(first) });
  }
}

/** Handlers above may have changed the supervisor (its `children`), so its flow goes into what it is by now. */
function goOn(draft: Draft, supervisor: SupervisorNode, flow: Flow): SupervisorNode {
  const node = draft.get(supervisor.path);
  if (node?.kind !== "supervisor") throw new Error(`${supervisor.path} is gone while it deals with its children`);
  return draft.put({ ...node, flow });
}

function isLive({ phase }: Node): boolean {
  return phase.is !== "down" && phase.is !== "queued";
}

/** It is to start, or has begun to: those behind it wait for either. */
function comes(child: Node | undefined): boolean {
  return child !== undefined && (child.phase.is === "queued" || (isLive(child) && !isSettled(child)));
}

function isSettled({ phase }: Node): boolean {
  return phase.is === "down" || phase.is === "up";
}
