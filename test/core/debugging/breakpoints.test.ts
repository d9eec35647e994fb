import assert from "node:assert/strict";
import { test } from "node:test";
import { type DebugEvent, type DebugSession, react } from "../../../core/index.ts";
import { check, feed, session, setBreakpoints, threadOf } from "./text.ts";

const bound = (current: DebugSession, name: string, line: number, breakpoint = 1): DebugEvent => ({
  kind: "bound",
  thread: threadOf(current, name),
  breakpoint,
  place: { file: "app.ts", line, column: null },
});

/** The answer or event that tells of breakpoint 1: `verified 12 bound in 1 of 2`. */
function told(from: DebugSession, event: DebugEvent): string {
  const { actions } = react(from, event);
  return actions
    .flatMap((action) => {
      if (action.do === "respond" && "breakpoints" in action.body) return action.body.breakpoints as object[];
      return action.do === "emit" && action.event === "breakpoint" && "breakpoint" in action.body
        ? [action.body.breakpoint as object]
        : [];
    })
    .map((one) => {
      const { verified, line, message } = one as { verified: boolean; line: number; message: string };
      return `${verified ? "verified" : "waiting"} ${line} ${message}`;
    })
    .join("\n");
}

test("a breakpoint goes to every process; the answer waits for theirs", () => {
  const asked = check(
    "running; a#1; b#1",
    setBreakpoints("app.ts", 12),
    "arm a#1\nbind a#1 app.ts:12\narm b#1\nbind b#1 app.ts:12\nwake",
  );
  const half = feed(asked, bound(asked, "a#1", 12));
  assert.equal(told(asked, bound(asked, "a#1", 12)), "");
  assert.equal(told(half, { kind: "bound", thread: 2, breakpoint: 1, place: null }), "verified 12 bound in 1 of 2");
});

test("a process that cannot answer holds the answer up for a while only", () => {
  const event = setBreakpoints("app.ts", 12);
  const asked = feed(session("running; a#1"), event);
  const seq = event.kind === "request" ? event.seq : 0;
  assert.equal(
    told(asked, { kind: "due", seq }),
    "waiting 12 No process has loaded this file; it will be bound in the first that does.",
  );
});

test("what becomes of a breakpoint later is told when all is quiet, once", () => {
  const first = feed(session("running; a#1; b#1; bp app.ts:12"), { kind: "idle" });
  const moved = feed(first, bound(first, "a#1", 13), bound(first, "b#1", 13));
  assert.equal(told(moved, { kind: "idle" }), "verified 13 bound in 2 of 2");
  assert.equal(told(feed(moved, { kind: "idle" }), { kind: "idle" }), "");
});

test("those that stay keep their bindings, those that go are removed", () => {
  const two = session("running; a#1; bp app.ts:12; bp app.ts:20");
  const answered = feed(two, bound(two, "a#1", 12), bound(two, "a#1", 20, 2));
  check(answered, setBreakpoints("app.ts", 20, 30), "unbind a#1\nbind a#1 app.ts:30\nwake");
  check(answered, setBreakpoints("app.ts"), "unbind a#1\nunbind a#1\ndisarm a#1\nrespond");
});

test("code is bound in before it goes on", () => {
  const one = session("running; a#1; bp app.ts:12; bp other.ts:3");
  const loaded = { kind: "loaded", thread: 1, sources: ["app.ts"], waiting: true } as const;
  check(one, loaded, "bind a#1 app.ts:12\ngo_on a#1");
  check(one, { ...loaded, sources: [] }, "go_on a#1");
  check(one, { ...loaded, waiting: false }, "bind a#1 app.ts:12");
});

test("a condition that is no expression is bound nowhere and says why", () => {
  const asked = setBreakpoints("app.ts", { line: 12, condition: "a ===" });
  check("running; a#1", asked, "respond");
  assert.match(told(session("running; a#1"), asked), /^waiting 12 This is no JavaScript expression: SyntaxError/);
  assert.match(
    told(session("running; a#1"), setBreakpoints("app.ts", { line: 1, hitCondition: "often" })),
    /^waiting 1 Hit condition “often”/,
  );
});

test("a line before the first is refused and changes nothing", () => {
  const before = setBreakpoints("app.ts", 0);
  check("running; a#1", before, "refuse setBreakpoints: this client counts lines from 1 and columns from 1.");
});

test("an error in a condition is said once", () => {
  const one = session("running; a#1; b#1; bp app.ts:12");
  const failed = { kind: "condition_failed", breakpoint: 1, message: "TypeError: no" } as const;
  const said = check(
    one,
    { ...failed, thread: 1 },
    'emit output {"category":"stderr","output":"[a] The breakpoint at app.ts:12 does not stop: TypeError: no\\n"}',
  );
  check(said, { ...failed, thread: 2 }, "");
});
