import { List, OrderedSet } from "immutable";
import type { Path } from "../../wire/index.ts";
import type { Phase } from "./tree.ts";

/**
 * How the children of a dynamic supervisor come and go: at most `at_once` of them start, and as many stop, at a time, in the order in
 * which they came to it. What is counted here follows from their phases; it is kept so that ten thousand cost what ten do.
 */
export interface Gate {
  /** Children whose start has begun and has come neither to `ready` nor to nothing. */
  readonly starting: number;
  readonly stopping: number;
  /** Those that wait for room. A child whose phase has another ticket by now has left the line. */
  readonly line: List<{ readonly path: Path; readonly ticket: number }>;
  readonly lastTicket: number;
  /** No child starts before this moment (`start_rate`). */
  readonly nextStartAt: number;
  /** The timer that runs for the first of the line; null where none does. */
  readonly wakesAt: number | null;
  /** Surplus children that wait to be stopped; whatever stops one earlier, it goes for good. */
  readonly leaving: OrderedSet<Path>;
}

export const open: Gate = {
  starting: 0,
  stopping: 0,
  line: List(),
  lastTicket: 0,
  nextStartAt: 0,
  wakesAt: null,
  leaving: OrderedSet(),
};

/** Where a supervisor begins: all its children stand in the line, in start order. */
export function lineOf(children: readonly Path[]): Gate {
  const line = List(children.map((path, index) => ({ path, ticket: index + 1 })));
  return { ...open, line, lastTicket: children.length };
}

/** The gate of children in these phases, some of which wait to be stopped. No timer runs for it. */
export function gateOf(children: readonly { path: Path; phase: Phase }[], leaving: ReadonlySet<Path>): Gate {
  const line = children
    .flatMap(({ path, phase }) => ({ path, ticket: ticketOf(phase) ?? 0 }))
    .filter(({ ticket }) => ticket > 0)
    .sort((a, b) => a.ticket - b.ticket);
  return {
    ...open,
    starting: children.filter(({ phase }) => isStarting(phase)).length,
    stopping: children.filter(({ phase }) => phase.is === "stopping").length,
    line: List(line),
    lastTicket: line.at(-1)?.ticket ?? 0,
    leaving: OrderedSet(children.map(({ path }) => path).filter((path) => leaving.has(path))),
  };
}

/** The gate once a child has gone from one phase into another; null where it is not there. */
export function passed(gate: Gate, path: Path, before: Phase | null, after: Phase | null): Gate {
  const starting = gate.starting + Number(isStarting(after)) - Number(isStarting(before));
  const stopping = gate.stopping + Number(after?.is === "stopping") - Number(before?.is === "stopping");
  const leaving = after ? gate.leaving : gate.leaving.delete(path);
  const same = starting === gate.starting && stopping === gate.stopping && leaving === gate.leaving;
  return same ? gate : { ...gate, starting, stopping, leaving };
}

/** Whether somebody waits for the room that there is now. */
export function calls(before: Gate, after: Gate): boolean {
  const out = after.stopping < before.stopping && after.leaving.size > 0;
  return out || (after.starting < before.starting && after.line.size > 0);
}

/** The ticket of a child that stands in the line. */
export function ticketOf(phase: Phase): number | null {
  return phase.is === "queued" && typeof phase.awaits === "object" ? phase.awaits.ticket : null;
}

/** One that missed its readiness keeps its room until it is gone: whoever wanted its start decides about the others first. */
function isStarting(phase: Phase | null): boolean {
  const failed = phase?.is === "stopping" && phase.after.do === "exit" && phase.after.by !== null;
  return failed || phase?.is === "spawning" || phase?.is === "starting";
}
