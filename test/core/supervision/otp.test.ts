import { check } from "./check.ts";

check("permanent: any exit restarts", "one_for_one: a permanent", "a exits normal; a exits 1", "start a#2, start a#3");
check(
  "transient: a normal exit rests",
  "one_for_one: a transient | b",
  "a exits normal; show",
  "[a stopped#1, b running#1]",
);
check(
  "transient: any other restarts",
  "one_for_one: a transient",
  "a exits 1; a exits SIGKILL",
  "start a#2, start a#3",
);
check(
  "temporary: never restarts, and is forgotten",
  "one_for_one: a temporary | b",
  "a exits 1; show",
  "[b running#1]",
);
check(
  "a failed restart of a permanent child is tried until the intensity is exceeded",
  "one_for_one: a",
  "a fails; a exits 1; show",
  "start a#2, start a#3, start a#4, ended reached_max_restart_intensity, [a failed#4]",
);

check(
  "intensity: as many restarts as it allows",
  "one_for_one 2/5s: a",
  "a exits 1; a exits 1",
  "start a#2, start a#3",
);
check(
  "intensity: one more ends the supervisor",
  "one_for_one 2/5s: a | b",
  "a exits 1; a exits 1; a exits 1",
  "start a#2, start a#3, stop b, ended reached_max_restart_intensity",
);
check(
  "intensity: at the period's very end a restart still counts",
  "one_for_one 1/5s: a",
  "a exits 1; wait 5s; a exits 1",
  "start a#2, @5000 ended reached_max_restart_intensity",
);
check(
  "intensity: a moment later it does not",
  "one_for_one 1/5s: a",
  "a exits 1; wait 5001; a exits 1",
  "start a#2, @5001 start a#3",
);
check(
  "intensity: of all children together",
  "one_for_one 1/5s: a | b",
  "a exits 1; b exits 1",
  "start a#2, stop a, ended reached_max_restart_intensity",
);
check("intensity: a group restart counts once", "one_for_all 1/5s: a | b", "a exits 1", "stop b, start a#2, start b#2");
check("intensity 0: no restart at all", "one_for_one 0/5s: a", "a exits 1", "ended reached_max_restart_intensity");
check(
  "a plan is its own limit where no intensity is named",
  "one_for_one: a plan=restart x∞",
  "a exits 1; a exits 1; a exits 1; a exits 1; a exits 1",
  "start a#2, start a#3, start a#4, start a#5, start a#6",
);
check(
  "an intensity that is named counts plans too",
  "one_for_one 1/5s: a plan=restart x∞",
  "a exits 1; a exits 1",
  "start a#2, ended reached_max_restart_intensity",
);
check("a wait is no restart", "one_for_one 0/5s: a plan=wait", "a exits 1; show", "[a waiting#1]");

check(
  "auto_shutdown: any significant child",
  "any_significant: a | b transient significant",
  "b exits normal",
  "stop a, ended shutdown",
);
check(
  "auto_shutdown: not by one that restarts",
  "any_significant: a | b transient significant",
  "b exits 1",
  "start b#2",
);
check(
  "auto_shutdown: not by one that is not significant",
  "any_significant: a | b transient",
  "b exits normal; show",
  "[a running#1, b stopped#1]",
);
check(
  "auto_shutdown: all significant children",
  "all_significant: a | b transient significant | c temporary significant",
  "b exits normal; c exits 1",
  "stop a, ended shutdown",
);
check(
  "auto_shutdown: a restart that is due is alive",
  "all_significant: a plan=2s significant | b transient significant",
  "a exits 1; b exits normal; show",
  "[a restarting#1 until 2000, b stopped#1]",
);
check(
  "auto_shutdown: never by a call",
  "any_significant: a | b transient significant",
  "terminate_child b; show",
  "stop b, reply 1 ok, [a running#1, b stopped#1]",
);
check(
  "auto_shutdown: a plan that waits is done",
  "any_significant: a | b plan=wait significant",
  "b exits 1",
  "stop a, ended shutdown",
);
check(
  "auto_shutdown is no failure",
  "one_for_one: s(any_significant: a transient significant) transient | b",
  "s/a exits normal; show",
  "[s stopped#1, s/a stopped#1, b running#1]",
);

check(
  "nested: a supervisor is a child that starts in its turn",
  "one_for_one: a | s(one_for_one: b | c) | d",
  "start; stop",
  "start a#1, start s/b#1, start s/c#1, start d#1, stop d, stop s/c, stop s/b, stop a, ended shutdown",
);
check(
  "nested: its children are its own affair",
  "one_for_all: a | s(one_for_one: b | c)",
  "s/b exits 1",
  "start s/b#2",
);
check(
  "nested: one that gives up is restarted by its parent",
  "one_for_one: s(one_for_one: a plan=stop | b) permanent | c",
  "s/a exits 1; show",
  "stop s/b, start s/a#2, start s/b#2, [s running#2, s/a running#2, s/b running#2, c running#1]",
);
check(
  "nested: its parent's strategy takes others along",
  "rest_for_one: s(one_for_one: a plan=stop | b) | c",
  "s/a exits 1",
  "stop s/b, stop c, start s/a#2, start s/b#2, start c#2",
);
check(
  "nested: it goes along as a companion",
  "one_for_all: a | s(one_for_one: b | c)",
  "a exits 1",
  "stop s/c, stop s/b, start a#2, start s/b#2, start s/c#2",
);
check(
  "nested: a plan for a supervisor",
  "one_for_one: s(one_for_one 0/1s: a) plan=2s,wait",
  "s/a exits 1; show; wait 2s; s/a exits 1; show",
  "[s restarting#1 until 2000, s/a failed#1], @2000 start s/a#2, [s waiting#2, s/a failed#2]",
);
check(
  "nested: escalation to the root",
  "one_for_one 1/9s: s(one_for_one 1/9s: a)",
  "s/a exits 1; s/a exits 1; s/a exits 1; s/a exits 1; show",
  "start s/a#2, start s/a#3, start s/a#4, ended reached_max_restart_intensity, [s failed#2, s/a failed#4]",
);
check(
  "nested: three deep",
  "one_for_all: a | s(one_for_one: u(one_for_one: b plan=stop) plan=stop) permanent",
  "s/u/b exits 1",
  "stop a, start a#2, start s/u/b#2",
);
check(
  "nested: the intensity's end is a shutdown for a transient supervisor, as in OTP",
  "one_for_one: s(one_for_one 0/1s: a) transient | b",
  "s/a exits 1; show",
  "[s stopped#1, s/a failed#1, b running#1]",
);
check(
  "nested: any other end is not",
  "one_for_one: s(one_for_one: a plan=stop) transient",
  "s/a exits 1",
  "start s/a#2",
);
check(
  "nested: a supervisor that restarts begins as its spec has it",
  "one_for_one: s(one_for_one: a plan=restart,stop)",
  "start_child s b; s/a exits 1; s/a exits 1; show; s/a exits 1",
  "start s/b#1, reply 1 ok, start s/a#2, stop s/b, start s/a#3, [s running#2, s/a running#3], start s/a#4",
);
check(
  "nested: an empty supervisor",
  "one_for_one: s(one_for_one:) | a",
  "start; show",
  "start a#1, [s running#1, a running#1]",
);
