import type { Functions } from "../../../core/index.ts";
import { check } from "./check.ts";

check("restart", "one_for_one: a plan=restart", "a exits 1", "start a#2");
check("a delay", "one_for_one: a plan=5s", "a exits 1; show; wait 5s", "[a restarting#1 until 5000], @5000 start a#2");
check("wait", "one_for_one: a plan=wait", "a exits 1; wait 3600s; show", "[a waiting#1]");
check("delete", "one_for_one: a plan=delete | b", "a exits 1; show", "[b running#1]");
check(
  "stop: with the child's reason",
  "one_for_one: a plan=stop | b",
  "a exits 3; show",
  'stop b, ended {"child":"t/a","reason":{"code":3}}, [a failed#1, b stopped#1]',
);
check(
  "stop: with a reason of its own",
  "one_for_one: a plan=stop:bored | b",
  "a exits 3",
  'stop b, ended {"reason":"bored"}',
);

check(
  "one element an exit, in order",
  "one_for_one: a plan=restart,5s,stop",
  "a exits 1; a exits 1; wait 5s; a exits 1",
  'start a#2, @5000 start a#3, ended {"child":"t/a","reason":{"code":1}}',
);
check(
  "an exit after the last run ends the supervisor",
  "one_for_one: a plan=restart",
  "a exits 1; a exits 1",
  "start a#2, ended reached_max_restart_plan",
);
check(
  "the plan is run count times",
  "one_for_one: a plan=restart,wait x2",
  "a exits 1; a exits 1; restart_child a; a exits 1; a exits 1; restart_child a; a exits 1",
  "start a#2, start a#3, reply 1 ok, start a#4, start a#5, reply 2 ok, ended reached_max_restart_plan",
);
check(
  "count infinity",
  "one_for_one: a plan=restart x∞",
  "a exits 1; a exits 1; a exits 1",
  "start a#2, start a#3, start a#4",
);
check(
  "count 0 ends it at the first exit",
  "one_for_one: a plan=restart x0",
  "a exits normal",
  "ended reached_max_restart_plan",
);
check("an empty plan ends it", "one_for_one: a plan=", "a exits normal", "ended empty_plan_child_terminated");
check(
  "an empty plan ends it, whatever the count",
  "one_for_one: a plan= x0",
  "a exits 1",
  "ended empty_plan_child_terminated",
);
check("a normal exit runs the plan too", "one_for_one: a plan=restart", "a exits normal", "start a#2");

check(
  "a failed restart is an exit",
  "one_for_one: a plan=restart,2s,wait",
  "a fails; a exits 1; wait 2s; show",
  "start a#2, @2000 start a#3, [a waiting#3]",
);
check(
  "it is tried again by the plan",
  "one_for_one: a plan=restart,1s",
  "a fails; a exits 1; a works; wait 1s; show",
  "start a#2, @1000 start a#3, [a running#3]",
);
check(
  "its reason is error",
  "one_for_one: a plan=restart,when(reason=error>wait)",
  "a fails; a exits 1; show",
  "start a#2, [a waiting#2]",
);

const byCode =
  "one_for_one: a plan=when(code=3/4>wait;signal=SIGKILL>2s;reason=normal>delete;restarts>=2>stop;>restart) x∞";
check("when: a code", byCode, "a exits 4; show", "[a waiting#1]");
check("when: a signal", byCode, "a exits SIGKILL; wait 2s", "@2000 start a#2");
check("when: a reason", byCode, "a exits normal; show", "[]");
check(
  "when: number of restarts, this exit included",
  byCode,
  "a exits 1; a exits 1",
  'start a#2, ended {"child":"t/a","reason":{"code":1}}',
);
check(
  "when: the first clause that holds decides",
  "one_for_one: a plan=when(code=1>restart;code=1>wait)",
  "a exits 1",
  "start a#2",
);
check(
  "when: exit code 0 is a code",
  "one_for_one: a plan=when(code=0>wait;>restart)",
  "a exits normal; show",
  "[a waiting#1]",
);
check(
  "when: at most so many restarts",
  "one_for_one: a plan=when(restarts<=1>restart;>wait) x∞",
  "a exits 1; a exits 1; show",
  "start a#2, [a waiting#2]",
);
check(
  "when: two conditions",
  "one_for_one: a plan=when(reason=code&restarts>=2>wait;>restart) x∞",
  "a exits 1; a exits 1; show",
  "start a#2, [a waiting#2]",
);
check(
  "when: within when",
  "one_for_one: a plan=when(code=1>when(restarts<=1>wait))",
  "a exits 1; show",
  "[a waiting#1]",
);
check(
  "when: no clause holds",
  "one_for_one: a plan=when(code=2>restart) | b",
  "a exits 1",
  "stop b, ended run_plan_element",
);

// director's own default plan: `normal` and `shutdown` are forgotten, anything else is restarted.
const standard = "one_for_one: a plan=when(reason=normal>delete;reason=shutdown>delete;>restart)";
check("default: a normal exit", standard, "a exits normal; show", "[]");
check("default: any other exit", standard, "a exits 1", "start a#2");

check(
  "back-off grows by its factor up to its max",
  "one_for_one: a plan=grow(1s*3<5s) x∞",
  "a exits 1; wait 1s; a exits 1; wait 3s; a exits 1; wait 5s",
  "@1000 start a#2, @4000 start a#3, @9000 start a#4",
);
check(
  "back-off begins anew after reset_after",
  "one_for_one: a plan=grow(1s*3<9s@1m) x∞",
  "a exits 1; wait 1s; a exits 1; wait 3s; wait 60s; a exits 1; wait 1s",
  "@1000 start a#2, @4000 start a#3, @65000 start a#4",
);
check(
  "back-off does not count a pause as running",
  "one_for_one: a plan=grow(1s*3<9s@1m) x∞",
  "a exits 1; wait 1s; a paused; wait 60s; a exits 1; show",
  "@1000 start a#2, [a restarting#2 until 64000]",
);
check(
  "back-off spreads by its jitter",
  "one_for_one: a plan=grow(1s*1<9s~0.5) | b plan=grow(1s*1<9s~0.5)",
  "a exits 1; b exits 1; show",
  "[a restarting#1 until 1424, b restarting#1 until 1190]",
);

const functions: Functions = (name, reason, restarts) => {
  if (name === "throws") throw new Error("a mistake in the config module");
  if (name === "recurs") return { do: "function", name };
  if (name === "nothing") return null;
  return reason === "normal" || restarts > 1 ? { do: "wait" } : { do: "restart", delay: { by: "fixed", delayMs: 0 } };
};
check(
  "function: its element is executed",
  "one_for_one: a plan=fn:once x∞",
  "a exits 1; a exits 1; show",
  "start a#2, [a waiting#2]",
  functions,
);
check(
  "function: it hears the reason",
  "one_for_one: a plan=fn:once",
  "a exits normal; show",
  "[a waiting#1]",
  functions,
);
check(
  "function: one that throws ends the supervisor",
  "one_for_one: a plan=fn:throws | b",
  "a exits 1",
  "stop b, ended run_plan_element",
  functions,
);
check(
  "function: one without an element ends it",
  "one_for_one: a plan=fn:nothing",
  "a exits 1",
  "ended run_plan_element",
  functions,
);
check(
  "function: one that answers a function ends it",
  "one_for_one: a plan=fn:recurs",
  "a exits 1",
  "ended run_plan_element",
  functions,
);
check("function: where there are none", "one_for_one: a plan=fn:once", "a exits 1", "ended run_plan_element");
