import { arm, bindIn, isWanted, switchDebuggers } from "./binding.ts";
import { faultIn } from "./condition.ts";
import { errorFilters } from "./errors.ts";
import type { DebugAction } from "./happenings.ts";
import { parseLimit } from "./limit.ts";
import type { Breakpoint, BreakpointId, DebugSession, Reaction, Site } from "./model.ts";
import { act, chain, change, forEach, isReachable } from "./reaction.ts";
import type { ArgumentsOf } from "./requests.ts";
import { answerWhenSettled } from "./telling.ts";

type Wanted = Pick<Breakpoint, "site" | "paths" | "reach" | "condition" | "hits" | "log">;
type Given = ArgumentsOf<"setBreakpoints">["breakpoints"][number];

/** The breakpoints of one file, replacing those it had. */
export function setBreakpoints(session: DebugSession, seq: number, given: ArgumentsOf<"setBreakpoints">): Reaction {
  const file = given.source.path;
  if (file === undefined) {
    const message = "Breakpoints can be set in files only, and this source is none.";
    const breakpoints = given.breakpoints.map(() => ({ verified: false, message }));
    return act(session, { do: "respond", seq, body: { breakpoints } });
  }
  const wanted = given.breakpoints.map((breakpoint) => ({
    ...guardOf(breakpoint),
    site: siteOf(session, file, breakpoint),
    reach: breakpoint.mode ?? "process",
    log: breakpoint.logMessage || null,
  }));
  if (wanted.some(({ site }) => site.line < 1 || (site.column !== null && site.column < 1))) {
    const { linesFrom, columnsFrom } = session.client;
    const message = `setBreakpoints: this client counts lines from ${linesFrom} and columns from ${columnsFrom}.`;
    return act(session, { do: "refuse", seq, message });
  }
  return replaceThose(session, seq, ({ site }) => site.is === "line" && site.file === file, wanted);
}

/** The breakpoints on functions, replacing those there were. */
export function setFunctionBreakpoints(
  session: DebugSession,
  seq: number,
  { breakpoints }: ArgumentsOf<"setFunctionBreakpoints">,
): Reaction {
  const wanted = breakpoints.map(
    (given): Wanted => ({
      ...guardOf(given),
      site: { is: "function", name: given.name.trim() },
      reach: "process",
      log: null,
    }),
  );
  return replaceThose(session, seq, ({ site }) => site.is === "function", wanted);
}

/** Which errors pause whom from now on. */
export function setExceptionBreakpoints(
  session: DebugSession,
  seq: number,
  given: ArgumentsOf<"setExceptionBreakpoints">,
): Reaction {
  const pauseOn = errorFilters(given);
  const armed = [...session.processes.values()].filter((process) => process.armed && isReachable(process));
  const changed = forEach({ ...session, pauseOn }, armed, (current, process) =>
    isWanted(current, process.path) ? arm(change(current, process.thread, { armed: false }), process) : act(current),
  );
  const asked = [...given.filters, ...given.filterOptions.map(({ filterId }) => filterId)];
  const breakpoints = asked.map((kind) => {
    const fault = pauseOn.get(kind)?.fault ?? null;
    return fault === null ? { verified: true } : { verified: false, message: fault };
  });
  return chain(chain(changed, switchDebuggers), (after) => act(after, { do: "respond", seq, body: { breakpoints } }));
}

/** Those that stay the same keep their id and their bindings. */
function replaceThose(
  session: DebugSession,
  seq: number,
  isMeant: (breakpoint: Breakpoint) => boolean,
  wanted: readonly Wanted[],
): Reaction {
  const old = [...session.breakpoints.values()].filter(isMeant);
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

function add(session: DebugSession, breakpoint: Breakpoint): Reaction {
  const breakpoints = new Map(session.breakpoints).set(breakpoint.id, breakpoint);
  const armed = [...session.processes.values()].filter((process) => process.armed && isReachable(process));
  return forEach({ ...session, breakpoints, nextBreakpoint: breakpoint.id + 1 }, armed, (current, process) =>
    bindIn(current, breakpoint.id, process),
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

function guardOf(given: Pick<Given, "condition" | "hitCondition">): Pick<Wanted, "paths" | "condition" | "hits"> {
  return { ...parseLimit(given.condition), hits: given.hitCondition?.trim() || null };
}

function siteOf({ client }: DebugSession, file: string, given: Given): Extract<Site, { is: "line" }> {
  const column = given.column === undefined ? null : given.column + 1 - client.columnsFrom;
  return { is: "line", file, line: given.line + 1 - client.linesFrom, column };
}

function isSame(a: Breakpoint, b: Wanted): boolean {
  const isGuardedAlike = a.condition === b.condition && a.hits === b.hits && a.log === b.log;
  return isGuardedAlike && a.paths === b.paths && a.reach === b.reach && isSameSite(a.site, b.site);
}

function isSameSite(a: Site, b: Site): boolean {
  if (a.is === "function") return b.is === "function" && a.name === b.name;
  return b.is === "line" && a.line === b.line && a.column === b.column;
}
