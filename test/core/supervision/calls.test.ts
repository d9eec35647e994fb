import { check } from "./check.ts";

check(
  "terminate_child and restart_child",
  "one_for_one: a | b",
  "terminate_child a; show; restart_child a; show",
  "stop a, reply 1 ok, [a stopped#1, b running#1], start a#2, reply 2 ok, [a running#2, b running#1]",
);
check(
  "terminate_child: answered when it is down",
  "one_for_one: a stop=2s",
  "a is deaf; terminate_child a; show; wait 2s",
  "stop a, [a stopping#1], @2000 kill a, reply 1 ok",
);
check(
  "terminate_child: a child that is down",
  "one_for_one: a plan=wait",
  "a exits 1; terminate_child a; show",
  "reply 1 ok, [a stopped#1]",
);
check(
  "terminate_child: a delayed restart is off",
  "one_for_one: a plan=5s",
  "a exits 1; terminate_child a; wait 9s; show",
  "reply 1 ok, [a stopped#1]",
);
check(
  "terminate_child: a group goes on without it",
  "rest_for_one: a plan=5s | b | c",
  "a exits 1; terminate_child b; wait 5s",
  "stop c, stop b, reply 1 ok, @5000 start a#2, start c#2",
);
check(
  "terminate_child: even the one that the group waits for",
  "rest_for_one: a plan=5s | b",
  "a exits 1; terminate_child a; wait 5s; show",
  "stop b, reply 1 ok, @5000 start b#2, [a stopped#1, b running#2]",
);
check(
  "terminate_child: a child that others wait for lets them go on",
  "one_for_one: a ready=9s | b",
  "start; terminate_child a; show",
  "start a#1, stop a, reply 1 ok, start b#1, [a stopped#1, b running#1]",
);
check(
  "terminate_child: a temporary child is forgotten, as in OTP",
  "one_for_one: a temporary",
  "terminate_child a; show",
  "stop a, reply 1 ok, []",
);
check(
  "terminate_child: twice",
  "one_for_one: a",
  "a is deaf; terminate_child a; terminate_child a; wait 5s",
  "stop a, @5000 kill a, reply 1 ok, reply 2 ok",
);
check(
  "terminate_child: a supervisor with all below",
  "one_for_one: s(one_for_one: a | b)",
  "terminate_child s; show; restart_child s",
  "stop s/b, stop s/a, reply 1 ok, [s stopped#1, s/a stopped#1, s/b stopped#1], start s/a#2, start s/b#2, reply 2 ok",
);
check("terminate_child: the root is no child", "one_for_one: a", "terminate_child t", "reply 1 invalid_params");
check("terminate_child: gone", "one_for_one: a temporary", "a exits 1; terminate_child a", "reply 1 not_found");

check("restart_child: not one that runs", "one_for_one: a", "restart_child a", "reply 1 running");
check(
  "restart_child: wakes one that waits",
  "one_for_one: a plan=wait",
  "a exits 1; restart_child a",
  "start a#2, reply 1 ok",
);
check(
  "restart_child: does not wait for a delayed restart, as in director",
  "one_for_one: a plan=5s",
  "a exits 1; restart_child a; wait 9s; show",
  "start a#2, reply 1 ok, [a running#2]",
);
check(
  "restart_child: nor do its companions",
  "one_for_all: a plan=5s | b",
  "a exits 1; restart_child b; wait 9s",
  "stop b, start a#2, start b#2, reply 1 ok",
);
check(
  "restart_child: one that cannot start is down",
  "one_for_one: a plan=wait",
  "a exits 1; a fails; restart_child a; show",
  "start a#2, reply 1 start_failed, [a failed#2]",
);
check(
  "restart_child: under a supervisor that is down",
  "one_for_one: s(one_for_one: a)",
  "terminate_child s; restart_child s/a",
  "stop s/a, reply 1 ok, reply 2 not_running",
);

check(
  "delete_child: only when down",
  "one_for_one: a | b",
  "delete_child a; terminate_child a; delete_child a; show",
  "reply 1 running, stop a, reply 2 ok, reply 3 ok, [b running#1]",
);
check("delete_child: one that waits", "one_for_one: a plan=wait", "a exits 1; delete_child a; show", "reply 1 ok, []");
check(
  "delete_child: of a child with a plan also while its restart is due, as in director",
  "one_for_one: a plan=5s | b",
  "a exits 1; delete_child a; wait 5s; show",
  "reply 1 ok, [b running#1]",
);
check(
  "delete_child: one that goes along with a restart that is due",
  "rest_for_one: a plan=5s | b plan=restart | c",
  "a exits 1; delete_child b; delete_child c; wait 5s; show",
  "stop c, stop b, reply 1 ok, reply 2 running, @5000 start a#2, start c#2, [a running#2, c running#2]",
);
check(
  "terminate_child: a child of a dynamic supervisor is forgotten, as in Elixir",
  "max=5: a | b",
  "terminate_child a; show",
  "stop a, reply 1 ok, [b running#1]",
);
check(
  "stop: the child stays there, whatever supervises it",
  "max=5: a | b temporary",
  "stop a; stop b; show; restart_child b",
  "stop a, reply 1 ok, stop b, reply 2 ok, [a stopped#1, b stopped#1], start b#2, reply 3 ok",
);
check(
  "delete_child: a supervisor with all below",
  "one_for_one: s(one_for_one: a) | b",
  "terminate_child s; delete_child s; show",
  "stop s/a, reply 1 ok, reply 2 ok, [b running#1]",
);

check(
  "restart: stopped in order and started again",
  "rest_for_one: a | b",
  "restart a; show",
  "stop a, start a#2, reply 1 ok, [a running#2, b running#1]",
);
check(
  "restart: asks neither plan nor intensity",
  "one_for_one 0/9s: a plan=stop",
  "restart a; restart a",
  "stop a, start a#2, reply 1 ok, stop a, start a#3, reply 2 ok",
);
check("restart: a child that is down", "one_for_one: a plan=wait", "a exits 1; restart a", "start a#2, reply 1 ok");
check(
  "restart: one that cannot start again is down, whatever its plan",
  "one_for_one: a plan=restart x∞",
  "a fails; restart a; show",
  "stop a, start a#2, reply 1 start_failed, [a failed#2]",
);
check(
  "restart: a supervisor",
  "one_for_one: s(one_for_one: a | b) | c",
  "restart s",
  "stop s/b, stop s/a, start s/a#2, start s/b#2, reply 1 ok",
);
check(
  "restart: the whole tree",
  "one_for_one: a | b",
  "restart t; show",
  "stop b, stop a, start a#2, start b#2, reply 1 ok, [a running#2, b running#2]",
);
check(
  "restart: a tree that is down",
  "one_for_one: a",
  "stop; restart t",
  "stop a, ended shutdown, start a#2, reply 1 ok",
);
check(
  "restart: terminated while it restarts",
  "one_for_one: a",
  "a is deaf; restart a; terminate_child a; wait 5s; show",
  "stop a, @5000 kill a, reply 2 ok, reply 1 start_failed, [a stopped#1]",
);
check(
  "restart: off when the tree stops meanwhile",
  "one_for_one: a | b",
  "a is deaf; restart a; stop; a exits 0",
  "stop a, stop b, reply 1 start_failed, ended shutdown",
);
check(
  "restart: taken along by a sibling meanwhile",
  "one_for_all: a | b plan=2s",
  "a is deaf; restart a; b exits 1; a exits 0; wait 2s",
  "stop a, @2000 start a#2, reply 1 ok, start b#2",
);
