import { type Clause, type Count, type Delay, formatDuration, type PlanStep } from "../spec/index.ts";

/** A plan in a sentence: “1st exit: restart at once; 2nd: restart after 5s; 3rd: end `fleet` with its reason.” */
export function explainPlan(plan: readonly PlanStep[], count: Count, supervisor: string): string {
  if (plan.length === 0) return `The first exit ends \`${supervisor}\`: the plan is empty.`;
  if (count === 0) return `The first exit ends \`${supervisor}\`: the plan may be run 0 times.`;
  const steps = plan.map(
    (step, index) => `${ordinal(index + 1)}${index === 0 ? " exit" : ""}: ${explainStep(step, supervisor)}`,
  );
  const after = plan.some(({ do: what }) => what === "stop" || what === "delete")
    ? ""
    : ` ${explainCount(count, supervisor)}`;
  return `${steps.join("; ")}.${after}`;
}

function explainCount(count: Count, supervisor: string): string {
  if (count === "infinity") return "Then the plan begins anew, without end.";
  const times = count === 1 ? "once" : count === 2 ? "twice" : `${count} times`;
  return `The plan is run ${times}; the exit after that ends \`${supervisor}\`.`;
}

function explainStep(step: PlanStep, supervisor: string): string {
  switch (step.do) {
    case "restart":
      return `restart ${explainDelay(step.delay)}`;
    case "wait":
      return "stay down until somebody restarts it";
    case "delete":
      return "forget it";
    case "stop":
      return `end \`${supervisor}\` with ${step.reason === null ? "its reason" : `the reason \`${step.reason}\``}`;
    case "when":
      return step.clauses.map((clause) => explainClause(clause, supervisor)).join(", ");
    case "function":
      return `what \`${step.name}\` says`;
  }
}

function explainDelay(delay: Delay): string {
  if (delay.by === "fixed") return delay.delayMs === 0 ? "at once" : `after ${formatDuration(delay.delayMs)}`;
  const spread = delay.jitter > 0 ? `, ±${Math.round(delay.jitter * 100)} %` : "";
  return `after ${formatDuration(delay.delayMs)}, ${delay.factor} times longer each time up to ${formatDuration(delay.maxMs)}${spread}`;
}

function explainClause({ codes, signals, reason, restarts, element }: Clause, supervisor: string): string {
  const conditions = [
    codes ? `exit code ${codes.join(" or ")}` : null,
    signals ? signals.join(" or ") : null,
    reason,
    restarts?.atMost === undefined || restarts.atMost === null ? null : `at most ${restarts.atMost} restarts`,
    restarts?.atLeast === undefined || restarts.atLeast === null ? null : `at least ${restarts.atLeast} restarts`,
  ].filter((condition) => condition !== null);
  return `${conditions.length > 0 ? `on ${conditions.join(" and ")}` : "otherwise"} ${explainStep(element, supervisor)}`;
}

function ordinal(n: number): string {
  const teen = n % 100 >= 11 && n % 100 <= 13;
  return `${n}${teen ? "th" : (["th", "st", "nd", "rd"][n % 10] ?? "th")}`;
}
