import assert from "node:assert/strict";
import { test } from "node:test";
import { plan } from "../../../core/index.ts";
import { callOf, run } from "./check.ts";

answers("get_plan", "one_for_one: a plan=restart,5s,stop x2", "a exits 1", "get_plan a", {
  path: "t/a",
  plan: ["restart", { restart: "5s" }, "stop"],
  restart: null,
  at: 1,
  runs: 0,
  count: 2,
});
answers("get_plan: of a child that lives by restart", "one_for_one: a", "", "get_plan a", {
  path: "t/a",
  plan: null,
  restart: "permanent",
  at: 0,
  runs: 0,
  count: null,
});
answers(
  "change_plan answers the plan as it is then",
  "one_for_one: a plan=restart x3",
  "a exits 1",
  "change_plan a wait",
  { path: "t/a", plan: ["wait"], restart: null, at: 0, runs: 0, count: 3 },
);
answers("get_count", "one_for_one: a plan=restart x∞", "", "get_count a", { count: "infinity" });
answers("count_children", "one_for_one: a | b plan=wait | s(one_for_one: c)", "b exits 1", "count_children t", {
  specs: 3,
  active: 2,
  supervisors: 1,
  workers: 2,
});

test("which_children answers the direct children as clients see them", () => {
  const value = ask("one_for_one: a | s(one_for_one: b)", "", "which_children t");
  const { children } = value as { children: { path: string; state: string }[] };
  assert.deepEqual(
    children.map(({ path, state }) => `${path} ${state}`),
    ["t/a running", "t/s running"],
  );
});

test("get_childspec answers the spec with a changed plan in it", () => {
  const value = ask("one_for_one: a plan=restart", "change_plan a wait", "get_childspec a");
  const { childspec } = value as { childspec: { id: string; life: unknown } };
  assert.equal(childspec.id, "a");
  assert.deepEqual(childspec.life, { by: "plan", plan: [{ do: "wait" }], count: 1 });
});

test("a refused call says where, and changes nothing", () => {
  const { tree, now } = run("one_for_one: a", "");
  const step = plan(tree, { kind: "call", id: 1, call: callOf("restart_child", ["a"]), at: now, seed: 1 });
  assert.deepEqual(step.touched, []);
  assert.deepEqual(step.actions, [
    {
      do: "reply",
      id: 1,
      answer: {
        ok: false,
        code: "running",
        message: "t/a runs already; restart it, or stop it first.",
        where: "t/a",
      },
    },
  ]);
});

/** What a call given after a script is answered with at once. */
function ask(treeText: string, script: string, call: string): unknown {
  const { tree, now } = run(treeText, script);
  const [name = "", ...rest] = call.split(" ");
  const { actions } = plan(tree, { kind: "call", id: 1, call: callOf(name, rest), at: now, seed: 1 });
  const reply = actions.find((action) => action.do === "reply");
  return reply?.answer.ok ? reply.answer.value : null;
}

function answers(rule: string, treeText: string, script: string, call: string, expected: unknown): void {
  test(rule, () => assert.deepEqual(ask(treeText, script, call), expected));
}
