import assert from "node:assert/strict";
import { test } from "node:test";
import type { DebugEvent, PauseCause } from "../../../core/index.ts";
import { check, feed, request, session, setBreakpoints, spot, threadOf } from "./text.ts";

const continued = (thread: number) => `emit continued {"threadId":${thread},"allThreadsContinued":false}`;
const hit = (thread: number): DebugEvent => ({
  kind: "paused",
  thread,
  cause: { by: "breakpoint", breakpoints: [1] },
  spot: spot("app.ts:1"),
});
const pausedBy = (thread: number, cause: PauseCause): DebugEvent => ({
  kind: "paused",
  thread,
  cause,
  spot: spot("app.ts:9"),
});

const fleet = "running; fleet/api#1; fleet/devices/a#1; fleet/devices/b#1; fleet/devices/c#1 paused";

test("all that are paused go on together, or those of a subtree", () => {
  check(
    "running; a#1 paused; b#1; c#1 paused; bp app.ts:1",
    request("supertree/continue", undefined), // an editor leaves empty arguments out
    `respond\nresume a#1\n${continued(1)}\nresume c#1\n${continued(3)}`,
  );
  check(
    "running; x/a#1 paused; y/b#1 paused; bp app.ts:1",
    request("supertree/continue", { paths: ["y"] }),
    `respond\nresume y/b#1\n${continued(2)}`,
  );
});

test("a subtree pauses and steps as one", () => {
  const pausing = check(
    fleet,
    request("supertree/pause", { paths: ["devices"] }),
    "respond\narm fleet/devices/a#1\npause fleet/devices/a#1\narm fleet/devices/b#1\npause fleet/devices/b#1",
  );
  const paused = feed(pausing, pausedBy(2, { by: "pause" }));
  check(
    paused,
    request("supertree/step", { paths: ["devices"], kind: "over" }),
    `respond\nstep over fleet/devices/a#1\n${continued(2)}\nstep over fleet/devices/c#1\n${continued(4)}`,
  );
});

test("a breakpoint for a subtree pauses the siblings of the process that stops, one for the tree all", () => {
  const set = (mode: string) =>
    feed(
      session("running; fleet/api#1; fleet/devices/a#1; fleet/devices/b#1"),
      setBreakpoints("app.ts", { line: 1, mode }),
    );
  const stop = 'emit stopped {"threadId":2,"allThreadsStopped":false,"reason":"breakpoint","hitBreakpointIds":[1]}';
  check(set("process"), hit(2), stop);
  check(set("tree"), hit(2), `${stop}\npause fleet/api#1\npause fleet/devices/b#1`);
  const subtree = check(set("subtree"), hit(2), `${stop}\npause fleet/devices/b#1`);
  check(
    subtree,
    pausedBy(3, { by: "pause" }),
    'emit stopped {"threadId":3,"allThreadsStopped":false,"reason":"pause","description":"Paused with fleet/devices/a #1","preserveFocusHint":true}',
  );
});

test("a pause that nobody wants any more is none", () => {
  const pausing = feed(session("running; a#1; bp app.ts:1"), request("supertree/pause", {}));
  const going = check(pausing, request("supertree/continue", {}), "respond");
  check(going, pausedBy(1, { by: "pause" }), "resume a#1");
});

test("a breakpoint and a filter limited to some processes are nowhere else", () => {
  const limited = setBreakpoints("app.ts", { line: 3, condition: "@devices n > 1" });
  const set = check(
    "running; fleet/api#1; fleet/devices/a#1",
    limited,
    "arm fleet/devices/a#1\nbind fleet/devices/a#1 app.ts:3\nwake",
  );
  const [breakpoint] = [...set.breakpoints.values()];
  assert.deepEqual([breakpoint?.paths, breakpoint?.condition], ["devices", "n > 1"]);
  check(
    "running; fleet/api#1; fleet/devices/a#1",
    request("setExceptionBreakpoints", {
      filters: [],
      filterOptions: [
        { filterId: "uncaught", condition: "@api" },
        { filterId: "crash", condition: "error.code === 7" },
      ],
    }),
    `arm fleet/api#1 uncaught \narm fleet/devices/a#1 uncaught (error.code === 7\n)\nrespond`.replace(
      "uncaught \n",
      "uncaught\n",
    ),
  );
  assert.equal(threadOf(set, "fleet/api#1"), 1);
});

test("an error that nobody handles holds where the filter says so", () => {
  const held = feed(session("running; a#1"), request("setExceptionBreakpoints", { filters: ["crash"] }));
  check(
    held,
    pausedBy(1, { by: "exception", text: "Error: no", uncaught: true }),
    'emit stopped {"threadId":1,"allThreadsStopped":false,"reason":"exception","description":"Held on crash","text":"Error: no"}',
  );
});

test("function breakpoints are bound everywhere and in whatever is loaded", () => {
  const set = check(
    "running; a#1",
    request("setFunctionBreakpoints", { breakpoints: [{ name: "Device.sample" }] }),
    "arm a#1\nbind a#1 Device.sample()\nwake",
  );
  check(set, { kind: "loaded", thread: 1, sources: [], waiting: true }, "bind a#1 Device.sample()\ngo_on a#1");
  check(
    set,
    hit(1),
    'emit stopped {"threadId":1,"allThreadsStopped":false,"reason":"function breakpoint","hitBreakpointIds":[1]}',
  );
  check(set, request("setFunctionBreakpoints", { breakpoints: [] }), "unbind a#1\ndisarm a#1\nrespond\nrespond");
});

test("a restart of the tree keeps the breakpoints and starts it anew", () => {
  const restarting = check("running; a#1; bp app.ts:1", request("restart", undefined), "detach a#1\nstop_tree");
  check(restarting, request("threads", undefined), "refuse The tree is being restarted.");
  const joining = check(restarting, { kind: "tree_stopped" }, "join");
  const again = check(joining, { kind: "joined", tree: "down" }, "respond\nstart_tree");
  assert.equal(again.breakpoints.size, 1);
  check("running attach; a#1", request("restart", undefined), "restart_children");
});
