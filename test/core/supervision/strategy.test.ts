import { check } from "./check.ts";

check(
  "starts in order",
  "one_for_one: a | b | c",
  "start; show",
  "start a#1, start b#1, start c#1, [a running#1, b running#1, c running#1]",
);
check("stops in reverse order", "one_for_one: a | b | c", "stop", "stop c, stop b, stop a, ended shutdown");
check("one_for_one restarts the child alone", "one_for_one: a | b | c", "b exits 1", "start b#2");
check(
  "one_for_all takes all along",
  "one_for_all: a | b | c",
  "b exits 1",
  "stop c, stop a, start a#2, start b#2, start c#2",
);
check(
  "rest_for_one takes the later ones along",
  "rest_for_one: a | b | c",
  "b exits 1",
  "stop c, start b#2, start c#2",
);
