import type { Findings, Place } from "./findings.ts";
import type { Clause, Count, PlanStep } from "./model.ts";

/** What a plan says but cannot mean: warnings only, since *director* runs such plans too. `place` is the plan's. */
export function checkPlan(plan: readonly PlanStep[], place: Place, found: Findings): void {
  if (plan.length === 0) {
    found.add(
      "empty_plan",
      place,
      "an empty plan ends the supervisor at the first exit; write [stop], or what to do instead",
    );
  }
  const end = plan.findIndex(ends);
  const last = plan[end];
  if (last && end < plan.length - 1) {
    const message = `nothing comes after \`${last.do}\`: this element is never reached; remove it or put it before`;
    const until = [...place, plan.length - 1];
    const related = [
      { message: `\`${last.do}\` is the last that is run`, path: [...place, end], at: "value" as const },
    ];
    found.add("unreachable_plan_element", [...place, end + 1], message, "value", { until, related });
  }
  for (const [index, step] of plan.entries()) checkWhen(step, [...place, index], found);
}

/** The same for a plan together with its count; `place` is the child's. */
export function checkCount(plan: readonly PlanStep[], count: Count, place: Place, found: Findings): void {
  if (plan.length === 0) return;
  if (count === 0) {
    const message = "with count 0 the first exit ends the supervisor and no plan element is ever run; write 1 or more";
    found.add("count_zero", [...place, "count"], message);
    return;
  }
  if (count === "infinity" && plan.every(isImmediate)) {
    const message =
      "restarts at once without end: a child that cannot start takes a whole processor; add a delay, e.g. {restart: 1s}";
    found.add("count_infinity_immediate", [...place, "plan"], message);
  }
  const last = plan.find(ends);
  if (last && count !== 1) {
    const message = `the plan ends with \`${last.do}\` and is never run again; leave the count out`;
    found.add("unreachable_count", [...place, "count"], message);
  }
}

/** A `when` reports a clause behind one that always holds, and that there may be none. */
function checkWhen(step: PlanStep, at: Place, found: Findings): void {
  if (step.do !== "when") return;
  const catchAll = step.clauses.findIndex(alwaysHolds);
  if (catchAll < 0) {
    const message =
      "an exit that no clause matches ends the supervisor; add a last clause without a condition, e.g. {do: restart}";
    found.add("when_may_match_nothing", at, message);
  } else if (catchAll < step.clauses.length - 1) {
    found.add(
      "unreachable_plan_element",
      [...at, "when", catchAll + 1],
      "the clause before this one always holds; give it a condition or remove this",
      "value",
      { until: [...at, "when", step.clauses.length - 1] },
    );
  }
  for (const [index, clause] of step.clauses.entries()) checkWhen(clause.element, [...at, "when", index, "do"], found);
}

function ends(step: PlanStep): boolean {
  switch (step.do) {
    case "delete":
    case "stop":
      return true;
    case "when":
      return step.clauses.some(alwaysHolds) && step.clauses.every((clause) => ends(clause.element));
    case "restart":
    case "wait":
    case "function":
      return false;
  }
}

function isImmediate(step: PlanStep): boolean {
  return step.do === "restart" && step.delay.by === "fixed" && step.delay.delayMs === 0;
}

function alwaysHolds({ codes, signals, reason, restarts }: Clause): boolean {
  return (
    codes === null &&
    signals === null &&
    reason === null &&
    (restarts === null || (restarts.atMost === null && restarts.atLeast === null))
  );
}
