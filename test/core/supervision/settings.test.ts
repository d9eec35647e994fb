import assert from "node:assert/strict";
import { test } from "node:test";
import { check, run } from "./check.ts";

check(
  "change_strategy: from the next crash on",
  "one_for_one: a | b",
  "a exits 1; change_strategy t one_for_all; a exits 1",
  "start a#2, reply 1 ok, stop b, start a#3, start b#2",
);
check(
  "change_strategy: a restart that waits goes on as it began",
  "rest_for_one: a plan=2s | b",
  "a exits 1; change_strategy t one_for_one; wait 2s",
  "stop b, reply 1 ok, @2000 start a#2, start b#2",
);
check(
  "change_strategy: a restart that was its own stays its own",
  "one_for_one: a plan=2s | b",
  "a exits 1; change_strategy t one_for_all; restart a; show",
  "reply 1 ok, start a#2, reply 2 ok, [a running#2, b running#1]",
);
check(
  "change_strategy: of a dynamic supervisor",
  "max=2: a",
  "change_strategy t one_for_all",
  "reply 1 invalid_params",
);
check("change_strategy: of a worker", "one_for_one: a", "change_strategy a one_for_all", "reply 1 invalid_params");
check(
  "change_intensity: what was counted counts",
  "one_for_one 5/10s: a",
  "a exits 1; a exits 1; change_intensity t 1/10s; a exits 1",
  "start a#2, start a#3, reply 1 ok, ended reached_max_restart_intensity",
);
check(
  "change_intensity: every restart counts from then on",
  "one_for_one: a plan=restart x∞",
  "a exits 1; change_intensity t 1/10s; a exits 1; a exits 1",
  "start a#2, reply 1 ok, start a#3, ended reached_max_restart_intensity",
);

test("get_pid and get_pids: of what has a process", () => {
  const world = run(
    "one_for_one: a | b | s(one_for_one: c)",
    "terminate_child b; get_pid a; get_pid b; get_pid s; get_pids t",
    undefined,
  );
  const values = [2, 3, 4, 5].map((id) => {
    const reply = world.replies.get(id);
    return reply?.ok ? reply.value : reply;
  });
  assert.deepEqual(values, [{ pid: 100 }, { pid: null }, { pid: null }, { pids: [{ path: "t/a", pid: 100 }] }]);
});

/** The plan and count of a child, as get_plan answers. */
function planAfter(tree: string, script: string, child: string): unknown {
  const world = run(tree, `${script}; get_plan ${child}`);
  const reply = world.replies.get(world.calls);
  if (!reply?.ok) return reply;
  const { plan, count, at, runs } = reply.value as Record<string, unknown>;
  return { plan, count, at, runs };
}

test("change_default_childspec: children that append are combined anew and begin at their first element", () => {
  assert.deepEqual(
    planAfter(
      "one_for_one: a plan=wait x2 append | b plan=wait x2",
      "a exits 1; change_default_childspec t { run: x, plan: [restart], count: 3 }",
      "a",
    ),
    { plan: ["restart", "wait"], count: 5, at: 0, runs: 0 },
  );
  assert.deepEqual(
    planAfter("one_for_one: a plan=wait x2", "change_default_childspec t { run: x, plan: [restart] }", "a"),
    { plan: ["wait"], count: 2, at: 0, runs: 0 },
  );
});

test("change_default_childspec: another default comes before what is the child's own, changed since or not", () => {
  const script = "change_default_childspec t { run: x, plan: [restart], count: 1 }; change_plan a restart,5s,stop 4";
  assert.deepEqual(
    planAfter(
      "one_for_one: a plan=wait append",
      `${script}; change_default_childspec t { run: x, plan: [delete] }`,
      "a",
    ),
    { plan: ["delete", { restart: "5s" }, "stop"], count: 3, at: 0, runs: 0 },
  );
});

check(
  "change_default_childspec: processes are not touched; the next start is by the new one",
  "one_for_one: a append",
  "change_default_childspec t { env: { A: b } }; show; a exits 1",
  "reply 1 ok, [a running#1], start a#2",
);
check(
  "change_default_childspec: nothing changes where one child cannot append",
  "one_for_one: a plan=wait append | b plan=wait append",
  "change_default_childspec t { run: x, restart: permanent }; a exits 1; show",
  "reply 1 invalid_childspec, [a waiting#1, b running#1]",
);

check(
  "become_supervisor: a process that runs becomes a child, and the next one is started",
  "one_for_one: a",
  "become_supervisor t 4711 x; get_pid x; x exits 1; show",
  "adopt x#1 4711, reply 1 ok, reply 2 ok, start x#2, [a running#1, x running#2]",
);
check(
  "become_supervisor: it is ready, whatever its spec waits for",
  "one_for_one: a",
  "become_supervisor t 4711 x ready=5s; show",
  "adopt x#1 4711, reply 1 ok, [a running#1, x running#1]",
);
check(
  "become_supervisor: there is no such process",
  "one_for_one: a",
  "x fails; become_supervisor t 4711 x; show",
  "adopt x#1 4711, reply 1 start_failed, [a running#1]",
);
check(
  "become_supervisor: its restart in a group does not hurry those that start",
  "rest_for_one: a ready=9s | b",
  "start; become_supervisor t 4711 x; x exits 1; show; a ready",
  "start a#1, adopt x#1 4711, reply 1 ok, [a starting#1, b starting#0, x restarting#1 until 0], start b#1, start x#2",
);
check("become_supervisor: one of its own", "one_for_one: a", "become_supervisor t 100 x", "reply 1 running");
check("become_supervisor: present already", "one_for_one: a", "become_supervisor t 4711 a", "reply 1 already_present");
check(
  "become_supervisor: it is stopped with the tree, in its turn",
  "one_for_one: a",
  "become_supervisor t 4711 x; stop",
  "adopt x#1 4711, reply 1 ok, stop x, stop a, ended shutdown",
);
