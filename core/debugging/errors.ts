import { expressionFault } from "./condition.ts";
import { isFor, parseLimit } from "./limit.ts";
import type { DebugSession, ErrorFilter, ErrorKind, PauseOn, Reach } from "./model.ts";
import type { ArgumentsOf } from "./requests.ts";

const everyError: ErrorFilter = { condition: null, paths: null, reach: "process", fault: null };

/** `filters` name kinds without options, `filterOptions` those with; a kind may stand in either. */
export function errorFilters(given: ArgumentsOf<"setExceptionBreakpoints">): ReadonlyMap<ErrorKind, ErrorFilter> {
  const plain = given.filters.map((kind) => [kind, everyError] as const);
  const optioned = given.filterOptions.map(({ filterId, condition, mode }) => {
    const limit = parseLimit(condition);
    const fault = limit.condition === null ? null : expressionFault(limit.condition);
    return [filterId, { ...limit, reach: mode ?? "process", fault }] as const;
  });
  return new Map([...plain, ...optioned]);
}

export function hasErrorsToPauseOn(session: DebugSession, path: string): boolean {
  const { caught, uncaught } = pauseOnIn(session, path);
  return caught !== null || uncaught !== null;
}

/** What a process pauses on; `uncaught` and `crash` are one to it, so that either's condition is enough. */
export function pauseOnIn(session: DebugSession, path: string): PauseOn {
  const conditions = (kinds: readonly ErrorKind[]) =>
    kinds.flatMap((kind) => filtersFor(session, kind, path)).map(({ condition }) => condition);
  return { caught: either(conditions(["caught"])), uncaught: either(conditions(["uncaught", "crash"])) };
}

/** Whether a process that pauses on an error that nobody handles is held by that, and who pauses along. */
export function pausedOnError(
  session: DebugSession,
  path: string,
  isUncaught: boolean,
): { isCrash: boolean; reach: Reach } {
  const kinds: readonly ErrorKind[] = isUncaught ? ["uncaught", "crash"] : ["caught"];
  const reaches = kinds.flatMap((kind) => filtersFor(session, kind, path)).map(({ reach }) => reach);
  return { isCrash: isUncaught && filtersFor(session, "crash", path).length > 0, reach: widest(reaches) };
}

export function widest(reaches: readonly Reach[]): Reach {
  const order: readonly Reach[] = ["tree", "subtree", "process"];
  return order.find((reach) => reaches.includes(reach)) ?? "process";
}

/** `holdOnCrash` of the launch configuration is the filter `crash` without options. */
function filtersFor({ pauseOn, settings }: DebugSession, kind: ErrorKind, path: string): ErrorFilter[] {
  const asked = pauseOn.get(kind);
  const bySetting = kind === "crash" && settings.holdOnCrash ? [everyError] : [];
  return [...bySetting, ...(asked ? [asked] : [])].filter((one) => one.fault === null && isFor(one, path));
}

/** null: none of them; empty: always. */
function either(conditions: readonly (string | null)[]): string | null {
  if (conditions.length === 0) return null;
  return conditions.includes(null) ? "" : conditions.map((condition) => `(${condition}\n)`).join(" || ");
}
