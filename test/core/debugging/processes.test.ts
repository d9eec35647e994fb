import { test } from "node:test";
import { at, check, request, session, threadOf } from "./text.ts";

test("bind before release", () => {
  check(
    "running; b#6; bp app.ts:12",
    { ...at("b#7"), kind: "held", pid: 9, descendant: false },
    "detach b#6\nattach b#7",
  );
  check("running; b#7 new; bp app.ts:12", { kind: "attached", thread: 1 }, "arm b#7\nbind b#7 app.ts:12");
  const held = check(
    "running; bp app.ts:12; bp app.ts:20",
    { ...at("b#7"), kind: "held", pid: 9, descendant: false },
    "attach b#7",
  );
  check(held, { kind: "attached", thread: 1 }, "arm b#7\nbind b#7 app.ts:12\nbind b#7 app.ts:20\nrelease b#7");
});

test("no process goes past its entry before the client has sent its breakpoints", () => {
  const waiting = check("configuring", { ...at("b#1"), kind: "held", pid: 9, descendant: false }, "attach b#1");
  const attached = check(waiting, { kind: "attached", thread: 1 }, "");
  check(attached, request("configurationDone", undefined), "release b#1\nrespond");
});

test("a launch starts a tree that is down, once the breakpoints are known", () => {
  check("configuring down", request("configurationDone", undefined), "respond\nstart_tree");
  check("configuring", request("configurationDone", undefined), "respond");
  check("configuring attach down", request("configurationDone", undefined), "respond");
});

test("where nothing could pause a process its Debugger domain stays off", () => {
  const held = check("running", { ...at("b#1"), kind: "held", pid: 9, descendant: false }, "attach b#1");
  const free = check(held, { kind: "attached", thread: 1 }, "release b#1");
  const looked = check(free, request("pause", { threadId: 1 }), "respond\narm b#1\npause b#1");
  const cause = { by: "pause" } as const;
  const spot = { file: "a.ts", line: 1, mapped: false, unmapped: false, skipped: false, frame: "1" };
  const paused = check(
    looked,
    { kind: "paused", thread: 1, cause, spot },
    'emit stopped {"threadId":1,"allThreadsStopped":false,"reason":"pause"}',
  );
  check(paused, request("continue", { threadId: 1 }), "respond\nresume b#1\ndisarm b#1");
});

test("a late event of a dead incarnation changes nothing", () => {
  check("running; b#6", { ...at("b#5"), kind: "exited" }, "");
  check("running; b#6", { ...at("b#5"), kind: "held", pid: 1, descendant: false }, "");
  check("running; b#6", { kind: "attached", thread: 42 }, "");
  check("running; b#6", { kind: "bound", thread: 42, breakpoint: 1, place: null }, "");
  check("running; b#6", { ...at("b#6"), kind: "exited" }, "detach b#6");
});

test("a process that cannot be debugged is not kept waiting for it", () => {
  const held = check("running; bp app.ts:1", { ...at("b#1"), kind: "held", pid: 9, descendant: false }, "attach b#1");
  check(
    held,
    { kind: "attach_failed", thread: 1, message: "no inspector" },
    `release b#1
emit output {"category":"important","output":"b #1 is not debugged: no inspector\\n"}
detach b#1`,
  );
});

test("requests about a process name it or say that it is gone", () => {
  const running = session("running; b#6");
  check(running, request("supertree/restartProcess", { threadId: threadOf(running, "b#6") }), "restart b");
  check(
    running,
    request("supertree/killProcess", { threadId: 9 }),
    "refuse There is no thread 9: its process may have ended.",
  );
  check(running, request("stackTrace", { threadId: 1 }), "refuse b #6 is not paused.");
});
