import type { z } from "zod";
import { type Findings, heard, type Place } from "./findings.ts";
import { keysOf, shapesAt } from "./json-schema.ts";
import { nearest } from "./nearest.ts";
import { shown } from "./plan-schema.ts";

type Issue = z.core.$ZodIssue;

/**
 * What the schema has against a value, as findings. `place` is where the value stands in a spec: there the keys are known
 * that an unknown one may have meant. The value as the schema's type; null when it is not of the schema.
 */
export function validate<T>(
  schema: z.ZodType<T>,
  value: unknown,
  place: Place,
  spec: unknown,
  found: Findings,
): T | null {
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return result.data;
  reportAll(result.error.issues, place, spec, found);
  return null;
}

function report(issue: Issue, base: Place, spec: unknown, found: Findings): void {
  const place = [...base, ...issue.path.map((part) => (typeof part === "number" ? part : String(part)))];
  const told = heard(issue.message);
  if (told) {
    found.add(told.code, place, told.message);
  } else if (issue.code === "unrecognized_keys") {
    for (const key of issue.keys) reportUnknownKey(key, place, spec, found);
  } else if (issue.code === "invalid_union" && issue.input !== undefined) {
    reportAll(likeliest(issue.errors), place, spec, found);
  } else if (issue.input === undefined) {
    const key = place.at(-1);
    found.add("missing_key", place, `\`${key}\` is missing here; write \`${key}: …\``, "key");
  } else if (issue.code === "invalid_type") {
    found.add("wrong_type", place, `${shown(issue.input)} stands here; write ${kind(issue.expected)}`);
  } else {
    found.add("bad_value", place, `${shown(issue.input)} cannot stand here (${issue.message})`);
  }
}

/** Of one value: a key that is missing because it is mistyped is reported once, as mistyped. */
function reportAll(issues: readonly Issue[], place: Place, spec: unknown, found: Findings): void {
  const unknown = issues.flatMap((issue) => (issue.code === "unrecognized_keys" ? issue.keys : []));
  const mistyped = (issue: Issue) => isMissing(issue) && nearest(String(issue.path.at(-1)), unknown) !== null;
  for (const issue of issues) if (!mistyped(issue)) report(issue, place, spec, found);
}

function reportUnknownKey(key: string, place: Place, spec: unknown, found: Findings): void {
  const known = [...keysOf(shapesAt(place, spec)).keys()];
  found.add("unknown_key", [...place, key], `unknown key \`${key}\`; ${keyRemedy(key, place, known)}`, "key");
}

function keyRemedy(key: string, place: Place, known: readonly string[]): string {
  if (key === "children" && place.at(-1) === "supervisor") return "write `children` beside `supervisor`, not in it";
  if (known.includes(key)) return "it does not go with the keys beside it; remove one of them";
  const meant = nearest(key, known);
  if (meant) return `did you mean \`${meant}\`?`;
  return known.length > 0 ? `known here: ${known.join(", ")}` : "remove it";
}

/** Of the alternatives that a value could have been, the one it comes nearest to; of equals the first, without what it lacks. */
function likeliest(branches: readonly (readonly Issue[])[]): Issue[] {
  const distances = branches.map(distance);
  const least = Math.min(...distances);
  const issues = branches[distances.indexOf(least)] ?? [];
  const equals = distances.filter((other) => other === least).length;
  const present = issues.filter((issue) => !isMissing(issue));
  return equals > 1 && present.length > 0 ? present : [...issues];
}

/** Another kind of value is far away, a key too many or too few is near; what is wrong deeper inside, however much, nearest. */
function distance(issues: readonly Issue[]): number {
  const own = issues.map((issue) => {
    if (isMissing(issue)) return issue.path.length === 1 ? 10 : 0;
    if (issue.path.length > 0) return 0;
    if (issue.code === "unrecognized_keys") return 10 * issue.keys.length;
    return ["invalid_type", "invalid_value", "invalid_union"].includes(issue.code) ? 1000 : 5;
  });
  return own.reduce((sum, each) => sum + each, Math.min(issues.length, 9));
}

function isMissing(issue: Issue): boolean {
  return issue.path.length > 0 && issue.input === undefined && issue.code !== "unrecognized_keys";
}

function kind(expected: string): string {
  switch (expected) {
    case "object":
    case "record":
      return "a map (key: value)";
    case "array":
      return "a list";
    case "string":
      return "text";
    case "boolean":
      return "true or false";
    case "int":
      return "a whole number";
    default:
      return `a ${expected}`;
  }
}
