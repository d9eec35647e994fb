import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "yaml";
import type { Call, Functions, Happening } from "../../../core/index.ts";
import { views } from "../../../core/index.ts";
import { type Count, type DefaultChild, parseDefault, type Strategy, type WorkerSpec } from "../../../spec/index.ts";
import type { ExitReason } from "../../../wire/index.ts";
import { child, combined, tree } from "./notation.ts";
import { milliseconds, planned } from "./plan-notation.ts";
import { full, short, World } from "./world.ts";

/**
 * One rule: in this tree, when these things happen, this is done. Happenings are separated by `;`:
 *
 *     b exits 1 · b#1 exits SIGKILL · a ready · a held · wait 5s · restart_child b · scale t 3 · show · start · stop
 *     b silent (its liveness checks fail) · hold b · release b · become_supervisor t 4711 x
 *     b fails (to spawn) · b hangs (at spawning) · b is deaf (to its stop signal) · b works (again)
 *
 * The tree is started first, unseen, unless the script starts it. `@5000` in the trace is the moment; `show` writes the states.
 */
export function check(rule: string, treeText: string, script: string, expected: string, functions?: Functions): void {
  test(rule, () => {
    assert.equal(run(treeText, script, functions).trace.join(", "), expected);
  });
}

export function run(treeText: string, script: string, functions?: Functions): World {
  const lines = script.split(/;(?![^(]*\))/).map((line) => line.trim());
  const world = lines.includes("start") ? new World(tree(treeText), functions) : start(treeText, functions);
  for (const line of lines) if (line !== "") happen(world, line);
  return world;
}

/** The tree when it has started, as far as it gets by itself. */
export function start(treeText: string, functions?: Functions): World {
  const world = new World(tree(treeText), functions);
  world.put({ kind: "start_tree" });
  world.trace.length = 0;
  return world;
}

export function happen(world: World, line: string): void {
  const [first = "", ...rest] = line.split(/\s+/);
  if (first === "start") world.put({ kind: "start_tree" });
  else if (first === "stop" && rest.length === 0) world.put({ kind: "stop_tree" });
  else if (first === "wait") world.wait(milliseconds(rest[0] ?? ""));
  else if (first === "show") world.trace.push(shown(world));
  else if (callNames.has(first)) {
    world.put(calling(world, line));
  } else happenTo(world, first, rest);
}

/** A call in the script's words, as it comes to core. */
export function calling(world: World, line: string): Happening {
  const [name = "", ...words] = line.split(/\s+/);
  return { kind: "call", id: ++world.calls, call: appended(world, callOf(name, words)) };
}

/** A child that appends is combined before it is started, as the runtime does it. */
function appended(world: World, call: Call): Call {
  if (call.name !== "start_child") return call;
  const supervisor = world.tree.nodes.get(call.path);
  return supervisor?.kind === "supervisor" ? { ...call, child: combined(supervisor.spec, call.child) } : call;
}

function happenTo(world: World, who: string, [what = "", ...rest]: string[]): void {
  const [id = "", number] = who.split("#");
  const path = full(id);
  const incarnation = number === undefined ? world.incarnationOf(path) : Number(number);
  const happening = { path, incarnation };
  switch (what) {
    case "exits":
      world.exit(path, reasonOf(rest[0] ?? "normal"), incarnation);
      return;
    case "fails":
    case "hangs":
      world.oddities.set(path, what);
      return;
    case "is":
      world.oddities.set(path, "deaf");
      return;
    case "works":
      world.oddities.delete(path);
      return;
    case "spawned":
      world.spawn(path);
      return;
    case "silent":
      world.put({ kind: "not_alive", ...happening, error: "3 checks failed" });
      return;
    case "unready":
      world.put({ kind: "not_ready", ...happening, error: "its log has ended" });
      return;
    case "ready":
    case "held":
    case "released":
    case "paused":
    case "resumed":
      world.put({ kind: what, ...happening });
      return;
    default:
      throw new Error(`no happening: ${who} ${what}`);
  }
}

const callNames = new Set([
  "start_child",
  "restart_child",
  "terminate_child",
  "delete_child",
  "stop",
  "restart",
  "scale",
  "become_supervisor",
  "change_strategy",
  "change_intensity",
  "get_default_childspec",
  "change_default_childspec",
  "hold",
  "release",
  "get_pid",
  "get_pids",
  "which_children",
  "count_children",
  "get_childspec",
  "get_plan",
  "change_plan",
  "get_count",
  "change_count",
]);

export function callOf(name: string, [who = "t", ...rest]: string[]): Call {
  const path = full(who);
  switch (name) {
    case "start_child":
      return { name, path, child: child(rest.join(" ")) };
    case "scale":
      return { name, path, to: Number(rest[0]) };
    case "change_plan":
      return { name, path, plan: planned(rest[0] ?? ""), count: rest[1] ? countOf(rest[1]) : null };
    case "change_count":
      return { name, path, count: countOf(rest[0] ?? "1") };
    case "become_supervisor":
      return { name, path, child: worker(rest.slice(1).join(" ")), pid: Number(rest[0]) };
    case "change_strategy":
      return { name, path, strategy: strategyOf(rest[0]) };
    case "change_intensity": {
      const [restarts = "", period = ""] = (rest[0] ?? "").split("/");
      return { name, path, restarts: Number(restarts), periodMs: milliseconds(period) };
    }
    case "change_default_childspec":
      return { name, path, childspec: defaultOf(rest.join(" ")) };
    case "restart_child":
    case "terminate_child":
    case "delete_child":
    case "stop":
    case "restart":
    case "which_children":
    case "count_children":
    case "get_childspec":
    case "get_plan":
    case "get_count":
    case "get_default_childspec":
    case "hold":
    case "release":
    case "get_pid":
    case "get_pids":
      return { name, path };
    default:
      throw new Error(`no call: ${name}`);
  }
}

/** `[a running#1, b restarting#1 until 5000]`, without the root. */
function shown(world: World): string {
  const children = views(world.tree).filter((node) => node.parent !== null);
  const states = children.map(({ path, state, incarnation, dueAt }) => {
    return `${short(path)} ${state}#${incarnation}${dueAt === null ? "" : ` until ${dueAt}`}`;
  });
  return `[${states.join(", ")}]`;
}

function worker(text: string): WorkerSpec {
  const spec = child(text);
  if (spec.kind === "worker") return spec;
  throw new Error(`no worker: ${text}`);
}

/** A default child spec as its document, e.g. `{ run: x, plan: [restart] }`. */
function defaultOf(text: string): DefaultChild {
  const checked = parseDefault(parse(text));
  if (checked.ok) return checked.value;
  throw new Error(`no default child spec: ${text}`);
}

function strategyOf(text = ""): Strategy {
  if (text === "one_for_one" || text === "one_for_all" || text === "rest_for_one") return text;
  throw new Error(`no strategy: ${text}`);
}

function countOf(text: string): Count {
  return text === "∞" ? "infinity" : Number(text);
}

function reasonOf(text: string): ExitReason {
  if (text === "normal" || text === "0") return "normal";
  return /^\d+$/.test(text) ? { code: Number(text) } : { signal: text };
}
