import { check } from "./check.ts";

check(
  "start_child: last in order",
  "one_for_one: a",
  "start_child t b; show; stop",
  "start b#1, reply 1 ok, [a running#1, b running#1], stop b, stop a, ended shutdown",
);
check(
  "start_child: answered when it is ready",
  "one_for_one: a",
  "start_child t b ready=9s; show; b ready",
  "start b#1, [a running#1, b starting#1], reply 1 ok",
);
check(
  "start_child: one that cannot start is forgotten",
  "one_for_one: a",
  "b fails; start_child t b; show",
  "start b#1, reply 1 start_failed, [a running#1]",
);
check(
  "start_child: a whole supervisor",
  "one_for_one: a",
  "start_child t s(one_for_one: b | c); show",
  "start s/b#1, start s/c#1, reply 1 ok, [a running#1, s running#1, s/b running#1, s/c running#1]",
);
check(
  "start_child: it waits behind a restart that its siblings wait for",
  "rest_for_one: a plan=2s",
  "a exits 1; start_child t b; wait 2s",
  "@2000 start a#2, start b#1, reply 1 ok",
);
check(
  "start_child: it waits behind its supervisor's start",
  "one_for_one: a ready=9s | b",
  "start; start_child t c; a ready",
  "start a#1, start b#1, start c#1, reply 1 ok",
);
check("start_child: present already", "one_for_one: a", "start_child t a", "reply 1 already_present");
check("start_child: on a worker", "one_for_one: a", "start_child a b", "reply 1 invalid_params");
check("start_child: no such supervisor", "one_for_one: a", "start_child s b", "reply 1 not_found");
check(
  "start_child: on a supervisor that is down",
  "one_for_one: a",
  "stop; start_child t b",
  "stop a, ended shutdown, reply 1 not_running",
);
check(
  "start_child: on a supervisor that stops",
  "one_for_one: a",
  "a is deaf; stop; start_child t b",
  "stop a, reply 1 shutting_down",
);
check(
  "start_child: more than max",
  "max=2: a",
  "start_child t b; start_child t c",
  "start b#1, reply 1 ok, reply 2 max_children",
);
check(
  "start_child: answered when the tree stops before it is ready",
  "one_for_one: a",
  "start_child t b ready=9s; stop",
  "start b#1, stop b, reply 1 start_failed, stop a, ended shutdown",
);
