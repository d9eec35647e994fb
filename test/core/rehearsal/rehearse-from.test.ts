import assert from "node:assert/strict";
import { test } from "node:test";
import { readCues, rehearseFrom } from "../../../core/rehearsal/index.ts";
import { run } from "../supervision/check.ts";
import { lines, short } from "./trace-notation.ts";

/** What if: the same of a tree that has come as far as this. */
function check(rule: string, treeText: string, script: string, events: string, expected: string): void {
  test(rule, () => {
    const world = run(treeText, script);
    const before = world.tree;
    const rehearsed = rehearseFrom(world.tree, world.now, readCues(events).cues);
    assert.ok(rehearsed.ok);
    assert.deepEqual(rehearsed.trace.filter(({ do: what }) => what !== "report").map(short), lines(expected));
    assert.equal(world.tree, before);
  });
}

check(
  "what if: plans go on from where they are",
  "one_for_one: a plan=restart,5s,stop",
  "wait 60s; a exits 1",
  `{"at":1000,"exit":"t/a","code":1}`,
  `1000 exited t/a#2 {code:1}
   1000 restart_at t/a#2 due 6000 {code:1}
   6000 start t/a#3 {code:1}`,
);
check(
  "what if: a restart that is due already stays due",
  "one_for_one: a plan=5s | b",
  "a exits 1; wait 2s",
  `{"at":0,"call":"change_plan","child":"t/b","plan":["wait"]}
   {"at":1000,"exit":"t/b","code":1}`,
  `0 reply t/b change_plan
   1000 exited t/b#1 {code:1}
   1000 wait t/b#1 {code:1}
   3000 start t/a#2 {code:1}`,
);
check(
  "what if: what starts, stops or waits for its turn goes on at once",
  "rest_for_one: a plan=1s | b ready=9s | c",
  "a exits 1; wait 1s",
  `{"at":1000,"exit":"t/b","code":1}`,
  `0 start t/c#1 null
   1000 exited t/b#2 {code:1}
   1000 stop t/c#1 shutdown
   1000 exited t/c#1 {signal:SIGTERM}
   1000 start t/b#3 {code:1}
   1000 start t/c#2 shutdown`,
);
check(
  "what if: maximum uptimes come round for ever and are no reason to go on",
  "one_for_one: a uptime=10s plan=restart",
  "wait 4s",
  `{"at":1000,"exit":"t/a","code":1}`,
  `1000 exited t/a#1 {code:1}
   1000 start t/a#2 {code:1}`,
);
check(
  "what if: nobody who waits for an answer gets one from a rehearsal",
  "one_for_one: a",
  "start_child t b ready=9s",
  `{"at":1000,"exit":"t/a","code":1}`,
  `1000 exited t/a#1 {code:1}
   1000 start t/a#2 {code:1}`,
);
