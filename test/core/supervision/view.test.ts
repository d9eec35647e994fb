import assert from "node:assert/strict";
import { test } from "node:test";
import { type Event, load, plan, view, views } from "../../../core/index.ts";
import { treeNode } from "../../../wire/index.ts";
import { run, start } from "./check.ts";
import { tree as parsed } from "./notation.ts";

test("a tree that is loaded and not started is seen as stopped", () => {
  const loaded = load(parsed("rest_for_one: a | s(one_for_one: b) | c"), 77);
  assert.deepEqual(
    views(loaded).map(({ path, state, since, incarnation }) => `${path} ${state}#${incarnation} ${since}`),
    ["t stopped#0 77", "t/a stopped#0 77", "t/s stopped#0 77", "t/s/b stopped#0 77", "t/c stopped#0 77"],
  );
});

test("every node is one of wire's", () => {
  const { tree } = run(
    "one_for_all max=9: a plan=restart,grow(1s*2<9s),when(code=1>wait) x2 | s(one_for_one: b)",
    "a exits 1",
  );
  for (const node of views(tree)) assert.deepEqual(treeNode.parse(node), node);
});

test("a worker that waits for its delayed restart", () => {
  const { tree } = run("one_for_one: a plan=restart,5s", "wait 1s; a exits 1; wait 1s; a exits SIGKILL");
  assert.deepEqual(view(tree, "t/a"), {
    path: "t/a",
    parent: "t",
    id: "a",
    rank: 0,
    state: "restarting",
    since: 2000,
    incarnation: 2,
    restarts: 2,
    plan: { elements: ["restart", { restart: "5s" }], at: 0, runs: 1, count: 1 },
    restart: null,
    dueAt: 7000,
    lastExit: { reason: { signal: "SIGKILL" }, at: 2000, incarnation: 2 },
    onHold: false,
    kind: "worker",
    pid: null,
    command: "run a",
    node: null,
    debugged: false,
  });
});

test("a child that is gone has no view", () => {
  assert.equal(view(run("one_for_one: a temporary", "a exits 1").tree, "t/a"), null);
});

test("what the agent and a debugger tell is seen until the process ends", () => {
  const world = start("one_for_one: a");
  const incarnation = 1;
  world.put({ kind: "agent", path: "t/a", incarnation, node: "v20.20.2" });
  world.put({ kind: "debugged", path: "t/a", incarnation, debugged: true });
  assert.deepEqual(agentOf(world), { node: "v20.20.2", debugged: true });
  world.exit("t/a", { code: 1 });
  assert.deepEqual(agentOf(world), { node: null, debugged: false });
});

test("a crash among a thousand touches one child", () => {
  const ids = [...Array(1_000).keys()].map((n) => `c${n} plan=restart x∞`);
  let { tree, actions } = plan(load(parsed(`one_for_one: ${ids.join(" | ")}`)), { kind: "start_tree", at: 0, seed: 1 });
  const started = () => actions.find((action) => action.do === "start");
  for (let pid = 1, next = started(); next; pid++, next = started()) {
    const { path, incarnation } = next;
    ({ tree, actions } = plan(tree, { kind: "spawned", path, incarnation, pid, at: 0, seed: 1 }));
  }
  const exit: Event = { kind: "exited", path: "t/c500", incarnation: 1, reason: { code: 1 }, at: 1, seed: 1 };
  const step = plan(tree, exit);
  assert.deepEqual(step.touched, ["t/c500"]);
  assert.equal(step.tree.nodes.get("t/c499"), tree.nodes.get("t/c499"));
});

test("an event of a dead incarnation is no step at all", () => {
  const { tree } = run("one_for_one: a", "a exits 1");
  const step = plan(tree, { kind: "exited", path: "t/a", incarnation: 1, reason: "normal", at: 1, seed: 1 });
  assert.deepEqual([step.actions, step.touched], [[], []]);
});

test("a timer that rings too early is set again", () => {
  const { tree } = run("one_for_one: a plan=5s", "a exits 1");
  const timer = { path: "t/a", incarnation: 1, kind: "restart" } as const;
  const step = plan(tree, { kind: "due", timer, at: 4999, seed: 1 });
  assert.deepEqual([step.actions, step.touched], [[{ do: "wake", timer, at: 5000 }], []]);
});

test("reports say what happened and what follows", () => {
  const told = (treeText: string, script: string) => run(treeText, script).reports;
  assert.deepEqual(
    told("one_for_one: a plan=restart,90s,stop x2 | b temporary", "a exits 1; a exits SIGKILL; b exits normal"),
    [
      "warning t/a: exited with code 1; it is restarted",
      "warning t/a: was ended by SIGKILL; it is restarted in 90s",
      "info t/b: exited with code 0; it is forgotten",
    ],
  );
  assert.deepEqual(told("one_for_one: a plan=stop", "a exits 2"), [
    "warning t/a: exited with code 2; its supervisor ends: its plan stops it when t/a ends, which exited with code 2",
    "error t: the supervisor ends: its plan stops it when t/a ends, which exited with code 2",
  ]);
  assert.deepEqual(told("one_for_one: a stop=2s", "a is deaf; stop; wait 2s"), [
    "warning t/a: did not stop within 2s of SIGTERM and is killed",
  ]);
});

test("a report knows what its supervisor knows of the child", () => {
  const { abouts } = run(
    "one_for_one: a plan=restart,5s x2 ready=9s",
    "wait 1s; a ready; wait 2s; a exits 1; a ready; a exits 2",
  );
  const last = abouts.at(-1);
  assert.deepEqual(last, {
    context: "child_terminated",
    supervisor: "t",
    incarnation: 2,
    pid: 101,
    reason: { code: 2 },
    restart: null,
    plan: ["restart", { restart: "5s" }],
    element: 1,
    runs: 1,
    count: 2,
    restarts: 2,
    dueAt: 8000,
    readyAt: 3000,
  });
  assert.deepEqual(
    abouts.map(({ context }) => context),
    ["started", "started", "child_terminated", "started", "child_terminated"],
  );
});

test("a start that fails is reported to whoever asked, and so are a stop that is not obeyed and a change", () => {
  const contexts = (treeText: string, script: string) =>
    run(treeText, script).abouts.flatMap(({ context, supervisor }) =>
      context === "started" ? [] : `${context} ${supervisor}`,
    );
  assert.deepEqual(contexts("one_for_one: a", "x fails; start_child t x"), ["start_error t"]);
  assert.deepEqual(contexts("one_for_one: a", "a is deaf; stop; wait 5s"), ["shutdown_error t"]);
  assert.deepEqual(contexts("one_for_one: a plan=stop", "a exits 1"), ["child_terminated t", "shutdown null"]);
  assert.deepEqual(
    contexts("one_for_one: a", "change_plan a wait; hold a; release a; get_plan a; change_plan x wait"),
    ["changed t", "changed t", "changed t"],
  );
});

function agentOf({ tree }: { tree: Parameters<typeof view>[0] }) {
  const node = view(tree, "t/a");
  return node?.kind === "worker" ? { node: node.node, debugged: node.debugged } : null;
}
