import { check } from "./check.ts";

// The tables read: rule, tree, what happens, what is done. See `check`.

check(
  "children start in order, and stop in reverse order",
  "one_for_one: a | b | c",
  "start; show; stop; show",
  "start a#1, start b#1, start c#1, [a running#1, b running#1, c running#1], " +
    "stop c, stop b, stop a, ended shutdown, [a stopped#1, b stopped#1, c stopped#1]",
);
check(
  "a tree that was stopped starts again",
  "one_for_one: a | b",
  "start; stop; start",
  "start a#1, start b#1, stop b, stop a, ended shutdown, start a#2, start b#2",
);
check("one_for_one: the child alone", "one_for_one: a | b | c", "b exits 1", "start b#2");
check(
  "one_for_all: the first",
  "one_for_all: a | b | c",
  "a exits 1",
  "stop c, stop b, start a#2, start b#2, start c#2",
);
check(
  "one_for_all: one in the middle",
  "one_for_all: a | b | c",
  "b exits 1",
  "stop c, stop a, start a#2, start b#2, start c#2",
);
check(
  "one_for_all: the last",
  "one_for_all: a | b | c",
  "c exits 1",
  "stop b, stop a, start a#2, start b#2, start c#2",
);
check(
  "rest_for_one: the first",
  "rest_for_one: a | b | c",
  "a exits 1",
  "stop c, stop b, start a#2, start b#2, start c#2",
);
check("rest_for_one: one in the middle", "rest_for_one: a | b | c", "b exits 1", "stop c, start b#2, start c#2");
check("rest_for_one: the last", "rest_for_one: a | b | c", "c exits 1", "start c#2");

check(
  "companions stop at once and start when the restart is due",
  "rest_for_one: a | b plan=2s | c",
  "b exits 1; show; wait 2s",
  "stop c, [a running#1, b restarting#1 until 2000, c restarting#1 until 2000], @2000 start b#2, start c#2",
);
check(
  "an earlier child crashes while a delayed restart is due: the later moment holds for the later group",
  "rest_for_one: a plan=1s | b plan=5s | c",
  "b exits 1; a exits 1; wait 1s; show; wait 10s",
  "stop c, @1000 start a#2, [a running#2, b restarting#1 until 5000, c restarting#1 until 5000], @5000 start b#2, start c#2",
);
check(
  "a companion that crashes while others are stopped is no exit of its own",
  "one_for_all: a plan=stop | b | c",
  "c is deaf; b exits 1; a exits 1; c exits 1",
  "stop c, start a#2, start b#2, start c#2",
);
check(
  "a child that is up again and crashes while later ones start takes them along",
  "rest_for_one: a | b ready=9s | c",
  "start; b ready; a exits 1; a exits 1; b ready",
  "start a#1, start b#1, start c#1, stop c, stop b, start a#2, start b#2, stop b, start a#3, start b#3, start c#2",
);
check(
  "one_for_one restarts beside a delayed restart",
  "one_for_one: a plan=1s | b",
  "a exits 1; b exits 1; wait 1s",
  "start b#2, @1000 start a#2",
);
check(
  "a group restart starts stopped and waiting children too, as in OTP",
  "one_for_all: a | b plan=wait | c",
  "terminate_child a; b exits 1; show; c exits 1",
  "stop a, reply 1 ok, [a stopped#1, b waiting#1, c running#1], start a#2, start b#2, start c#2",
);
check(
  "a group restart forgets temporary companions, as in OTP",
  "one_for_all: a | b temporary | c",
  "c exits 1; show",
  "stop b, stop a, start a#2, start c#2, [a running#2, c running#2]",
);
check(
  "only a restart takes others along",
  "one_for_all: a plan=wait,delete | b",
  "a exits 1; restart_child a; a exits 1; show",
  "start a#2, reply 1 ok, [b running#1]",
);
