import { formatDuration, longestMs } from "./duration.ts";
import { defaultPlan, milliseconds } from "./plan.ts";
import type { PlanDocument } from "./plan-schema.ts";
import type { DefaultChild, WorkerDocument } from "./schema.ts";

type Stop = NonNullable<DefaultChild["stop"]>;
type Timeout = string;
type Count = number | "infinity";

/** What a supervisor's default (but its `env`, which is taken variable by variable) gives to a child: nothing, what the child does not say, or (`append: true`) its share of everything. */
export function combine(base: DefaultChild | undefined, own: WorkerDocument, inherits: boolean): WorkerDocument {
  if (!base) return own;
  if (own.append) return append(base, own);
  return inherits ? inherit(base, own) : own;
}

/** A child's plan, count and restart type belong together: one that says `restart` does not take the default's plan. */
function inherit(base: DefaultChild, own: WorkerDocument): WorkerDocument {
  const { plan, count, restart, ...rest } = base;
  const life = own.restart !== undefined ? {} : own.plan !== undefined ? { count } : { plan, count, restart };
  return { ...rest, ...defined(life), ...own };
}

/** As *director* has it: stop timeouts and counts added, arguments and plans concatenated, the default's first. */
function append(base: DefaultChild, own: WorkerDocument): WorkerDocument {
  const plan =
    base.plan === undefined && own.plan === undefined ? undefined : [...elements(base.plan), ...elements(own.plan)];
  const args = [...(base.args ?? []), ...(own.args ?? [])];
  return {
    ...base,
    ...own,
    ...(args.length > 0 ? { args } : {}),
    ...defined({ plan, count: addCounts(base.count, own.count), stop: addStops(base.stop, own.stop) }),
  };
}

/**
 * The way back: what a child that appends says itself once its combined plan and count have become these.
 * As *director* has it, each element of the default's plan is taken out once.
 */
export function separate(base: DefaultChild, own: WorkerDocument, plan: PlanDocument, count: Count): WorkerDocument {
  const { restart, ...rest } = own;
  const left = [...plan];
  for (const element of elements(base.plan)) {
    const index = left.findIndex((one) => JSON.stringify(one) === JSON.stringify(element));
    if (index >= 0) left.splice(index, 1);
  }
  const counted = typeof count === "number" && typeof base.count === "number" ? Math.max(0, count - base.count) : count;
  return { ...rest, plan: left, count: counted };
}

function addCounts(base: Count | undefined, own: Count | undefined): Count | undefined {
  if (base === undefined || own === undefined) return base ?? own;
  return base === "infinity" || own === "infinity" ? "infinity" : base + own;
}

function addStops(base: Stop | undefined, own: Stop | undefined): Stop | undefined {
  if (base === undefined || own === undefined) return own ?? base;
  if (base === "brutal_kill" || own === "brutal_kill") return own === "brutal_kill" ? base : own;
  const timeout = addTimeouts(base.timeout, own.timeout);
  const { signal: _, file: __, ...rest } = base; // a child is asked one way: by its own where it names one
  const inherited = own.signal === undefined && own.file === undefined ? base : rest;
  return { ...inherited, ...own, ...defined({ timeout }) };
}

function addTimeouts(base: Timeout | undefined, own: Timeout | undefined): Timeout | undefined {
  if (base === undefined || own === undefined) return own ?? base;
  if (base === "infinity" || own === "infinity") return "infinity";
  return formatDuration(Math.min(milliseconds(base) + milliseconds(own), longestMs));
}

function elements(plan: PlanDocument | "default" | undefined): PlanDocument {
  return plan === "default" ? defaultPlan : (plan ?? []);
}

/** Without the keys whose value is undefined, which would cover what another document says. */
function defined<T extends object>(keys: T): T {
  return Object.fromEntries(Object.entries(keys).filter(([, value]) => value !== undefined)) as T;
}
