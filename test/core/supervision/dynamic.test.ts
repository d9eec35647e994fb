import { check } from "./check.ts";

const devices = "one_for_one max=4 template=d-{n}: d-1 | d-2";
check(
  "scale up: the missing children of the template",
  devices,
  "scale t 4; show",
  "start d-3#1, start d-4#1, reply 1 ok, [d-1 running#1, d-2 running#1, d-3 running#1, d-4 running#1]",
);
check(
  "scale down: the last ones stop, the very last first, and are forgotten",
  devices,
  "scale t 0; show",
  "stop d-2, stop d-1, reply 1 ok, []",
);
check("scale: where it is already", devices, "scale t 2", "reply 1 ok");
check(
  "scale: fills gaps first",
  devices,
  "stop d-1; delete_child d-1; scale t 3; show",
  "stop d-1, reply 1 ok, reply 2 ok, start d-1#2, start d-3#1, reply 3 ok, [d-2 running#1, d-1 running#2, d-3 running#1]",
);
check("scale: more than max", devices, "scale t 5; show", "reply 1 max_children, [d-1 running#1, d-2 running#1]");
check("scale: without a template", "one_for_one: a", "scale t 2", "reply 1 not_dynamic");
check(
  "scale: children that are down count",
  devices,
  "stop d-1; scale t 1; show",
  "stop d-1, reply 1 ok, stop d-2, reply 2 ok, [d-1 stopped#1]",
);
check(
  "scale: one that cannot start is forgotten, the others run",
  devices,
  "d-3 fails; scale t 4; show",
  "start d-3#1, start d-4#1, reply 1 start_failed, [d-1 running#1, d-2 running#1, d-4 running#1]",
);
check(
  "scale: a surplus child that crashes meanwhile is gone too",
  devices,
  "d-2 is deaf; scale t 1; d-2 exits 1; show",
  "stop d-2, reply 1 ok, [d-1 running#1]",
);

check(
  "start_rate: the start of the tree",
  "one_for_one rate=10: a | b | c",
  "start; wait 150ms; show; wait 50ms",
  "start a#1, @100 start b#1, [a running#1, b running#1, c starting#0], @200 start c#1",
);
check(
  "start_rate: restarts that come together",
  "one_for_one rate=10: a | b",
  "start; wait 1s; a exits 1; b exits 1; wait 1s",
  "start a#1, @100 start b#1, @1000 start a#2, @1100 start b#2",
);
check(
  "start_rate: scaling",
  "one_for_one rate=10 template=d-{n}:",
  "start; scale t 3; wait 1s",
  "start d-1#1, @100 start d-2#1, @200 start d-3#1, reply 1 ok",
);
check(
  "start_rate: a start that waits is off when the tree stops",
  "one_for_one rate=10: a | b",
  "start; stop; wait 1s; show",
  "start a#1, stop a, ended shutdown, [a stopped#1, b stopped#0]",
);

check(
  "at_once: ready makes room, not spawned",
  "one_for_one at_once=2: a ready=9s | b ready=9s | c ready=9s | d",
  "start; b ready; a ready; c ready; show",
  "start a#1, start b#1, start c#1, start d#1, [a running#1, b running#1, c running#1, d running#1]",
);
check(
  "at_once: restarts that come together",
  "one_for_one at_once=1: a ready=9s plan=restart x∞ | b ready=9s plan=1s x∞",
  "a ready; b ready; a exits 1; b exits 1; wait 1s; show; a ready",
  "start b#1, start a#2, [a starting#2, b restarting#1], @1000 start b#2",
);
check(
  "at_once: nobody starts in the room of one that did not become ready",
  "one_for_one at_once=1: a ready=1s | b",
  "start; a is deaf; wait 1s; a exits normal",
  `start a#1, @1000 stop a, ended {"notStarted":"t/a","reason":{"error":"its deadline has passed"}}`,
);
check(
  "at_once: a child waits for those that it needs, and others behind it with it",
  "one_for_one at_once=9: a ready=9s | b needs=a | c",
  "start; a ready",
  "start a#1, start b#1, start c#1",
);
check(
  "at_once: as many stop at a time, the last first",
  "one_for_one at_once=2: a | b | c | d",
  "c is deaf; d is deaf; stop; c exits normal; d exits normal",
  "stop d, stop c, stop b, stop a, ended shutdown",
);
check(
  "at_once: scaling up while others still leave",
  "one_for_one at_once=1 template=d-{n}: d-1 | d-2 | d-3",
  "d-3 is deaf; scale t 1; scale t 2; show; d-3 exits normal; show",
  "stop d-3, start d-4#1, reply 2 ok, [d-1 running#1, d-2 running#1, d-3 stopping#1, d-4 running#1], stop d-2, reply 1 ok, [d-1 running#1, d-4 running#1]",
);

check(
  "a transient child that is done is forgotten, as by DynamicSupervisor",
  "max=2: a transient",
  "a exits normal; show",
  "[]",
);
check("so there is room for another", "max=1: a transient", "a exits normal; start_child t b", "start b#1, reply 1 ok");
