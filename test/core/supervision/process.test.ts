import { check } from "./check.ts";

check(
  "others wait for ready, not merely for spawned",
  "one_for_one: a ready=9s | b",
  "start; show; a ready; show",
  "start a#1, [a starting#1, b starting#0], start b#1, [a running#1, b running#1]",
);
check(
  "a restart waits for ready too",
  "one_for_all: a ready=9s | b",
  "start; a ready; b exits 1; show; a ready",
  "start a#1, start b#1, stop a, start a#2, [a starting#2, b restarting#1 until 0], start b#2",
);
check(
  "a child that is late is stopped, and the tree does not start",
  "one_for_one: a | b ready=9s | c",
  "start; wait 9s; show",
  'start a#1, start b#1, @9000 stop b, stop a, ended {"notStarted":"t/b","reason":{"error":"its deadline has passed"}}, [a stopped#1, b failed#1, c stopped#0]',
);
check(
  "a child that can never be ready",
  "one_for_one: a ready=9s plan=restart,wait",
  "start; a ready; a exits 1; a unready; show",
  "start a#1, start a#2, stop a, [a waiting#2]",
);
check(
  "a child that exits before it is ready",
  "one_for_one: a | b ready=9s",
  "start; b exits 3",
  'start a#1, start b#1, stop a, ended {"notStarted":"t/b","reason":{"code":3}}',
);
check(
  "a child that cannot be spawned",
  "one_for_one: a | b",
  "b fails; start",
  'start a#1, start b#1, stop a, ended {"notStarted":"t/b","reason":{"error":"no such program"}}',
);
check(
  "a nested supervisor that cannot start",
  "one_for_one: a | s(one_for_one: b | c)",
  "s/c fails; start; show",
  'start a#1, start s/b#1, start s/c#1, stop s/b, stop a, ended {"notStarted":"t/s","reason":{"error":"t/s/c could not start: it failed: no such program"}}, [a stopped#1, s failed#1, s/b stopped#1, s/c failed#1]',
);
check(
  "a nested supervisor that cannot restart is an exit, tried again by its plan",
  "one_for_one: s(one_for_one: b plan=stop) plan=restart,2s",
  "s/b fails; s/b exits 1; s/b works; wait 2s; show",
  "start s/b#2, @2000 start s/b#3, [s running#3, s/b running#3]",
);
check(
  "a child that crashes while its supervisor still starts is restarted",
  "rest_for_one: a | b ready=9s | c",
  "start; a exits 1; b ready",
  "start a#1, start b#1, stop b, start a#2, start b#2, start c#1",
);

check(
  "a stop that is not obeyed becomes a kill",
  "one_for_one: a stop=5s | b",
  "a is deaf; stop; wait 5s",
  "stop b, stop a, @5000 kill a, ended shutdown",
);
check("stop timeout 0 kills at once", "one_for_one: a stop=0", "stop", "kill a, ended shutdown");
check(
  "stop timeout infinity waits",
  "one_for_one: a stop=infinity",
  "a is deaf; stop; wait 3600s; show; a exits 0",
  "stop a, [a stopping#1], @3600000 ended shutdown",
);
check(
  "each is stopped when the one after it is gone",
  "one_for_one: a | b",
  "b is deaf; stop; show; b exits 0",
  "stop b, [a running#1, b stopping#1], stop a, ended shutdown",
);
check(
  "one that is not spawned yet is stopped as soon as it is",
  "one_for_one: a | b",
  "b hangs; start; stop; show; b spawned",
  "start a#1, start b#1, [a running#1, b stopping#1], stop b, stop a, ended shutdown",
);
check(
  "one that was never spawned after all",
  "one_for_one: a",
  "a hangs; start; stop; a exits 1",
  "start a#1, ended shutdown",
);
check(
  "a crash while the tree stops is no exit",
  "one_for_one: a | b",
  "b is deaf; stop; a exits 1; b exits 0; show",
  "stop b, ended shutdown, [a stopped#1, b stopped#1]",
);
check(
  "a delayed restart does not survive a stop",
  "one_for_one: a plan=5s | b",
  "a exits 1; stop; wait 9s; show",
  "stop b, ended shutdown, [a stopped#1, b stopped#1]",
);
check(
  "a stop while a group is being stopped",
  "one_for_all: a | b | c",
  "c is deaf; a exits 1; stop; c exits 0",
  "stop c, stop b, ended shutdown",
);
check(
  "a stop while a group is being started",
  "rest_for_one: a | b ready=9s | c",
  "start; b ready; a exits 1; stop; wait 9s",
  "start a#1, start b#1, start c#1, stop c, stop b, start a#2, start b#2, stop b, stop a, ended shutdown",
);
check("a stop of a tree that is down", "one_for_one: a", "stop; stop", "stop a, ended shutdown, ended shutdown");

check(
  "a late exit changes nothing",
  "one_for_one: a",
  "a exits 1; a#1 exits 1; a#1 exits SIGKILL; show",
  "start a#2, [a running#2]",
);
check(
  "a late ready changes nothing",
  "one_for_one: a ready=9s",
  "start; a ready; a exits 1; a#1 ready; show",
  "start a#1, start a#2, [a starting#2]",
);
check(
  "events of a child that is gone change nothing",
  "one_for_one: a temporary",
  "a exits 1; a#1 held; a#1 exits 1; show",
  "[]",
);

check(
  "held and paused are seen",
  "one_for_one: a | b",
  "a held; b paused; show; a released; b resumed; show",
  "[a held#1, b paused#1], [a running#1, b running#1]",
);
check(
  "a paused process that was held is held again",
  "one_for_one: a",
  "a held; a paused; a resumed; show",
  "[a held#1]",
);
check(
  "readiness has no deadline while held",
  "one_for_one: a ready=9s",
  "start; wait 5s; a held; wait 100s; show; a released; wait 3s; show; wait 1s; show",
  'start a#1, [a held#1], [a starting#1], @109000 stop a, ended {"notStarted":"t/a","reason":{"error":"its deadline has passed"}}, [a failed#1]',
);
check(
  "a stop has no deadline while paused",
  "one_for_one: a",
  "a is deaf; a paused; stop; wait 100s; a resumed; wait 5s",
  "stop a, @105000 kill a, ended shutdown",
);
check(
  "a stop's deadline stands still while paused",
  "one_for_one: a",
  "a is deaf; stop; wait 3s; a paused; wait 100s; a resumed; wait 2s",
  "stop a, @105000 kill a, ended shutdown",
);
check(
  "a restart is as old after a pause as before",
  "one_for_one 1/5s: a | b",
  "a exits 1; a paused; wait 100s; a resumed; a exits 1",
  "start a#2, @100000 stop b, ended reached_max_restart_intensity",
);
check(
  "a pause of one child does not keep another's restarts young",
  "one_for_one 1/5s: a | b",
  "a exits 1; b paused; wait 100s; a exits 1",
  "start a#2, @100000 start a#3",
);
check(
  "the pause ends with the process",
  "one_for_one: a stop=5s",
  "a paused; a exits 1; a is deaf; stop; wait 5s",
  "start a#2, stop a, @5000 kill a, ended shutdown",
);
