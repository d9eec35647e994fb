import { arm, bindIn, isWanted, switchDebuggers } from "./binding.ts";
import { faultIn } from "./condition.ts";
import type { Breakpoint, BreakpointId, DebugAction, DebugSession, Reaction } from "./model.ts";
import { act, chain, change, forEach, isReachable } from "./reaction.ts";
import type { ArgumentsOf } from "./requests.ts";
import { answerWhenSettled } from "./telling.ts";

type Wanted = Pick<Breakpoint, "file" | "line" | "column" | "condition" | "hits" | "log">;

/** The breakpoints of one file, replacing those it had; those that stay the same keep their id and their bindings. */
export function setBreakpoints(session: DebugSession, seq: number, given: ArgumentsOf<"setBreakpoints">): Reaction {
  const file = given.source.path;
  if (file === undefined) {
    const message = "Breakpoints can be set in files only, and this source is none.";
    return act(session, {
      do: "respond",
      seq,
      body: { breakpoints: given.breakpoints.map(() => ({ verified: false, message })) },
    });
  }
  const wanted = given.breakpoints.map((breakpoint) => wantedAt(session, file, breakpoint));
  if (wanted.some(({ line, column }) => line < 1 || (column !== null && column < 1))) {
    const { linesFrom, columnsFrom } = session.client;
    const message = `setBreakpoints: this client counts lines from ${linesFrom} and columns from ${columnsFrom}.`;
    return act(session, { do: "refuse", seq, message });
  }
  const old = [...session.breakpoints.values()].filter((breakpoint) => breakpoint.file === file);
  const kept = wanted.map((want) => old.find((breakpoint) => isSame(breakpoint, want)));
  const dropped = old.filter((breakpoint) => !kept.includes(breakpoint));

  const ids: BreakpointId[] = [];
  const placed = chain(forEach(session, dropped, drop), (without) =>
    forEach(without, wanted.entries(), (current, [index, want]) => {
      const known = kept[index];
      const breakpoint = known ?? create(want, current.nextBreakpoint);
      ids.push(breakpoint.id);
      return known ? act(current) : add(current, breakpoint);
    }),
  );
  return chain(chain(placed, switchDebuggers), (after) => answerWhenSettled(after, seq, ids));
}

export function setExceptionBreakpoints(session: DebugSession, seq: number, filters: readonly string[]): Reaction {
  const pauseOn = { caught: filters.includes("caught"), uncaught: filters.includes("uncaught") };
  const armed = [...session.processes.values()].filter((process) => process.armed && isReachable(process));
  const changed = forEach({ ...session, pauseOn }, armed, (current, process) =>
    isWanted(current) ? arm(change(current, process.thread, { armed: false }), process.thread) : act(current),
  );
  return chain(chain(changed, switchDebuggers), (after) => act(after, { do: "respond", seq, body: {} }));
}

function add(session: DebugSession, breakpoint: Breakpoint): Reaction {
  const breakpoints = new Map(session.breakpoints).set(breakpoint.id, breakpoint);
  const armed = [...session.processes.values()].filter((process) => process.armed && isReachable(process));
  return forEach({ ...session, breakpoints, nextBreakpoint: breakpoint.id + 1 }, armed, (current, { thread }) =>
    bindIn(current, breakpoint.id, thread),
  );
}

function drop(session: DebugSession, breakpoint: Breakpoint): Reaction {
  const breakpoints = new Map(session.breakpoints);
  const told = new Map(session.told);
  breakpoints.delete(breakpoint.id);
  told.delete(breakpoint.id);
  const unbind = [...breakpoint.bindings.keys()].map(
    (thread): DebugAction => ({ do: "unbind", thread, breakpoint: breakpoint.id }),
  );
  return act({ ...session, breakpoints, told }, ...unbind);
}

function create(want: Wanted, id: BreakpointId): Breakpoint {
  return { ...want, id, fault: faultIn(want), bindings: new Map(), place: null, complained: false };
}

function wantedAt(
  { client }: DebugSession,
  file: string,
  given: ArgumentsOf<"setBreakpoints">["breakpoints"][number],
): Wanted {
  return {
    file,
    line: given.line + 1 - client.linesFrom,
    column: given.column === undefined ? null : given.column + 1 - client.columnsFrom,
    condition: given.condition?.trim() || null,
    hits: given.hitCondition?.trim() || null,
    log: given.logMessage || null,
  };
}

function isSame(a: Breakpoint, b: Wanted): boolean {
  return (
    a.line === b.line && a.column === b.column && a.condition === b.condition && a.hits === b.hits && a.log === b.log
  );
}
