import {
  type ChildSpec,
  type Life,
  planToDocument,
  type SupervisorSpec,
  type TreeSpec,
  type WorkerDocument,
  type WorkerSpec,
} from "../../../spec/index.ts";
import { apart, milliseconds, planned } from "./plan-notation.ts";

/**
 * A tree in one line, its root called `t`:
 *
 *     rest_for_one 3/5s: a | b permanent | c plan=restart,5s,stop x2 | d(one_for_one: e | f) temporary
 *
 * Before the colon: the strategy, `restarts/period` (counts every restart), `max=2`, `rate=10`, `any_significant`, `template=d-{n}`.
 * After a child: its restart type or plan and count (default: permanent), `significant`, `ready=1s`, `stop=0` (or `stop=infinity`; default 5s),
 * `uptime=1h`, `alive` (it is asked whether it lives), `append` (its plan goes behind that of a default child spec).
 */
export function tree(text: string): TreeSpec {
  return { name: "t", root: supervisor("t", text, { by: "restart", restart: "temporary" }, false) };
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
  const colon = text.indexOf(":");
  const words = text.slice(0, colon).trim().split(/\s+/);
  const value = valuesIn(words);
  const limit = words.map((word) => /^(\d+)\/(.+)$/.exec(word)).find((match) => match !== null);
  const max = value("max");
  const rate = value("rate");
  const template = value("template");
  return {
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
      max || rate ? { max: max ? Number(max) : "infinity", startRatePerSecond: rate ? Number(rate) : null } : null,
    default: template ? { run: "run {id}" } : null,
    template: template ? { id: template, from: 1 } : null,
    children: apart(text.slice(colon + 1), "|").map(child),
  };
}

function worker(id: string, words: string[], life: Life, significant: boolean): WorkerSpec {
  const value = valuesIn(words);
  const ready = value("ready");
  const stop = value("stop");
  const uptime = value("uptime");
  return {
    kind: "worker",
    id,
    life,
    significant,
    needs: [],
    alive: words.includes("alive")
      ? { check: { by: "port", port: 80, host: "x" }, everyMs: 1000, timeoutMs: 1000, failures: 3 }
      : null,
    maxUptimeMs: uptime ? milliseconds(uptime) : null,
    appends: words.includes("append") ? appended(id, life) : null,
    run: { text: `run ${id}`, words: ["run", id] },
    cwd: null,
    env: {},
    ready: ready ? { by: "log", pattern: "up", timeoutMs: milliseconds(ready) } : null,
    stop: { signal: "SIGTERM", timeoutMs: stop === "infinity" ? "infinity" : milliseconds(stop ?? "5s") },
    hot: "auto",
    debug: "auto",
  };
}

/** The document of a child that appends its own plan and count to a default child spec. */
function appended(id: string, life: Life): WorkerDocument {
  const own = life.by === "plan" ? { plan: planToDocument(life.plan), count: life.count } : {};
  return { id, run: "run", append: true, ...own };
}

function lifeOf(words: string[]): Life {
  const plan = valuesIn(words)("plan");
  const count = words.map((word) => /^x(\d+|∞)$/.exec(word)?.[1]).find((found) => found !== undefined) ?? "1";
  if (plan !== undefined) return { by: "plan", plan: planned(plan), count: count === "∞" ? "infinity" : Number(count) };
  return { by: "restart", restart: one(words, ["permanent", "transient", "temporary"]) ?? "permanent" };
}

function valuesIn(words: string[]) {
  return (key: string) => words.find((word) => word.startsWith(`${key}=`))?.slice(key.length + 1);
}

function one<const Word extends string>(words: string[], known: readonly Word[]): Word | undefined {
  return known.find((word) => words.includes(word));
}
