import { timer } from "./deadlines.ts";
import type { Draft } from "./draft.ts";
import { type Gate, ticketOf } from "./gate.ts";
import { launch } from "./start.ts";
import type { Node, Starter, SupervisorNode } from "./tree.ts";

/** Starts a child that is down: at once, or when the gate of its dynamic supervisor lets it. */
export function begin(draft: Draft, child: Node, by: Starter): void {
  const supervisor = draft.parentOf(child);
  if (!supervisor?.spec.dynamic) {
    launch(draft, child, by);
    return;
  }
  const { path } = child;
  const gate = draft.gate(supervisor.path);
  const known = ticketOf(child.phase); // one that stands in the line keeps its place
  const ticket = known ?? gate.lastTicket + 1;
  draft.put({ ...child, phase: { is: "queued", by, dueAt: draft.at, awaits: { ticket } } });
  if (known === null) {
    draft.setGate(supervisor.path, { ...gate, lastTicket: ticket, line: gate.line.push({ path, ticket }) });
  }
  letIn(draft, supervisor);
}

/** Starts those at the head of the line for whom there is room by now, and by `start_rate` time. */
export function letIn(draft: Draft, { path, spec, phase }: SupervisorNode): void {
  if (!spec.dynamic || (phase.is !== "up" && phase.is !== "starting")) return;
  const { atOnce, startRatePerSecond } = spec.dynamic;
  for (let gate = draft.gate(path); gate.line.size > 0; gate = draft.gate(path)) {
    const child = headOf(draft, gate);
    if (child && (gate.starting >= atOnce || mustWait(draft, child))) return;
    if (child && gate.nextStartAt > draft.at) {
      wakeFor(draft, path, gate);
      return;
    }
    const line = gate.line.shift();
    const nextStartAt = child && startRatePerSecond ? draft.at + 1000 / startRatePerSecond : gate.nextStartAt;
    draft.setGate(path, { ...gate, line, nextStartAt });
    if (child?.phase.is === "queued") launch(draft, child, child.phase.by);
  }
}

/** The supervisor stops: nobody is let in any more, and those who are to leave are stopped with the others. */
export function shut(draft: Draft, supervisor: SupervisorNode): void {
  const gate = draft.gate(supervisor.path);
  if (gate.wakesAt !== null) draft.act({ do: "cancel", timer: timer(supervisor, "start_rate") });
  draft.setGate(supervisor.path, { ...gate, wakesAt: null, line: gate.line.clear(), leaving: gate.leaving.clear() });
}

/** Who is first; null when that one has left the line. */
function headOf(draft: Draft, { line }: Gate): Node | null {
  const head = line.first();
  const child = head && draft.get(head.path);
  return child && ticketOf(child.phase) === head.ticket ? child : null;
}

/** A supervisor that starts has those ready first that a child needs; after that, as everywhere, each starts for itself. */
function mustWait(draft: Draft, { parent, phase, spec }: Node): boolean {
  if (phase.is !== "queued" || phase.by !== "supervisor") return false;
  return spec.needs.some((id) => {
    const needed = draft.get(`${parent}/${id}`)?.phase.is ?? "down";
    return needed !== "up" && needed !== "down";
  });
}

function wakeFor(draft: Draft, path: string, gate: Gate): void {
  if (gate.wakesAt === gate.nextStartAt) return;
  const supervisor = draft.get(path);
  if (!supervisor) return;
  draft.setGate(path, { ...gate, wakesAt: gate.nextStartAt });
  draft.act({ do: "wake", timer: timer(supervisor, "start_rate"), at: gate.nextStartAt });
}
