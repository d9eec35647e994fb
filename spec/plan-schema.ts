import { z } from "zod";
import { durationPattern, parseDuration } from "./duration.ts";
import { says } from "./findings.ts";
import { nearest } from "./nearest.ts";

/** A plan element as people write it; what it means is told in docs/SPEC.md. */
export type PlanElementDocument =
  | "restart"
  | "wait"
  | "delete"
  | "stop"
  | { restart: string | BackoffDocument }
  | { stop: string }
  | { when: ClauseDocument[] }
  | { function: string };
export type PlanDocument = PlanElementDocument[];
export type BackoffDocument = z.infer<typeof backoff>;
export interface ClauseDocument {
  code?: number | number[] | undefined;
  signal?: string | string[] | undefined;
  reason?: string | undefined;
  restarts?: { at_most?: number | undefined; at_least?: number | undefined } | undefined;
  do: PlanElementDocument;
}

const plainElements = ["restart", "wait", "delete", "stop"] as const;
export const reasons = ["normal", "shutdown", "code", "signal", "error"] as const;

/** The signals a person would name; SIGKILL and SIGSTOP cannot be caught by the process. */
export const signals = [
  ...["SIGTERM", "SIGINT", "SIGQUIT", "SIGHUP", "SIGKILL", "SIGUSR1", "SIGUSR2", "SIGABRT", "SIGALRM", "SIGPIPE"],
  ...["SIGSEGV", "SIGBUS", "SIGFPE", "SIGILL", "SIGTRAP", "SIGSYS", "SIGXCPU", "SIGXFSZ", "SIGSTOP", "SIGTSTP"],
] as const;

/** One of some words; a wrong one is answered with all of them and the nearest. */
export function choice<const T extends readonly string[]>(code: "bad_strategy" | "bad_value" | "bad_signal", words: T) {
  return z.enum(words, {
    error: ({ input }) => {
      if (input === undefined) return undefined;
      const meant = typeof input === "string" ? nearest(input, words) : null;
      const remedy = meant ? `did you mean \`${meant}\`?` : `write one of ${words.join(", ")}`;
      return says(code, `${shown(input)} is not known here; ${remedy}`);
    },
  });
}

/** Text; a number or truth value in its place is answered with the quotes it needs. */
export function text() {
  return z.string({
    error: ({ input }) =>
      typeof input === "number" || typeof input === "boolean"
        ? says("wrong_type", `${input} is no text here; put it in quotes: "${input}"`)
        : undefined,
  });
}

export function wholeNumber(least: number, what: string) {
  return z
    .int({
      error: ({ input }) =>
        input === undefined ? undefined : says("bad_value", `${shown(input)} is no ${what}; write a whole number`),
    })
    .min(least, { error: ({ input }) => says("bad_value", `${shown(input)} is no ${what}; write ${least} or more`) });
}

export const duration = z
  .string({ error: ({ input }) => (typeof input === "number" ? says(...durationRemedy(`${input}`)) : undefined) })
  .refine((value) => parseDuration(value) !== null, { error: ({ input }) => says(...durationRemedy(`${input}`)) })
  .meta({ pattern: durationPattern, examples: ["500ms", "5s", "1m", "1h"] });

const backoff = z
  .strictObject({
    delay: duration.describe("The first delay."),
    factor: atLeast(1).optional().describe("Each further delay is this many times the one before. Default 2."),
    max: duration.optional().describe("No delay is longer. Default 1m."),
    jitter: z
      .number()
      .refine((value) => value >= 0 && value <= 1, {
        error: ({ input }) => says("bad_value", `${input} is no jitter; write a share from 0 to 1, e.g. 0.2 for ±20 %`),
      })
      .optional()
      .describe("Spreads each delay by up to this share of it, so that many children do not start at once. Default 0."),
    reset_after: duration.optional().describe("The delay begins anew after the child has run this long."),
  })
  .describe("A delay that grows with each restart: delay · factor^n, at most max.");

const times = wholeNumber(0, "number of restarts");

const clause: z.ZodType<ClauseDocument> = z
  .strictObject({
    code: oneOrMany(z.int()).optional().describe("Holds when the process exited with this code, or one of these."),
    signal: oneOrMany(choice("bad_signal", signals))
      .optional()
      .describe("Holds when this signal, or one of these, ended the process."),
    reason: choice("bad_value", reasons).optional().describe("Holds for this kind of exit reason."),
    restarts: z
      .strictObject({ at_most: times.optional(), at_least: times.optional() })
      .optional()
      .describe("Holds while the child has been restarted at most / at least so many times."),
    get do() {
      return planElement;
    },
  })
  .meta({ id: "clause", description: "Decides when all its conditions hold; without a condition it always does." });

export const planElement: z.ZodType<PlanElementDocument> = z
  .lazy(() =>
    z.union([
      z.enum(plainElements, { error: ({ input }) => says("bad_plan_element", elementRemedy(input)) }),
      z.strictObject({ restart: z.union([duration, backoff]) }).meta({
        description: "Restart after this delay.",
        examples: [{ restart: "5s" }, { restart: { delay: "1s", factor: 2, max: "1m" } }],
      }),
      z
        .strictObject({ stop: text() })
        .meta({ description: "The supervisor ends with this reason.", examples: [{ stop: "gave_up" }] }),
      z.strictObject({ when: z.array(clause) }).meta({
        description: "The first clause that holds decides.",
        examples: [{ when: [{ code: 0, do: "delete" }, { do: "restart" }] }],
      }),
      z.strictObject({ function: text() }).describe("A function of the config module decides."),
    ]),
  )
  .meta({ id: "planElement", description: "What to do at one exit of this child." });

const noPlan = ({ input }: { input?: unknown }) =>
  input === undefined
    ? undefined
    : says("wrong_type", `${shown(input)} is no plan; write a list such as [restart, {restart: 5s}, stop], or default`);

export const plan = z
  .union([z.array(planElement, { error: noPlan }), z.literal("default", { error: noPlan })])
  .describe("What to do at the 1st, 2nd, 3rd … exit of this child.");

const badCount = ({ input }: { input?: unknown }) =>
  input === undefined
    ? undefined
    : says("bad_count", `${shown(input)} is no count; write a whole number from 0, or infinity`);

export const count = z
  .union([z.int().min(0, { error: badCount }), z.literal("infinity")], { error: badCount })
  .describe("How many times the whole plan may be run.");

/** A value as a person would recognise it in the text. */
export function shown(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (typeof value === "function") return "a function";
  if (typeof value === "object" && value !== null) return "a map";
  return value === null || value === undefined ? "nothing" : `\`${String(value)}\``;
}

function oneOrMany<T extends z.ZodType>(of: T) {
  return z.union([of, z.array(of)]);
}

function atLeast(least: number) {
  return z
    .number()
    .min(least, { error: ({ input }) => says("bad_value", `${input} is too small; write ${least} or more`) });
}

function durationRemedy(written: string): ["negative_time" | "bad_duration", string] {
  if (written.startsWith("-"))
    return ["negative_time", `\`${written}\` is negative; nothing can wait for less than 0s`];
  if (/^[\d.]+$/.test(written))
    return ["bad_duration", `\`${written}\` has no unit; write ${written}s or ${written}ms`];
  if (new RegExp(durationPattern).test(written)) return ["bad_duration", `\`${written}\` is too long; at most 596h`];
  return ["bad_duration", `\`${written}\` is no duration; write a number with ms, s, m or h, such as 500ms or 5s`];
}

function elementRemedy(input: unknown): string {
  const meant = typeof input === "string" ? nearest(input, plainElements) : null;
  const all = "restart, {restart: 5s}, wait, delete, stop, {stop: reason} or {when: […]}";
  return `${shown(input)} is no plan element; ${meant ? `did you mean \`${meant}\`?` : `write ${all}`}`;
}
