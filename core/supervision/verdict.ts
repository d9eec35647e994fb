import type { Clause, Life, PlanStep } from "../../spec/index.ts";
import type { EndReason, ExitReason, Path } from "../../wire/index.ts";
import { delayOf } from "./delay.ts";
import type { Functions } from "./model.ts";
import type { Progress } from "./tree.ts";
import { isCalm } from "./words.ts";

/** What an exit leads to, before strategy and intensity have their say. */
export type Verdict =
  | { do: "restart"; delayMs: number }
  /** Down until somebody restarts it. */
  | { do: "wait" }
  /** Down for good, its child spec kept: OTP's transient child that ended normally. */
  | { do: "rest" }
  | { do: "forget" }
  /** The supervisor ends. */
  | { do: "end"; reason: EndReason };

/** One exit of one child, as its plan sees it. */
export interface Exit {
  child: Path;
  reason: ExitReason;
  /** How many exits its plan or restart type has answered with this one. */
  restarts: number;
  /** For how long it had been ready, on its own clock. */
  ranMs: number;
  seed: number;
}

/** Decides about one exit by the child's plan or restart type, and moves the plan on. */
export function judge(life: Life, progress: Progress, exit: Exit, functions: Functions): [Verdict, Progress] {
  if (life.by === "restart") return [byRestartType(life.restart, exit.reason), progress];
  const step = life.plan[progress.at];
  if (!step) return [{ do: "end", reason: "empty_plan_child_terminated" }, progress];
  if (life.count !== "infinity" && progress.runs >= life.count) {
    return [{ do: "end", reason: "reached_max_restart_plan" }, progress];
  }
  const last = progress.at === life.plan.length - 1;
  const moved = { ...progress, at: last ? 0 : progress.at + 1, runs: progress.runs + (last ? 1 : 0) };
  const element = elementOf(step, exit, functions);
  return element ? execute(element, exit, moved) : [{ do: "end", reason: "run_plan_element" }, moved];
}

function byRestartType(restart: "permanent" | "transient" | "temporary", reason: ExitReason): Verdict {
  switch (restart) {
    case "permanent":
      return { do: "restart", delayMs: 0 };
    case "transient":
      return isCalm(reason) || isGivenUp(reason) ? { do: "rest" } : { do: "restart", delayMs: 0 };
    case "temporary":
      return { do: "forget" };
  }
}

/** OTP's supervisor exits with `shutdown` when its intensity is exceeded, so a transient one then stays down. */
function isGivenUp(reason: ExitReason): boolean {
  return typeof reason === "object" && "error" in reason && reason.error === "reached_max_restart_intensity";
}

type Element = Exclude<PlanStep, { do: "when" | "function" }>;

/** Down to an element that can be executed; null when a function fails or no clause holds, as with a fun of director. */
function elementOf(step: PlanStep, exit: Exit, functions: Functions): Element | null {
  if (step.do === "when") {
    const clause = step.clauses.find((one) => holds(one, exit));
    return clause ? elementOf(clause.element, exit, functions) : null;
  }
  if (step.do !== "function") return step;
  const answered = callFunction(step.name, exit, functions);
  // A function that names a function could go on for ever.
  return answered && answered.do !== "function" ? elementOf(answered, exit, () => null) : null;
}

function callFunction(name: string, { reason, restarts }: Exit, functions: Functions): PlanStep | null {
  try {
    return functions(name, reason, restarts);
  } catch {
    return null; // the spec's code failed, and that ends its supervisor with `run_plan_element`
  }
}

function holds(clause: Clause, { reason, restarts }: Exit): boolean {
  if (clause.codes && !clause.codes.some((code) => code === codeOf(reason))) return false;
  if (clause.signals && !clause.signals.some((signal) => signal === signalOf(reason))) return false;
  if (clause.reason !== null && clause.reason !== kindOf(reason)) return false;
  const atMost = clause.restarts?.atMost ?? restarts;
  const atLeast = clause.restarts?.atLeast ?? restarts;
  return atLeast <= restarts && restarts <= atMost;
}

function codeOf(reason: ExitReason): number | null {
  if (reason === "normal") return 0;
  return typeof reason === "object" && "code" in reason ? reason.code : null;
}

function signalOf(reason: ExitReason): string | null {
  return typeof reason === "object" && "signal" in reason ? reason.signal : null;
}

function kindOf(reason: ExitReason): string {
  return typeof reason === "string" ? reason : (Object.keys(reason)[0] ?? "");
}

function execute(element: Element, exit: Exit, progress: Progress): [Verdict, Progress] {
  switch (element.do) {
    case "restart": {
      const { delayMs, backoffs } = delayOf(element.delay, progress.backoffs, exit.ranMs, exit.seed);
      return [
        { do: "restart", delayMs },
        { ...progress, backoffs },
      ];
    }
    case "wait":
      return [{ do: "wait" }, progress];
    case "delete":
      return [{ do: "forget" }, progress];
    case "stop":
      return [{ do: "end", reason: endBy(element.reason, exit) }, progress];
  }
}

function endBy(reason: string | null, exit: Exit): EndReason {
  return reason === null ? { child: exit.child, reason: exit.reason } : { reason };
}
