/** Whom a scenario is given to: OTP's `supervisor`, Elixir's `DynamicSupervisor`, or the list plans of *director* (2017). */
export const judges = ["otp", "elixir", "director"] as const;
export type Judge = (typeof judges)[number];

/**
 * A tree and what happens to it, written once for core and for the real ones: the notation is that of test/core/supervision.
 * The tree is started first and shown last. Beyond that notation: `a fails 2` (the next two starts), `a+b exit 1` (both before
 * their supervisor hears of it, in this order), `a exits 1 & terminate_child a` (the call comes behind the exit, before what follows
 * from it), `second` (wait for the clock's next full second, which OTP counts by).
 * Delays are real milliseconds for the real ones: 100 is the least that holds.
 */
export interface Scenario {
  name: string;
  tree: string;
  script: string;
  /** Why core does something else here, where it does so on purpose. */
  differs?: string;
}

/** A scenario as it was judged: one line a step, `a exits 1 → start a#2`; and what core does where it differs. */
export interface Judgement extends Scenario {
  trace: readonly string[];
  core?: readonly string[];
}

export interface Fixture {
  /** Who judged, with versions. */
  judge: string;
  scenarios: readonly Judgement[];
}

export function linesOf({ script }: Scenario): string[] {
  const lines = script.split(/;(?![^(]*\))/).map((line) => line.trim());
  const started = lines.includes("start") ? lines : ["start", ...lines];
  return [...started, "show"].filter((line) => line !== "");
}

export function stepLine(line: string, happened: readonly string[]): string {
  return `${line} → ${happened.join(", ")}`.trimEnd();
}

/** `plan: default` in the tests' notation: director's own default plan. */
export const defaultPlan = "when(reason=normal>delete;reason=shutdown>delete;>restart)";
