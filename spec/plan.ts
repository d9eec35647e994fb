import { formatDuration, parseDuration } from "./duration.ts";
import { Findings, guarded, toFault } from "./findings.ts";
import type { Checked, Clause, Delay, PlanStep } from "./model.ts";
import { checkPlan } from "./plan-check.ts";
import type { ClauseDocument, PlanDocument, PlanElementDocument } from "./plan-schema.ts";
import { plan as planSchema } from "./plan-schema.ts";
import { readText } from "./text.ts";
import { validate } from "./validate.ts";

const defaults = { factor: 2, max: "1m", jitter: 0 } as const;

/** *director*'s own default: a child that ended well or was stopped is forgotten, any other is restarted. */
export const defaultPlan: PlanDocument = [
  { when: [{ reason: "normal", do: "delete" }, { reason: "shutdown", do: "delete" }, { do: "restart" }] },
];

/** A plan in document form, as it comes over the wire; `where` is the place of the plan in what was sent. */
export function parsePlan(elements: unknown, where: string): Checked<readonly PlanStep[]> {
  const found = new Findings();
  const document = guarded(() => validate(planSchema, elements, [], undefined, found), found);
  const steps = document === null ? null : toSteps(document);
  if (steps) checkPlan(steps, [], found);
  const problems = found.all.map((finding) => toFault(finding, where));
  return steps && !found.hasError ? { ok: true, value: steps, problems } : { ok: false, problems };
}

/** A plan as a person types it: `[restart, {restart: 5s}, stop]`, or `default`. */
export function parsePlanText(text: string): Checked<readonly PlanStep[]> {
  const { value, errors } = readText(text, "yaml");
  const [error] = errors;
  if (!error) return parsePlan(value ?? null, "plan");
  const message = `${error.message}; a plan is a list such as [restart, {restart: 5s}, stop]`;
  return { ok: false, problems: [{ code: error.code, severity: "error", message, where: "plan" }] };
}

/** The steps of a plan that the schema accepts. */
export function toSteps(document: PlanDocument | "default"): PlanStep[] {
  return (document === "default" ? defaultPlan : document).map(toStep);
}

/** The other half of `parsePlan`: the plan as one would write it. */
export function planToDocument(steps: readonly PlanStep[]): PlanDocument {
  return steps.map(toElement);
}

function toStep(element: PlanElementDocument): PlanStep {
  if (element === "restart") return { do: "restart", delay: { by: "fixed", delayMs: 0 } };
  if (element === "stop") return { do: "stop", reason: null };
  if (typeof element === "string") return { do: element };
  if ("restart" in element) return { do: "restart", delay: toDelay(element.restart) };
  if ("stop" in element) return { do: "stop", reason: element.stop };
  if ("when" in element) return { do: "when", clauses: element.when.map(toClause) };
  return { do: "function", name: element.function };
}

function toElement(step: PlanStep): PlanElementDocument {
  switch (step.do) {
    case "restart":
      return isImmediate(step.delay) ? "restart" : { restart: toDelayDocument(step.delay) };
    case "stop":
      return step.reason === null ? "stop" : { stop: step.reason };
    case "when":
      return { when: step.clauses.map(toClauseDocument) };
    case "function":
      return { function: step.name };
    case "wait":
    case "delete":
      return step.do;
  }
}

function toDelay(
  document: string | Exclude<Extract<PlanElementDocument, { restart: unknown }>["restart"], string>,
): Delay {
  if (typeof document === "string") return { by: "fixed", delayMs: milliseconds(document) };
  return {
    by: "backoff",
    delayMs: milliseconds(document.delay),
    factor: document.factor ?? defaults.factor,
    maxMs: milliseconds(document.max ?? defaults.max),
    jitter: document.jitter ?? defaults.jitter,
    resetAfterMs: document.reset_after === undefined ? null : milliseconds(document.reset_after),
  };
}

function toDelayDocument(delay: Delay) {
  if (delay.by === "fixed") return formatDuration(delay.delayMs);
  const reset = delay.resetAfterMs === null ? {} : { reset_after: formatDuration(delay.resetAfterMs) };
  const { factor, jitter } = delay;
  return { delay: formatDuration(delay.delayMs), factor, max: formatDuration(delay.maxMs), jitter, ...reset };
}

function toClause(clause: ClauseDocument): Clause {
  const { restarts } = clause;
  return {
    codes: list(clause.code),
    signals: list(clause.signal),
    reason: clause.reason ?? null,
    restarts: restarts ? { atMost: restarts.at_most ?? null, atLeast: restarts.at_least ?? null } : null,
    element: toStep(clause.do),
  };
}

function toClauseDocument(clause: Clause): ClauseDocument {
  const { codes, signals, reason, restarts } = clause;
  return {
    ...(codes ? { code: [...codes] } : {}),
    ...(signals ? { signal: [...signals] } : {}),
    ...(reason === null ? {} : { reason }),
    ...(restarts ? { restarts: limits(restarts) } : {}),
    do: toElement(clause.element),
  };
}

function limits({ atMost, atLeast }: { atMost: number | null; atLeast: number | null }) {
  return { ...(atMost === null ? {} : { at_most: atMost }), ...(atLeast === null ? {} : { at_least: atLeast }) };
}

function list<T>(value: T | T[] | undefined): T[] | null {
  if (value === undefined) return null;
  return Array.isArray(value) ? value : [value];
}

function isImmediate(delay: Delay): boolean {
  return delay.by === "fixed" && delay.delayMs === 0;
}

/** Of a duration that the schema has accepted. */
export function milliseconds(duration: string): number {
  const ms = parseDuration(duration);
  if (ms === null) throw new Error(`${duration} passed the schema but is no duration`);
  return ms;
}
