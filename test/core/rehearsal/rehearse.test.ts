import assert from "node:assert/strict";
import { test } from "node:test";
import { readCues, rehearse } from "../../../core/rehearsal/index.ts";
import { tree } from "../supervision/notation.ts";
import { lines, short } from "./trace-notation.ts";

/** One rehearsal: in this tree, when these events happen, these lines are told. The start of the tree itself is left out. */
function check(rule: string, treeText: string, events: string, expected: string): void {
  test(rule, () => assert.deepEqual(traced(treeText, events), lines(expected)));
}

function refuses(rule: string, events: string, expected: string): void {
  test(rule, () => assert.deepEqual(traced("one_for_one: a | s(one_for_one: b)", events), lines(expected)));
}

function traced(treeText: string, events: string): string[] {
  const { cues, faults } = readCues(events);
  if (faults.length > 0) return faults.map(({ line, message }) => `${line}: ${message}`);
  const rehearsed = rehearse(tree(treeText), cues);
  if (!rehearsed.ok) return [`${rehearsed.fault.line}: ${rehearsed.fault.message}`];
  return rehearsed.trace.filter((line) => line.do !== "report" && !(line.at === 0 && line.do === "start")).map(short);
}

check(
  "an exit is answered by the plan, element after element",
  "one_for_one: a plan=restart,5s,stop",
  `{"at":1000,"exit":"t/a","code":1}
   {"at":2000,"exit":"t/a","signal":"SIGKILL"}
   {"at":8000,"exit":"t/a"}`,
  `1000 exited t/a#1 {code:1}
   1000 start t/a#2 {code:1}
   2000 exited t/a#2 {signal:SIGKILL}
   2000 restart_at t/a#2 due 7000 {signal:SIGKILL}
   7000 start t/a#3 {signal:SIGKILL}
   8000 exited t/a#3 normal
   8000 ended t#1 {child:t/a,reason:normal}`,
);
check(
  "a change of plan while a restart is pending does not touch it; the next exit begins the new plan",
  "one_for_one: a plan=5s x∞",
  `{"at":1000,"exit":"a","code":1}
   {"at":2000,"call":"change_plan","child":"t/a","plan":["wait"]}
   {"at":7000,"exit":"a","code":2}`,
  `1000 exited t/a#1 {code:1}
   1000 restart_at t/a#1 due 6000 {code:1}
   2000 reply t/a change_plan
   6000 start t/a#2 {code:1}
   7000 exited t/a#2 {code:2}
   7000 wait t/a#2 {code:2}`,
);
check(
  "after the last event time goes on until nothing is due",
  "rest_for_one: a plan=1s | b",
  `{"at":0,"exit":"a","code":1}`,
  `0 exited t/a#1 {code:1}
   0 restart_at t/a#1 due 1000 {code:1}
   0 stop t/b#1 shutdown
   0 exited t/b#1 {signal:SIGTERM}
   0 restart_at t/b#1 due 1000 shutdown
   1000 start t/a#2 {code:1}
   1000 start t/b#2 shutdown`,
);
check(
  "intensity: the restart that is one too many ends the supervisor, and its parent restarts it",
  "one_for_one: s(one_for_one 1/5s: a | b) | c",
  `{"at":1000,"exit":"s/a","code":1}
   {"at":6000,"exit":"s/a","code":1}`,
  `1000 exited t/s/a#1 {code:1}
   1000 start t/s/a#2 {code:1}
   6000 exited t/s/a#2 {code:1}
   6000 stop t/s/b#1 shutdown
   6000 exited t/s/b#1 {signal:SIGTERM}
   6000 ended t/s#1 reached_max_restart_intensity
   6000 start t/s/a#3 {code:1}
   6000 start t/s/b#2 shutdown`,
);
check(
  "a child on hold is held at its exit, and its plan is asked when it is released",
  "one_for_one: a",
  `{"at":0,"call":"hold","child":"a"}
   {"at":1000,"exit":"a","code":1}
   {"at":2000,"call":"release","child":"a"}`,
  `0 reply t/a hold
   1000 exited t/a#1 {code:1}
   1000 hold t/a#1 {code:1}
   2000 reply t/a release
   2000 start t/a#2 {code:1}`,
);
check(
  "a start that fails is an exit",
  "one_for_one: a plan=1s,stop:bored",
  `{"at":500,"start_fails":"a","error":"no such program"}
   {"at":1000,"exit":"a","code":1}`,
  `1000 exited t/a#1 {code:1}
   1000 restart_at t/a#1 due 2000 {code:1}
   2000 start t/a#2 {code:1}
   2000 exited t/a#2 {error:no such program}
   2000 ended t#1 {reason:bored}`,
);
check(
  "start_fails: only so many times",
  "one_for_one: a plan=1s x∞",
  `{"at":500,"start_fails":"a","times":1}
   {"at":1000,"exit":"a","code":1}`,
  `1000 exited t/a#1 {code:1}
   1000 restart_at t/a#1 due 2000 {code:1}
   2000 start t/a#2 {code:1}
   2000 exited t/a#2 {error:it was to fail}
   2000 restart_at t/a#2 due 3000 {error:it was to fail}
   3000 start t/a#3 {error:it was to fail}`,
);
check(
  "start_takes: the next child waits for one that has to be ready",
  "one_for_one: a ready=1s | b",
  `{"at":0,"start_takes":"a","ms":300}`,
  "300 start t/b#1 null",
);
check(
  "start_takes: more than the readiness deadline is no start",
  "one_for_one: a ready=1s",
  `{"at":0,"start_takes":"a","ms":1001}`,
  `1000 stop t/a#1 {error:its deadline has passed}
   1000 exited t/a#1 {signal:SIGTERM}
   1000 ended t#1 {notStarted:t/a,reason:{error:its deadline has passed}}`,
);
check(
  "stop_takes: the stop signal, then the deadline, then the kill",
  "one_for_one: a stop=2s | b",
  `{"at":0,"stop_takes":"a","ms":"infinity"}
   {"at":0,"stop_takes":"b","ms":100}
   {"at":1000,"call":"shutdown"}`,
  `1000 stop t/b#1 shutdown
   1100 exited t/b#1 {signal:SIGTERM}
   1100 stop t/a#1 shutdown
   3100 kill t/a#1 shutdown
   3100 exited t/a#1 {signal:SIGKILL}
   3100 ended t#1 shutdown`,
);
check(
  "a paused process freezes its deadlines",
  "one_for_one: a stop=2s",
  `{"at":0,"stop_takes":"a","ms":"infinity"}
   {"at":1000,"call":"terminate_child","child":"a"}
   {"at":2000,"paused":"a"}
   {"at":9000,"resumed":"a"}`,
  `1000 stop t/a#1 shutdown
   10000 kill t/a#1 shutdown
   10000 exited t/a#1 {signal:SIGKILL}
   10000 reply t/a terminate_child`,
);
check(
  "calls: children come and go",
  "one_for_one max=3 template=d-{n}: d-1",
  `{"at":1000,"call":"scale","child":"t","to":3}
   {"at":2000,"call":"start_child","path":"t","child":{"id":"x","run":"x"}}
   {"at":3000,"call":"scale","child":"t","to":1}
   {"at":4000,"call":"get_plan","child":"d-3"}
   {"at":5000,"call":"kill","child":"d-1"}
   {"at":6000,"call":"delete_child","child":"d-1"}`,
  `1000 start t/d-2#1 null
   1000 start t/d-3#1 null
   1000 reply t scale
   2000 refuse t start_child max_children
   3000 stop t/d-3#1 shutdown
   3000 stop t/d-2#1 shutdown
   3000 exited t/d-3#1 {signal:SIGTERM}
   3000 delete t/d-3#1 shutdown
   3000 exited t/d-2#1 {signal:SIGTERM}
   3000 delete t/d-2#1 shutdown
   3000 reply t scale
   4000 refuse t/d-3 get_plan not_found
   5000 exited t/d-1#1 {signal:SIGKILL}
   5000 start t/d-1#2 {signal:SIGKILL}
   6000 refuse t/d-1 delete_child running`,
);
check(
  "a tree that failed can be started again",
  "one_for_one: a plan=stop",
  `{"at":1000,"exit":"a","code":1}
   {"at":2000,"exit":"a","code":1}
   {"at":3000,"call":"start_tree"}`,
  `1000 exited t/a#1 {code:1}
   1000 ended t#1 {child:t/a,reason:{code:1}}
   2000 ignore t/a#1 it has no process now
   3000 start t/a#2 {code:1}`,
);

test("an immediate restart without end is given up, and so is one that goes on for ever", () => {
  for (const plan of ["restart", "1s"]) {
    const events = `{"at":0,"start_fails":"a","times":0}\n{"at":0,"exit":"a"}\n{"at":9,"start_fails":"a"}\n{"at":9,"exit":"a"}`;
    const last = traced(`one_for_one: a plan=${plan} x∞`, `${events}\n{"at":2000,"start_fails":"a"}`).at(-1);
    assert.match(last ?? "", /^\d+ give_up t it (starts again and again at one moment|does not come to rest)/);
  }
});

refuses(
  "a plan that is none",
  `{"at":0,"call":"change_plan","child":"a","plan":[{"restart":"5 apples"}]}`,
  "1: plan[0].restart: `5 apples` is no duration; write a number with ms, s, m or h, such as 500ms or 5s",
);
refuses("an unknown child", `{"at":0,"exit":"t/c"}`, "1: There is no child t/c in t; there are t/a, t/s, t/s/b.");
refuses(
  "a supervisor has no process",
  `{"at":0,"exit":"s"}`,
  "1: t/s is a supervisor and has no process of its own: name one of its workers.",
);

check(
  "a signal is an exit by it; child specs are checked without touching the tree",
  "one_for_one: a plan=restart",
  `{"at":1000,"call":"check_childspecs","child":"t","children":[{"id":"x"}]}
   {"at":2000,"call":"signal","child":"t/a","signal":"SIGUSR1"}`,
  `1000 reply t check_childspecs
   2000 exited t/a#1 {signal:SIGUSR1}
   2000 start t/a#2 {signal:SIGUSR1}`,
);
