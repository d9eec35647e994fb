import type { Fault, WorkerSpec } from "./model.ts";

/** Every problem a document can have, with how bad it is. docs/SPEC.md explains each; a test holds the two together. */
export const problemCodes = {
  yaml_syntax: "error",
  json_syntax: "error",
  too_deep: "error",
  duplicate_key: "error",
  unknown_key: "error",
  missing_key: "error",
  wrong_type: "error",
  bad_value: "error",
  bad_strategy: "error",
  bad_duration: "error",
  negative_time: "error",
  bad_rate: "error",
  bad_count: "error",
  bad_signal: "error",
  bad_port: "error",
  bad_url: "error",
  bad_pattern: "error",
  bad_id: "error",
  id_with_slash: "error",
  duplicate_id: "error",
  missing_run: "error",
  open_quote: "error",
  bad_plan_element: "error",
  plan_beside_restart: "error",
  function_outside_module: "error",
  append_without_default: "error",
  template_without_default: "error",
  template_without_n: "error",
  too_many_children: "error",
  bad_combination: "error",
  unknown_need: "error",
  late_need: "error",
  readiness_cycle: "error",
  no_number: "error",
  module_failed: "error",
  unknown_placeholder: "warning",
  shell_syntax: "warning",
  empty_plan: "warning",
  count_zero: "warning",
  count_without_plan: "warning",
  count_infinity_immediate: "warning",
  unreachable_plan_element: "warning",
  unreachable_count: "warning",
  when_may_match_nothing: "warning",
  outlives_need: "warning",
  port_used_twice: "warning",
  secret_in_plain_text: "warning",
  stop_without_end: "warning",
  stop_timeout_unused: "warning",
  intensity_always_reached: "warning",
  intensity_never_reached: "hint",
  command_not_found: "warning",
  not_executable: "warning",
  missing_file: "warning",
  missing_folder: "warning",
  missing_script: "warning",
} as const satisfies Record<string, Fault["severity"]>;

export type ProblemCode = keyof typeof problemCodes;

/** A place in a document: `["children", 2, "ready", "port"]`. */
export type Place = readonly (string | number)[];

/** Something wrong at a place of a document, before it is known where in a text that is. */
export interface Finding {
  code: ProblemCode;
  message: string;
  path: Place;
  /** Whether the key itself is wrong or the value behind it. */
  at: "key" | "value";
  /** The last of several places in a row that it is about. */
  until?: Place;
  /** Other places that have to do with it. */
  related?: readonly { message: string; path: Place; at: "key" | "value" }[];
}
type More = Pick<Finding, "until" | "related">;

/** A worker of the spec, and where what it takes from its surroundings is written: `place` is its own, or the default's. */
export interface Standing {
  worker: WorkerSpec;
  place: Place;
  run: Place;
  cwd: Place;
  ready: Place;
  alive: Place;
}

/** Collects findings; the same one at the same place, as the many children of one template have it, only once. */
export class Findings {
  readonly all: Finding[] = [];
  /** The workers that were read on the way, in their order. */
  readonly workers: Standing[] = [];
  readonly #seen = new Set<string>();

  add(code: ProblemCode, path: Place, message: string, at: "key" | "value" = "value", more: More = {}): void {
    this.report({ code, message, path, at, ...more });
  }

  report(finding: Finding): void {
    const key = `${finding.code} ${JSON.stringify(finding.path)}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    this.all.push(finding);
  }

  get hasError(): boolean {
    return this.all.some(({ code }) => problemCodes[code] === "error");
  }
}

/** An alias that contains itself has no depth; reading it by recursion ends with a RangeError. */
export function guarded<T>(read: () => T | null, found: Findings): T | null {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    found.add("too_deep", [], "this is nested too deep, or contains itself; flatten it");
    return null;
  }
}

/** The message of a schema rule: its code travels in front of the sentence, and `heard` takes it off again. */
export function says(code: ProblemCode, sentence: string): string {
  return `${code}: ${sentence}`;
}

export function heard(message: string): { code: ProblemCode; message: string } | null {
  const match = /^([a-z_]+): (.*)$/s.exec(message);
  return match?.[1] && match[2] && isCode(match[1]) ? { code: match[1], message: match[2] } : null;
}

/** For a document without a text: `plan[2].restart` below `where`. */
export function toFault(finding: Finding, where: string): Fault {
  const below = finding.path.map((part) => (typeof part === "number" ? `[${part}]` : `.${part}`)).join("");
  return {
    code: finding.code,
    severity: problemCodes[finding.code],
    message: finding.message,
    where: where === "" ? below.replace(/^\./, "") : `${where}${below}`,
  };
}

function isCode(word: string): word is ProblemCode {
  return Object.hasOwn(problemCodes, word);
}
