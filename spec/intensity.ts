import { formatDuration } from "./duration.ts";
import type { Findings, Place } from "./findings.ts";
import type { ChildSpec, Delay, PlanStep, SupervisorSpec } from "./model.ts";
import { mayRestart } from "./needs.ts";

/** An intensity that the first restart exceeds, or that the children's own plans never let be exceeded; `place` is where it stands. */
export function checkIntensity(supervisor: SupervisorSpec, place: Place, found: Findings): void {
  const { intensity, children, dynamic } = supervisor;
  if (intensity.counts !== "every") return; // the spec names none
  const { restarts, periodMs } = intensity;
  if (restarts === 0) {
    const restarted = children.find(mayRestart);
    if (!restarted) return;
    const message = `the first restart, e.g. of \`${restarted.id}\`, is one too many and ends \`${supervisor.id}\`; write 1 or more, or let the children stay down`;
    found.add("intensity_always_reached", [...place, "restarts"], message);
    return;
  }
  if (dynamic || children.length === 0) return;
  let most = 0;
  for (const child of children) {
    most += mostWithin(child, periodMs, restarts + 1);
    if (most > restarts) return;
  }
  const message = `by their plans the children are restarted at most ${most} times within ${formatDuration(periodMs)}, so that this limit is never exceeded; write ${most === 0 ? "none" : `less than ${most}`}, or leave the intensity out`;
  found.add("intensity_never_reached", [...place, "restarts"], message);
}

/** How often a child may be restarted within a period, each life being as short as can be; not counted beyond `enough`. */
function mostWithin({ life }: ChildSpec, periodMs: number, enough: number): number {
  if (life.by === "restart") return life.restart === "temporary" ? 0 : enough;
  const delays = life.plan.map(leastDelay).filter((delay) => delay !== null);
  const inAll = life.count === "infinity" ? enough : delays.length * life.count;
  const most = Math.min(enough, inAll, longestCount);
  return delays.reduce((best, _, first) => Math.max(best, runFrom(delays, first, periodMs, most)), 0);
}

/** Longer rows of restarts are not followed: such a limit is out of reach for nobody. */
const longestCount = 1000;

function runFrom(delays: readonly number[], first: number, periodMs: number, most: number): number {
  let passed = 0;
  for (let count = 1; count < most; count++) {
    passed += delays[(first + count) % delays.length] ?? 0;
    if (passed > periodMs) return count;
  }
  return most === longestCount ? Number.POSITIVE_INFINITY : most;
}

/** The shortest time before the restart that an element may be; null for one that never is a restart. */
function leastDelay(step: PlanStep): number | null {
  switch (step.do) {
    case "restart":
      return shortest(step.delay);
    case "function":
      return 0;
    case "when": {
      const delays = step.clauses.map(({ element }) => leastDelay(element)).filter((delay) => delay !== null);
      return delays.length > 0 ? Math.min(...delays) : null;
    }
    case "wait":
    case "delete":
    case "stop":
      return null;
  }
}

function shortest(delay: Delay): number {
  return delay.by === "fixed" ? delay.delayMs : Math.min(delay.delayMs, delay.maxMs) * (1 - delay.jitter);
}
