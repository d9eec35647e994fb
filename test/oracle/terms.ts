import type { Call } from "../../core/index.ts";
import {
  type ChildSpec,
  type Clause,
  type DefaultChild,
  type Life,
  type PlanStep,
  parseDuration,
  parsePlan,
} from "../../spec/index.ts";
import { callOf } from "../core/supervision/check.ts";
import { tree } from "../core/supervision/notation.ts";
import { planned } from "../core/supervision/plan-notation.ts";
import { defaultPlan, linesOf, type Scenario } from "./scenario.ts";

/** The scenarios as Erlang terms, for the judges: `{Name, Tree, [{Line, Step}]}.` */
export function termsOf(scenarios: readonly Scenario[]): string {
  return scenarios.map(scenarioTerm).join("");
}

function scenarioTerm(scenario: Scenario): string {
  const root = child(tree(scenario.tree).root, "");
  const steps = linesOf(scenario).map((line) => `{${text(line)}, ${step(line)}}`);
  return `{${text(scenario.name)}, ${root}, [${steps.join(", ")}]}.\n`;
}

function step(line: string): string {
  const [first = "", ...rest] = line.split(/\s+/);
  const [verb, argument] = rest;
  if (first === "start" || first === "stop" || first === "show" || first === "second") return first;
  if (first === "wait") return `{wait, ${argument ?? verb}}`;
  if (rest.includes("&")) return meanwhile(line);
  if (verb === "exit") return `{together, ${list(first.split("+").map(atom))}, ${reason(argument ?? "")}}`;
  if (verb === "exits") return `{exit, ${atom(first)}, ${reason(argument ?? "normal")}}`;
  if (verb === "fails") return `{fails, ${atom(first)}, ${argument ?? "always"}}`;
  if (verb === "works") return `{fails, ${atom(first)}, 0}`;
  if (verb === "is" && argument === "deaf") return `{deaf, ${atom(first)}}`;
  return call(first, rest);
}

/** `a exits 1 & terminate_child a`: the call is made before the supervisor hears of the exit. */
function meanwhile(line: string): string {
  const [happening = "", called = ""] = line.split(" & ");
  const [who = "", , why = ""] = happening.split(/\s+/);
  const [name = "", ...words] = called.split(/\s+/);
  return `{meanwhile, ${atom(who)}, ${reason(why)}, ${call(name, words)}}`;
}

function call(name: string, words: string[]): string {
  const called = callOf(name, words);
  const id = called.path.replace(/^t\/?/, "");
  return `{call, ${name}, ${atom(id)}, ${argumentOf(called, id)}}`;
}

function argumentOf(called: Call, id: string): string {
  switch (called.name) {
    case "start_child":
      return child(called.child, id === "" ? "" : `${id}/`);
    case "change_plan":
      return list(called.plan.map(element));
    case "change_default_childspec":
      return shared(called.childspec);
    default:
      return "none";
  }
}

function child(spec: ChildSpec, above: string, root = above === "" && spec.id === "t"): string {
  const id = root ? "" : above + spec.id;
  const common = { kind: spec.kind, id: atom(id), life: life(spec.life), significant: String(spec.significant) };
  if (spec.kind === "worker") {
    const stop = spec.stop.timeoutMs === 0 ? "brutal_kill" : String(spec.stop.timeoutMs);
    return map({ ...common, stop, appends: spec.appends ? shared(spec.appends) : "none" });
  }
  return map({
    ...common,
    strategy: spec.strategy,
    restarts: String(spec.intensity.restarts),
    period: String(spec.intensity.periodMs),
    auto: spec.autoShutdown,
    max: String(spec.dynamic?.max ?? "infinity"),
    default: spec.default ? shared(spec.default) : "none",
    children: list(spec.children.map((one) => child(one, id === "" ? "" : `${id}/`))),
  });
}

/** What of a plan, a count, a stop timeout and arguments a default child spec says, or a child that appends to it. */
function shared({ plan, count, stop, args }: DefaultChild): string {
  const timeout = stop === "brutal_kill" ? "0s" : stop?.timeout;
  return map({
    ...(plan === undefined ? {} : { plan: list(stepsOf(plan).map(element)) }),
    ...(count === undefined ? {} : { count: String(count) }),
    ...(timeout === undefined ? {} : { stop: timeout === "infinity" ? timeout : String(parseDuration(timeout)) }),
    ...(args === undefined ? {} : { args: list(args.map(atom)) }),
  });
}

/** A plan's document, as the notation has it. */
export function stepsOf(plan: unknown): readonly PlanStep[] {
  const checked = parsePlan(plan, "plan");
  if (checked.ok) return checked.value;
  throw new Error(`no plan: ${JSON.stringify(plan)}`);
}

function life(spec: Life): string {
  if (spec.by === "restart") return `{restart, ${spec.restart}}`;
  if (isDefault(spec)) return "default";
  return `{plan, ${list(spec.plan.map(element))}, ${spec.count}}`;
}

/** director's own default plan is judged as its own, not as a fun of ours that says the same. */
function isDefault({ plan, count }: Extract<Life, { by: "plan" }>): boolean {
  return count === 1 && JSON.stringify(plan) === JSON.stringify(planned(defaultPlan));
}

function element(step: PlanStep): string {
  switch (step.do) {
    case "restart":
      return step.delay.delayMs === 0 ? "restart" : `{restart, ${step.delay.delayMs}}`;
    case "stop":
      return step.reason === null ? "stop" : `{stop, ${atom(step.reason)}}`;
    case "function":
      return `{function, ${step.name}}`;
    case "when":
      return `{'when', ${list(step.clauses.map(clause))}}`;
    case "wait":
    case "delete":
      return step.do;
  }
}

function clause({ codes, signals, reason, restarts, element: then }: Clause): string {
  return map({
    codes: codes ? list(codes.map(String)) : "any",
    signals: signals ? list(signals.map(text)) : "any",
    reason: reason === null ? "any" : list([reason]),
    restarts: `{${restarts?.atLeast ?? 0}, ${restarts?.atMost ?? "infinity"}}`,
    element: element(then),
  });
}

function reason(word: string): string {
  if (word === "normal" || word === "0") return "normal";
  if (word === "shutdown") return "shutdown";
  return word === "SIGKILL" ? "killed" : `{code, ${word}}`;
}

function map(keys: Record<string, string>): string {
  return `#{${Object.entries(keys)
    .map(([key, value]) => `${key} => ${value}`)
    .join(", ")}}`;
}

const list = (items: readonly string[]) => `[${items.join(", ")}]`;
const atom = (name: string) => `'${name}'`;
const text = (value: string) => JSON.stringify(value);
