import type { Count } from "../model.ts";
import { parsePlan, planToDocument } from "../plan.ts";
import type { PlanDocument } from "../plan-schema.ts";
import { asJson, type Entry, isMapOrList } from "./document.ts";
import type { Change } from "./index.ts";
import { childAt, documentAt, type Reading, type Written } from "./reading.ts";
import { isRefused, type Refused, refused } from "./refused.ts";

/** The next entry that plan and count need; null when the child has both as wanted. */
export function lifeEntries(now: Reading, { path, plan, count }: Change): Entry | Refused | null {
  if (plan === undefined && count === undefined) return null;
  const written = documentAt(now, path);
  if (isRefused(written)) return written;
  if (path === now.tree.name)
    return refused("not_writable", path, "The root has no plan: nobody is above it to restart it.");
  const life = childAt(now, path)?.life;
  if (plan !== undefined && !(life?.by === "plan" && samePlan(planToDocument(life.plan), plan))) {
    return planEntry(now, path, written, plan);
  }
  if (count === undefined || life?.by !== "plan" || life.count === count) return null;
  return countEntry(now, path, written, count);
}

function planEntry(now: Reading, path: string, written: Written, wanted: PlanDocument): Entry | Refused {
  const base = written.appends ? baseOf(now, written) : {};
  const before = elements(base.plan);
  if (!samePlan(before, wanted.slice(0, before.length))) {
    const message = `${path} appends its plan to that of the default, which the new plan does not begin with. Write it into the file by hand.`;
    return refused("not_writable", path, message);
  }
  const own = valueAt(now, written.life);
  const value = merged(elements(own.plan), wanted.slice(before.length));
  return { map: written.life, key: "plan", value, ...(own.restart === undefined ? {} : { insteadOf: "restart" }) };
}

function countEntry(now: Reading, path: string, written: Written, count: Count): Entry | Refused {
  const base = written.appends ? baseOf(now, written).count : undefined;
  const value = base === undefined || count === "infinity" ? count : base === "infinity" ? -1 : count - Number(base);
  if (value !== "infinity" && value < 0) {
    const message = `${path} adds its count to that of the default, which is ${String(base)} already: ${count} cannot be written. Change the default by hand.`;
    return refused("not_writable", path, message);
  }
  return { map: written.life, key: "count", value };
}

/** The new plan, those of its elements that mean the same as before written as before. */
function merged(before: PlanDocument, wanted: PlanDocument): PlanDocument {
  let first = 0;
  while (
    first < before.length &&
    first < wanted.length &&
    samePlan(before.slice(first, first + 1), wanted.slice(first, first + 1))
  )
    first++;
  let last = 0;
  const most = Math.min(before.length, wanted.length) - first;
  while (last < most && sameAtEnd(before, wanted, last)) last++;
  return [
    ...before.slice(0, first),
    ...wanted.slice(first, wanted.length - last),
    ...before.slice(before.length - last),
  ];
}

function sameAtEnd(a: PlanDocument, b: PlanDocument, last: number): boolean {
  return samePlan(a.slice(a.length - last - 1, a.length - last), b.slice(b.length - last - 1, b.length - last));
}

/** `[{ restart: 1s }]` and `[{ restart: 1000ms }]` mean the same. */
export function samePlan(a: PlanDocument, b: PlanDocument): boolean {
  return asJson(meaning(a)) === asJson(meaning(b));
}

function meaning(plan: PlanDocument): unknown {
  const parsed = parsePlan(plan, "plan");
  return parsed.ok ? parsed.value : plan;
}

function baseOf(now: Reading, { life }: Written): Record<string | number, unknown> {
  const above = life.slice(0, -2); // the child stands in `children` of its supervisor's map
  return valueAt(now, above.length === 0 ? ["default"] : [...above, "supervisor", "default"]);
}

function valueAt({ value }: Reading, place: Written["life"]): Record<string | number, unknown> {
  const found = place.reduce<unknown>((at, part) => (isMapOrList(at) ? at[part] : undefined), value);
  return isMapOrList(found) ? found : {};
}

/** The elements of a plan that stands in a parsed spec; none where there is no plan. */
function elements(plan: unknown): PlanDocument {
  return Array.isArray(plan) ? plan : plan === "default" ? planToDocument(stepsOf(plan)) : [];
}

function stepsOf(plan: unknown) {
  const parsed = parsePlan(plan, "plan");
  return parsed.ok ? parsed.value : [];
}
