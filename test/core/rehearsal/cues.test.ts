import assert from "node:assert/strict";
import { test } from "node:test";
import { readCues } from "../../../core/rehearsal/index.ts";

/** What is wrong with these lines; nothing of them is read then. */
function refuses(rule: string, events: string, expected: string): void {
  test(rule, () => {
    const { cues, faults } = readCues(events);
    assert.deepEqual(cues, []);
    assert.equal(faults.map(({ line, message }) => `${line}: ${message}`).join("\n"), expected.replace(/\n\s+/g, "\n"));
  });
}

test("a call's `child` is the wire's `path`; start_child's document is `child` there, too", () => {
  const { cues } = readCues(
    `{"at":0,"call":"restart","child":"a"}\n{"at":1,"call":"start_child","path":"t","child":{"id":"b"}}\n`,
  );
  assert.deepEqual(cues, [
    { line: 1, cue: { at: 0, call: "restart", path: "a" } },
    { line: 2, cue: { at: 1, call: "start_child", path: "t", child: { id: "b" } } },
  ]);
});

refuses(
  "no JSON",
  `{"at":0,`,
  `1: This is no JSON object; write one event a line, like {"at":5000,"exit":"fleet/api","code":1}`,
);
refuses(
  "no object",
  `[1]`,
  `1: This is no JSON object; write one event a line, like {"at":5000,"exit":"fleet/api","code":1}`,
);
refuses(
  "nothing that happens",
  `{"at":0,"exits":"a"}`,
  "1: This says nothing that happens; an event has one of exit, start_fails, start_takes, stop_takes, held, released, paused, resumed, not_alive, call.",
);
refuses("two things", `{"at":0,"exit":"a","held":"a"}`, "1: This says both exit and held; write a line for each.");
refuses(
  "times in order, each line with its number",
  `{"at":5,"exit":"a"}\n\n{"at":4,"exit":"a"}\n{"at":-1,"exit":"a"}`,
  `3: It happens at 4, before the event above it at 5; write events in the order of their times.
   4: at: Too small: expected number to be >=0; write it like {"at":5000,"exit":"fleet/api","code":1}`,
);
refuses(
  "a code and a signal",
  `{"at":0,"exit":"a","code":1,"signal":"SIGTERM"}`,
  `1: a process ends by a code or by a signal; write it like {"at":5000,"exit":"fleet/api","code":1}`,
);
refuses(
  "an unknown key",
  `{"at":0,"start_takes":"a","ms":1,"often":2}`,
  `1: Unrecognized key: "often"; write it like {"at":0,"start_takes":"fleet/api","ms":300}`,
);
refuses(
  "an unknown call",
  `{"at":0,"call":"change_plans","child":"a"}`,
  `1: There is no call "change_plans"; the calls are start_child, restart_child, terminate_child, delete_child, restart, stop, scale, which_children, count_children, get_childspec, get_pid, get_pids, become_supervisor, change_strategy, change_intensity, get_default_childspec, change_default_childspec, hold, release, get_plan, change_plan, get_count, change_count, check_childspecs, kill, signal, start_tree, shutdown.`,
);
refuses(
  "a call without what it needs",
  `{"at":0,"call":"scale","child":"t"}`,
  `1: to: Invalid input: expected number, received undefined; write it like {"at":5000,"call":"change_plan","child":"fleet/api","plan":["restart"]}`,
);
