import {
  type ChildSpec,
  type Count,
  type DefaultChild,
  type Life,
  planToDocument,
  recombine,
  type SupervisorSpec,
  type TreeSpec,
  usualLogs,
  type WorkerSpec,
} from "../../../spec/index.ts";
import { apart, milliseconds, planned } from "./plan-notation.ts";

/**
 * A tree in one line, its root called `t`:
 *
 *     rest_for_one 3/5s: a | b permanent | c plan=restart,5s,stop x2 | d(one_for_one: e | f) temporary
 *
 * Before the colon: the strategy, `restarts/period` (counts every restart), `max=2`, `rate=10`, `at_once=2`, `any_significant`, `template=d-{n}`,
 * `default(plan=restart x2 stop=100 args=p,q)` (the default child spec: what of these it says).
 * After a child: its restart type or plan and count (default: permanent), `significant`, `ready=1s`, `stop=0` (or `stop=infinity`; default 5s),
 * `uptime=1h`, `needs=a,b`, `alive` (it is asked whether it lives), `append` (what it says is combined with the default child spec), `args=p,q` with it.
 */
export function tree(text: string): TreeSpec {
  const root = supervisor("t", text, { by: "restart", restart: "temporary" }, false);
  return { name: "t", root, reporting: null, tracing: null, logs: usualLogs };
}

export function child(text: string): ChildSpec {
  const nested = nestedIn(text.trim());
  const words = (nested?.after ?? text.trim()).split(/\s+/).filter((word) => word !== "");
  const id = nested?.id ?? words.shift() ?? "";
  const life = lifeOf(words);
  const significant = words.includes("significant");
  return nested ? supervisor(id, nested.inside, life, significant) : worker(id, words, life, significant);
}

/** `d(one_for_one: e) plan=when(>wait)` → d, `one_for_one: e`, ` plan=when(>wait)`; null for a worker. */
function nestedIn(text: string): { id: string; inside: string; after: string } | null {
  const open = /^[^\s(]+(?=\()/.exec(text)?.[0].length;
  if (open === undefined) return null;
  let depth = 0;
  const close = [...text].findIndex((letter) => {
    if (letter === "(") depth++;
    if (letter === ")") depth--;
    return letter === ")" && depth === 0;
  });
  return { id: text.slice(0, open), inside: text.slice(open + 1, close), after: text.slice(close + 1) };
}

function supervisor(id: string, text: string, life: Life, significant: boolean): SupervisorSpec {
  const colon = headOf(text);
  const head = text.slice(0, colon);
  const said = /default\((.*)\)/.exec(head)?.[1];
  const words = head
    .replace(/default\(.*\)/, "")
    .trim()
    .split(/\s+/);
  const value = valuesIn(words);
  const limit = words.map((word) => /^(\d+)\/(.+)$/.exec(word)).find((match) => match !== null);
  const max = value("max");
  const rate = value("rate");
  const atOnce = value("at_once");
  const template = value("template");
  const spec: SupervisorSpec = {
    kind: "supervisor",
    id,
    life,
    significant,
    needs: [],
    strategy: one(words, ["one_for_one", "one_for_all", "rest_for_one"]) ?? "one_for_one",
    intensity: limit
      ? { restarts: Number(limit[1]), periodMs: milliseconds(limit[2] ?? ""), counts: "every" }
      : { restarts: 3, periodMs: 5000, counts: "restart" },
    autoShutdown: one(words, ["any_significant", "all_significant"]) ?? "never",
    dynamic:
      max || rate || atOnce
        ? {
            max: max ? Number(max) : "infinity",
            startRatePerSecond: rate ? Number(rate) : null,
            atOnce: Number(atOnce ?? 50),
          }
        : null,
    default: said === undefined ? (template ? { run: "run {id}" } : null) : sharedBy(said.split(/\s+/)),
    template: template ? { id: template, from: 1 } : null,
    children: [],
  };
  const children = apart(text.slice(colon + 1), "|").map(child);
  return { ...spec, children: children.map((one) => combined(spec, one)) };
}

/** Where the children begin: `one_for_one default(plan=stop:bored): a` has its colon behind the brackets. */
function headOf(text: string): number {
  let depth = 0;
  return [...text].findIndex((letter) => {
    if (letter === "(") depth++;
    if (letter === ")") depth--;
    return letter === ":" && depth === 0;
  });
}

/** A child that appends, as its supervisor's default child spec makes it; any other as it is. */
export function combined(supervisor: SupervisorSpec, child: ChildSpec): ChildSpec {
  if (child.kind !== "worker" || !child.appends || !supervisor.default) return child;
  const made = recombine(supervisor, child.appends);
  if (made.ok) return made.value;
  throw new Error(`${child.id} cannot append: ${made.problems.map(({ message }) => message).join("; ")}`);
}

function worker(id: string, words: string[], life: Life, significant: boolean): WorkerSpec {
  const value = valuesIn(words);
  const ready = value("ready");
  const stop = value("stop");
  const uptime = value("uptime");
  const needs = value("needs")?.split(",") ?? [];
  return {
    kind: "worker",
    id,
    life,
    significant,
    needs,
    alive: words.includes("alive")
      ? { check: { by: "port", port: 80, host: "x" }, everyMs: 1000, timeoutMs: 1000, failures: 3 }
      : null,
    maxUptimeMs: uptime ? milliseconds(uptime) : null,
    appends: words.includes("append") ? { id, run: `run ${id}`, append: true, ...sharedBy(words) } : null,
    run: { text: `run ${id}`, words: ["run", id] },
    cwd: null,
    env: {},
    ready: ready ? { by: "log", pattern: "up", timeoutMs: milliseconds(ready) } : null,
    stop: { signal: "SIGTERM", file: null, timeoutMs: stop === "infinity" ? "infinity" : milliseconds(stop ?? "5s") },
    hot: "auto",
    debug: "auto",
  };
}

/** What of a plan, a count, a stop timeout and arguments the words say: the share of a child that appends, or a default child spec. */
function sharedBy(words: readonly string[]): DefaultChild {
  const value = valuesIn(words);
  const [plan, stop, args, count] = [value("plan"), value("stop"), value("args"), countIn(words)];
  return {
    ...(plan === undefined ? {} : { plan: planToDocument(planned(plan)) }),
    ...(count === undefined ? {} : { count }),
    ...(stop === undefined ? {} : { stop: { timeout: stop === "infinity" ? stop : `${milliseconds(stop)}ms` } }),
    ...(args === undefined ? {} : { args: args.split(",") }),
  };
}

function lifeOf(words: readonly string[]): Life {
  const plan = valuesIn(words)("plan");
  if (plan !== undefined) return { by: "plan", plan: planned(plan), count: countIn(words) ?? 1 };
  return { by: "restart", restart: one(words, ["permanent", "transient", "temporary"]) ?? "permanent" };
}

/** `x3`, `x∞`. */
function countIn(words: readonly string[]): Count | undefined {
  const count = words.map((word) => /^x(\d+|∞)$/.exec(word)?.[1]).find((found) => found !== undefined);
  if (count === undefined) return undefined;
  return count === "∞" ? "infinity" : Number(count);
}

function valuesIn(words: readonly string[]) {
  return (key: string) => words.find((word) => word.startsWith(`${key}=`))?.slice(key.length + 1);
}

function one<const Word extends string>(words: readonly string[], known: readonly Word[]): Word | undefined {
  return known.find((word) => words.includes(word));
}
