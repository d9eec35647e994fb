import { check } from "./check.ts";

check(
  "change_plan: begins at its first element with no runs",
  "one_for_one: a plan=restart,restart,stop",
  "a exits 1; a exits 1; change_plan a wait,restart; a exits 1; show",
  "start a#2, start a#3, reply 1 ok, [a waiting#3]",
);
check(
  "change_plan: does not touch the process",
  "one_for_one: a plan=stop",
  "change_plan a wait; show",
  "reply 1 ok, [a running#1]",
);
check(
  "change_plan: a child that waits",
  "one_for_one: a plan=wait",
  "a exits 1; change_plan a restart; show; restart_child a; a exits 1",
  "reply 1 ok, [a waiting#1], start a#2, reply 2 ok, start a#3",
);
check(
  "change_plan: a restart that is due stays due",
  "one_for_one: a plan=2s",
  "a exits 1; change_plan a wait; wait 2s; a exits 1; show",
  "reply 1 ok, @2000 start a#2, [a waiting#2]",
);
check(
  "change_plan: its count goes with it",
  "one_for_one: a plan=stop",
  "change_plan a restart 2; a exits 1; a exits 1; a exits 1",
  "reply 1 ok, start a#2, start a#3, ended reached_max_restart_plan",
);
check(
  "change_plan: a child that lived by restart",
  "one_for_one: a",
  "change_plan a wait; a exits 1; show",
  "reply 1 ok, [a waiting#1]",
);
check("change_plan: gone", "one_for_one: a", "change_plan b wait", "reply 1 not_found");
check(
  "change_plan: of a child whose supervisor is down",
  "one_for_one: a plan=wait",
  "stop; change_plan a restart",
  "stop a, ended shutdown, reply 1 not_running",
);
check(
  "change_count: the runs that were counted stay",
  "one_for_one: a plan=restart",
  "a exits 1; change_count a 2; a exits 1; a exits 1",
  "start a#2, reply 1 ok, start a#3, ended reached_max_restart_plan",
);
check(
  "change_count: infinity",
  "one_for_one: a plan=restart",
  "change_count a ∞; a exits 1; a exits 1",
  "reply 1 ok, start a#2, start a#3",
);
check("change_count: where there is no plan", "one_for_one: a", "change_count a 2", "reply 1 invalid_plan");
