import { check } from "./check.ts";

check(
  "max_uptime: stopped in order and started again, the plan not asked",
  "one_for_one: a plan=stop uptime=10s",
  "wait 10s; wait 10s; show",
  "@10000 stop a, start a#2, @20000 stop a, start a#3, [a running#3]",
);
check(
  "max_uptime: counts from ready on",
  "one_for_one: a uptime=10s ready=9s",
  "start; wait 4s; a ready; wait 9s; wait 1s",
  "start a#1, @14000 stop a, start a#2",
);
check("max_uptime: nobody goes along", "one_for_all: a uptime=10s | b", "wait 10s", "@10000 stop a, start a#2");
check(
  "max_uptime: while the process is paused it does not pass",
  "one_for_one: a uptime=10s",
  "wait 4s; a paused; wait 60s; a resumed; wait 5s; show; wait 1s",
  "[a running#1], @70000 stop a, start a#2",
);
check(
  "max_uptime: a start that fails is the plan's to answer",
  "one_for_one: a plan=wait uptime=10s",
  "a fails; wait 10s; show",
  "@10000 stop a, start a#2, [a waiting#2]",
);
check(
  "max_uptime: nothing starts any more while its supervisor ends",
  "one_for_one: a uptime=10s | b stop=infinity",
  "b is deaf; stop; wait 10s; show; b works; b exits 0",
  "stop b, [a running#1, b stopping#1], @10000 stop a, ended shutdown",
);
check("max_uptime: an exit before it ends it", "one_for_one: a plan=wait uptime=10s", "a exits 1; wait 60s", "");

check(
  "alive: it is asked as soon as it is ready",
  "one_for_one: a alive ready=9s",
  "start; a ready",
  "start a#1, watch a#1",
);
check(
  "alive: one that does not answer is stopped, and its plan answers the exit",
  "one_for_one: a alive plan=2s",
  "a silent; show; wait 2s",
  "stop a, [a restarting#1 until 2000], @2000 start a#2, watch a#2",
);
check(
  "alive: one that is paused or held cannot answer",
  "one_for_one: a alive",
  "a paused; a silent; show; a resumed; a silent",
  "[a paused#1], stop a, start a#2, watch a#2",
);
check(
  "alive: a late failure of a dead incarnation",
  "one_for_one: a alive",
  "a exits 1; a#1 silent",
  "start a#2, watch a#2",
);
check(
  "alive: a transient child that does not answer has not ended normally",
  "one_for_one: a alive transient",
  "a silent",
  "stop a, start a#2, watch a#2",
);
