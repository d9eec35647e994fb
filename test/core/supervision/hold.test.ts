import { check } from "./check.ts";

check(
  "hold: what runs is not touched, and its exit is not answered until release",
  "one_for_one: a plan=restart",
  "hold a; a exits 1; show; wait 9s; release a; show",
  "reply 1 ok, [a held#1], @9000 reply 2 ok, start a#2, [a running#2]",
);
check(
  "release: of one that runs",
  "one_for_one: a",
  "hold a; release a; a exits 1",
  "reply 1 ok, reply 2 ok, start a#2",
);
check("release: of one that nobody held", "one_for_one: a", "release a; show", "reply 1 ok, [a running#1]");
check(
  "hold: a restart that is due waits for release",
  "one_for_one: a plan=2s",
  "a exits 1; hold a; wait 5s; show; release a",
  "reply 1 ok, [a held#1 until 2000], @5000 start a#2, reply 2 ok",
);
check(
  "release: before the restart is due it stays due",
  "one_for_one: a plan=2s",
  "a exits 1; hold a; release a; wait 2s",
  "reply 1 ok, reply 2 ok, @2000 start a#2",
);
check(
  "hold: nobody goes along until release",
  "one_for_all: a | b",
  "hold a; a exits 1; show; release a",
  "reply 1 ok, [a held#1, b running#1], reply 2 ok, stop b, start a#2, start b#2",
);
check(
  "hold: one that goes along starts after its release, and those behind it after it",
  "rest_for_one: a | b | c",
  "hold b; a exits 1; show; release b; show",
  "reply 1 ok, stop c, stop b, start a#2, [a running#2, b held#1 until 0, c restarting#1 until 0], " +
    "reply 2 ok, start b#2, start c#2, [a running#2, b running#2, c running#2]",
);
check(
  "hold: a person's start ends it",
  "one_for_one: a plan=wait",
  "hold a; a exits 1; restart_child a; a exits 1; show",
  "reply 1 ok, start a#2, reply 2 ok, [a waiting#2]",
);
check(
  "hold: a person's restart in a group ends it",
  "rest_for_one: a | b",
  "hold b; a exits 1; restart b; show",
  "reply 1 ok, stop b, start a#2, start b#2, reply 2 ok, [a running#2, b running#2]",
);
check(
  "hold: a stop leaves nothing of it to be answered",
  "one_for_one: a",
  "hold a; a exits 1; terminate_child a; show; release a; show",
  "reply 1 ok, reply 2 ok, [a stopped#1], reply 3 ok, [a stopped#1]",
);
check(
  "hold: its supervisor may end meanwhile, and it begins anew with it",
  "one_for_one: s(one_for_one: a | b plan=stop) plan=restart",
  "hold s/a; s/a exits 1; s/b exits 1; show",
  "reply 1 ok, start s/a#2, start s/b#2, [s running#2, s/a running#2, s/b running#2]",
);
check(
  "hold: a supervisor",
  "one_for_one: s(one_for_one: a plan=stop) plan=restart",
  "hold s; s/a exits 1; show; release s",
  "reply 1 ok, [s held#1, s/a failed#1], reply 2 ok, start s/a#2",
);
check("hold: the root", "one_for_one: a", "hold t", "reply 1 invalid_params");
check("hold: gone", "one_for_one: a", "hold b", "reply 1 not_found");
