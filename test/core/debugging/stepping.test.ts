import { test } from "node:test";
import type { DebugEvent, PauseCause, Spot } from "../../../core/index.ts";
import { check, feed, request, session, spot } from "./text.ts";

const at = (place: string, more: Partial<Spot> = {}, cause: PauseCause = { by: "step" }): DebugEvent => ({
  kind: "paused",
  thread: 1,
  cause,
  spot: spot(place, { mapped: true, ...more }),
});
const stopped = (reason: string, more = "") =>
  `emit stopped {"threadId":1,"allThreadsStopped":false,"reason":"${reason}"${more}}`;

function stepping(request_: string) {
  const paused = feed(session("running; a#1"), at("app.ts:5", {}, { by: "debugger" }));
  return feed(paused, request(request_, { threadId: 1 }));
}

test("a step goes on until it is on another line of the source", () => {
  check(stepping("next"), at("app.ts:5"), "step over a#1");
  check(stepping("next"), at("app.ts:6"), stopped("step"));
  check(stepping("stepIn"), at("app.ts:5"), "step into a#1");
  check(stepping("stepOut"), at("app.ts:5"), "step over a#1");
});

test("the same line in another frame is another place", () => {
  check(stepping("stepIn"), at("app.ts:5", { frame: "2" }), stopped("step"));
});

test("in code that runs as it is written V8's own steps are taken", () => {
  check(stepping("next"), at("app.ts:5", { mapped: false }), stopped("step"));
});

test("a step by lines goes on within its line, whatever the code was made from", () => {
  const paused = feed(session("running; a#1"), at("app.ts:5", {}, { by: "debugger" }));
  const byLine = feed(paused, request("next", { threadId: 1, granularity: "line" }));
  check(byLine, at("app.ts:5", { mapped: false }), "step over a#1");
  check(byLine, at("app.ts:6", { mapped: false }), stopped("step"));
});

test("code that is nobody's source is stepped through, skipped files are left", () => {
  check(stepping("stepIn"), at("app.js:1", { unmapped: true }), "step into a#1");
  check(stepping("stepIn"), at("lib.ts:1", { skipped: true }), "step out a#1");
  check(stepping("next"), at("lib.ts:1", { skipped: true }), "step over a#1");
});

test("a breakpoint ends a step wherever it is", () => {
  check(
    stepping("next"),
    at("app.ts:5", {}, { by: "breakpoint", breakpoints: [1] }),
    stopped("breakpoint", ',"hitBreakpointIds":[1]'),
  );
});

test("a process that somebody else lets go on is told of, one that the client did not", () => {
  check(
    "running; a#1 paused",
    { kind: "resumed", thread: 1 },
    'emit continued {"threadId":1,"allThreadsContinued":false}',
  );
  check("running; a#1", { kind: "resumed", thread: 1 }, "");
});
