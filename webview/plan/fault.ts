import type { ZodError, z } from "zod";
import { durationForm, type PlanElement } from "../../wire/index.ts";
import { t } from "../l10n.ts";

type Issue = z.core.$ZodIssue;

/** What is wrong inside one plan element: where in it, and a sentence with the remedy. */
export interface Fault {
  path: readonly PropertyKey[];
  /** Whether the value at the path is wrong or the name it has. */
  at: "value" | "name";
  message: string;
}

const forms = () => t("restart, wait, delete, stop, {restart: 5s}, {stop: reason} or {when: […]}");
const durations = ["restart", "delay", "max", "reset_after"];
const heads = ["restart", "stop", "when", "function"];

/** Turns what the schema found into what a person did: the union of all forms is narrowed to the one that was meant. */
export function faultOf(element: unknown, error: ZodError): Fault {
  if (typeof element !== "object" || element === null)
    return { path: [], at: "value", message: t("{0} is no plan element; write {1}.", quoted(element), forms()) };
  const keys = Object.keys(element);
  const head = keys.find((key) => heads.includes(key));
  if (head === undefined)
    return { path: [], at: "value", message: t("{0} is no plan element; write {1}.", `{${keys.join(", ")}}`, forms()) };
  const extra = keys.find((key) => key !== head);
  if (extra !== undefined)
    return { path: [extra], at: "name", message: t("“{0}” does not belong beside “{1}”; remove it.", extra, head) };
  const { path, issue } = deepest(error.issues, [], [head]);
  const unknown = issue?.code === "unrecognized_keys" ? issue.keys[0] : undefined;
  if (unknown !== undefined) return { path: [...path, unknown], at: "name", message: sentence(issue, path, null) };
  return { path, at: "value", message: sentence(issue, path, valueAt(element, path)) };
}

/** What the schema cannot see: texts that stand for durations and are none. */
export function durationFault(element: PlanElement, base: readonly PropertyKey[] = []): Fault | null {
  if (typeof element === "string" || "stop" in element || "function" in element) return null;
  if ("when" in element) {
    return firstOf(element.when.map((clause, index) => durationFault(clause.do, [...base, "when", index, "do"])));
  }
  const { restart } = element;
  const path = [...base, "restart"];
  if (typeof restart === "string") return notDuration(restart, path);
  const { delay, max, reset_after } = restart;
  return firstOf(Object.entries({ delay, max, reset_after }).map(([key, text]) => notDuration(text, [...path, key])));
}

function notDuration(text: string | undefined, path: readonly PropertyKey[]): Fault | null {
  if (text === undefined || durationForm.test(text)) return null;
  const message = t(
    "{0} is {1}, which is no duration; write for example 500ms, 5s, 1.5m or 1h.",
    path.map(String).join("."),
    quoted(text),
  );
  return { path, at: "value", message };
}

function firstOf(faults: readonly (Fault | null)[]): Fault | null {
  return faults.find((fault) => fault !== null) ?? null;
}

interface Found {
  path: readonly PropertyKey[];
  issue: Issue | undefined;
}

/** Of all that could be wrong, what lies deepest: the form that fits best is the form that was meant. */
function deepest(issues: readonly Issue[], base: readonly PropertyKey[], fallback: readonly PropertyKey[]): Found {
  let best: Found = { path: fallback, issue: undefined };
  for (const issue of issues) {
    const path = [...base, ...issue.path];
    const found =
      issue.code === "invalid_union"
        ? issue.errors.reduce<Found>((deep, option) => deeper(deep, deepest(option, path, path)), {
            path,
            issue: undefined,
          })
        : { path, issue };
    best = deeper(best, found);
  }
  return best;
}

function deeper(a: Found, b: Found): Found {
  if (b.path.length !== a.path.length) return b.path.length > a.path.length ? b : a;
  return a.issue === undefined ? b : a;
}

function sentence(issue: Issue | undefined, path: readonly PropertyKey[], value: unknown): string {
  const place = path.map(String).join(".");
  if (issue?.code === "unrecognized_keys")
    return t("{0} does not know {1}; remove it.", place, issue.keys.map((key) => `“${key}”`).join(", "));
  if (value === undefined) return t("{0} is missing.", place);
  if (typeof value === "number" && durations.includes(String(path.at(-1))))
    return t("{0} is {1} without a unit; write a duration such as {1}s.", place, value);
  if (issue?.code === "invalid_type")
    return t("{0} is {1}, where a {2} belongs; write {3}.", place, quoted(value), issue.expected, forms());
  return t("{0} is {1}; write {2}.", place, quoted(value), forms());
}

function valueAt(element: unknown, path: readonly PropertyKey[]): unknown {
  let value: unknown = element;
  for (const key of path) {
    if (typeof value !== "object" || value === null) return undefined;
    value = Object.entries(value).find(([name]) => name === String(key))?.[1];
  }
  return value;
}

function quoted(value: unknown): string {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? String(value));
  return text === "" ? t("an empty text") : t("“{0}”", text.length > 40 ? `${text.slice(0, 40)}…` : text);
}
