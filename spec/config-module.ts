import { Findings, guarded, toFault, type Standing as Worker } from "./findings.ts";
import { replaceElements } from "./functions.ts";
import type { Fault, PlanStep, TreeSpec } from "./model.ts";
import { treeOf } from "./parse.ts";
import { parsePlan } from "./plan.ts";

/** A function that stands in a plan of a config module, by its name in the tree: `fleet/api plan[1]`. */
export interface ModuleFunction {
  /** Of the child, or of the supervisor whose default child spec has the plan. */
  path: string;
  call: (...given: unknown[]) => unknown;
}
export type ModuleFunctions = ReadonlyMap<string, ModuleFunction>;

/** `tree` is null exactly when a problem is an error. Problems are named by their place: `children[2].plan[0]`. */
export interface ParsedModule {
  tree: TreeSpec | null;
  problems: readonly Fault[];
  /** What else is to be asked about it: what its workers take for granted. */
  workers: readonly Worker[];
  functions: ModuleFunctions;
}

/** The tree of what a config module exports by default: a document whose plan elements may be functions. Never throws. */
export function parseModule(value: unknown): ParsedModule {
  const found = new Findings();
  const functions = new Map<string, ModuleFunction>();
  const document = guarded(() => replaceElements(value, (standing) => named(standing, functions, found)), found);
  const tree = found.hasError ? null : guarded(() => treeOf(document, found), found);
  const problems = found.all.map((finding) => toFault(finding, ""));
  return { tree: found.hasError ? null : tree, problems, workers: found.workers, functions };
}

type Standing = Parameters<Parameters<typeof replaceElements>[1]>[0];

function named(
  { element, place, name, path }: Standing,
  functions: Map<string, ModuleFunction>,
  found: Findings,
): unknown {
  if (typeof element === "function") {
    functions.set(name, { path, call: (...given) => Reflect.apply(element, undefined, given) });
    return { function: name };
  }
  if (typeof element === "object" && element !== null && "function" in element) {
    found.add(
      "bad_plan_element",
      place,
      "a function is named here; write the function itself: (reason, restarts) => element",
    );
  }
  return element;
}

/**
 * Runs functions of a module by their names, as core asks for them. Null where one throws or answers no plan element;
 * `failed` hears what was wrong, for the person who wrote it.
 */
export function caller(functions: ModuleFunctions, failed: (path: string, message: string) => void) {
  return (name: string, reason: unknown, restarts: number): PlanStep | null => {
    const known = functions.get(name);
    const path = known?.path ?? name;
    const fail = (why: string) => {
      failed(path, `The plan function ${name} ${why}. Its supervisor ends with run_plan_element.`);
      return null;
    };
    if (!known) return fail("does not exist in the config module");
    try {
      return elementOf(known.call(reason, restarts), fail);
    } catch (error) {
      return fail(`threw ${thrown(error)}`);
    }
  };
}

function elementOf(answer: unknown, fail: (why: string) => null): PlanStep | null {
  if (answer instanceof Promise)
    return fail("answered with a promise; it has to decide at once, so it cannot be async");
  const parsed = parsePlan([answer], "answer");
  const error = parsed.problems.find(({ severity }) => severity === "error");
  if (!parsed.ok) return fail(`answered with no plan element (${error?.message ?? "it is none"})`);
  const [step] = parsed.value;
  if (!step || step.do === "function") return fail("answered with a function; answer with what is to be done");
  return step;
}

/** `TypeError: x is undefined (at file:///…/supertree.config.ts:12:5)`. */
function thrown(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const place = /^\s+at (?:.*\()?((?:file:|\/|[A-Za-z]:\\)\S+?:\d+:\d+)\)?$/m.exec(error.stack ?? "")?.[1];
  return `${error.name}: ${error.message}${place ? ` (at ${place})` : ""}`;
}
