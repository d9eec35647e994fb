import type { Count, Path, PlanElement } from "../../wire/index.ts";

/** “What if this child exits with …, so many times, one after the other?” */
export interface WhatIf {
  path: Path;
  exit: { code: number } | { signal: string };
  times: number;
  everyMs: number;
  /** The plan that it is given before; null for the one that it has. */
  plan: { plan: PlanElement[]; count?: Count } | null;
}

/** The question as `rehearse` takes it: the change of plan first, then each exit. */
export function eventsOf({ path, exit, times, everyMs, plan }: WhatIf): Record<string, unknown>[] {
  const change = plan === null ? [] : [{ at: 0, call: "change_plan", path, ...plan }];
  const exits = Array.from({ length: times }, (_, index) => ({ at: index * everyMs, exit: path, ...exit }));
  return [...change, ...exits];
}
