import assert from "node:assert/strict";
import { test } from "node:test";
import { type Cell, eventsOf, stepsOf, summaryOf, timelineOf, type WhatIf } from "../../words/index.ts";
import { rehearsed } from "./rehearsed.ts";

type Question = Partial<WhatIf>;

function summary(treeText: string, path: string, question: Question, expected: string): void {
  test(`${path} in ${treeText} ${JSON.stringify(question)}`, () =>
    assert.equal(summaryOf(path, rehearsed(treeText, path, question)), expected));
}

const twice: Question = { times: 2 };
const thrice: Question = { times: 3 };

summary("one_for_one: a | b", "t/a", {}, "It is restarted at once; the tree goes on.");
summary("one_for_one: a | b", "t/a", thrice, "After each of the 3 exits it is restarted at once; the tree goes on.");
summary("one_for_all: a | b", "t/a", {}, "It is restarted at once together with 1 other child; the tree goes on.");
summary(
  "rest_for_one: a | b | c",
  "t/a",
  {},
  "It is restarted at once together with 2 other children; the tree goes on.",
);
summary("one_for_one: a transient", "t/a", { exit: { code: 0 } }, "It stays down; the tree goes on.");
summary("one_for_one: a plan=wait", "t/a", {}, "It stays down until somebody restarts it; the tree goes on.");
summary("one_for_one: a plan=delete | b", "t/a", {}, "It is forgotten; the tree goes on.");
summary(
  "one_for_one: a plan=restart,5s,wait",
  "t/a",
  { times: 3, everyMs: 10_000, exit: { signal: "SIGKILL" } },
  "After the 1st exit it is restarted at once, after the 2nd exit it is restarted after 5 s, after the 3rd exit it stays down until somebody restarts it; the tree goes on.",
);
summary(
  "one_for_one: a plan=restart,5s,stop",
  "t/a",
  { times: 4, everyMs: 1000 },
  "After the 1st exit it is restarted at once, after the 2nd exit it is restarted after 5 s; the tree goes on. 2 of the 4 exits meet no process, for it is down then: nothing happens.",
);
summary(
  "one_for_one: a plan=restart,stop | b",
  "t/a",
  twice,
  "The 2nd exit ends t (the plan stops it), which takes 1 other child down; the whole tree ends.",
);
summary("one_for_one: a plan=", "t/a", {}, "The exit ends t (the plan is empty); the whole tree ends.");
summary(
  "one_for_one: s(one_for_one 2/60s: a | b | c) | d",
  "t/s/a",
  { times: 5, everyMs: 12_000 },
  "The 3rd exit ends t/s (more restarts than its intensity allows), which takes 2 other children down; t restarts it at once and goes on.",
);
summary(
  "one_for_one: s(one_for_one 0/60s: a | b) plan=wait | d",
  "t/s/a",
  {},
  "The exit ends t/s (more restarts than its intensity allows), which takes 1 other child down; it stays down and t goes on.",
);
summary(
  "one_for_one: s(one_for_one 0/60s: a | b) plan=stop | d",
  "t/s/a",
  {},
  "The exit ends t/s (more restarts than its intensity allows), which takes 2 other children down; t ends with it, and so does the whole tree.",
);
summary(
  "one_for_one: a",
  "t/a",
  { plan: { plan: ["wait"], count: 1 } },
  "It stays down until somebody restarts it; the tree goes on.",
);
test("a call in front that is refused is what is told", () => {
  const refused = { do: "refuse", at: 0, child: "t/a", call: "change_plan", reason: "invalid_plan" } as const;
  assert.equal(
    summaryOf("t/a", [{ ...refused, message: "There is no function retry." }]),
    "The plan would be refused: There is no function retry.",
  );
});

test("a child on hold", () => {
  const exited = { at: 0, child: "t/a", incarnation: 1, reason: { code: 1 } } as const;
  const trace = [
    { do: "exited", ...exited },
    { do: "hold", ...exited },
  ] as const;
  assert.equal(
    summaryOf("t/a", trace),
    "It is held, its plan not asked, until somebody releases it; the tree goes on.",
  );
});

test("a child without a process, and a tree that does not come to rest", () => {
  const ignored = { do: "ignore", at: 0, child: "t/a", incarnation: 1, reason: "it has no process now" } as const;
  assert.equal(summaryOf("t/a", [ignored]), "It has no process then, so nothing happens.");
  const exited = { do: "exited", at: 0, child: "t/a", incarnation: 1, reason: { code: 1 } } as const;
  const gaveUp = { do: "give_up", at: 9, child: "t", reason: "it does not come to rest after the last event" } as const;
  assert.equal(
    summaryOf("t/a", [exited, gaveUp]),
    "It stays down; the tree goes on. The tree would not come to rest: it does not come to rest after the last event.",
  );
});

/** A row for each child, in each cell how it was, what happened, how it is then. */
function timeline(treeText: string, path: string, question: Question, expected: string): void {
  test(`timeline of ${path} in ${treeText}`, () => {
    const { moments, lanes } = timelineOf(path, rehearsed(treeText, path, question));
    const rows = lanes.map((lane) => `${lane.path}: ${lane.cells.map(cellText).join(" | ")}`);
    assert.equal([moments.map(({ label }) => label).join(" | "), ...rows].join("\n"), expected.replace(/\n\s+/g, "\n"));
  });
}

const cellText = ({ before, marks, after }: Cell) => [before, ...marks, after].join(" ");

timeline(
  "rest_for_one: a plan=restart,5s | b",
  "t/a",
  { times: 2, everyMs: 2000 },
  `0 s | 2 s | 7 s
   t/a: up exited started up | up exited due | due started up
   t/b: up stopped started up | up stopped due | due started up`,
);
timeline(
  "one_for_one: s(one_for_one 0/60s: a | b) plan=1s | d",
  "t/s/a",
  { times: 2, everyMs: 500 },
  `0 s | 500 ms | 1 s
   t/s/a: up exited down | down ignored down | down started up
   t/s: up ended due | due due | due started up
   t/s/b: up stopped down | down down | down started up`,
);
timeline(
  "rest_for_one: a | s(one_for_one: b)",
  "t/a",
  { times: 2, everyMs: 75_000 },
  `0 s | 1m 15s
   t/a: up exited started up | up exited started up
   t/s: up stopped started up | up stopped started up
   t/s/b: up stopped started up | up stopped started up`,
);
timeline("one_for_one: a plan=delete", "t/a", {}, "0 s\nt/a: up exited gone");

test("of many children and moments only the first are drawn, and it says how many are left", () => {
  const many = Array.from({ length: 40 }, (_, index) => `c${index}`).join(" | ");
  const { lanes, moments, hidden } = timelineOf(
    "t/c0",
    rehearsed(`one_for_all 900/1s: ${many}`, "t/c0", { times: 80 }),
  );
  assert.deepEqual([lanes.length, moments.length, hidden], [12, 60, { lanes: 28, moments: 20 }]);
});

function steps(treeText: string, path: string, question: Question, expected: string): void {
  test(`steps of ${path} in ${treeText}`, () => {
    const told = stepsOf(rehearsed(treeText, path, question));
    const text = told.map(({ when, sentences }) => [when, ...sentences].join("\n")).join("\n");
    assert.equal(text, expected.replace(/\n\s+/g, "\n"));
  });
}

steps(
  "rest_for_one: a plan=restart,5s | b | c",
  "t/a",
  { times: 3, everyMs: 2000 },
  `at once
   t/a: exited with code 1; it is restarted.
   Stopped: c, b.
   Started: a #2, b #2, c #2.
   after 2 s
   t/a: exited with code 1; it is restarted in 5s.
   To be restarted in 5 s: a, c, b.
   Stopped: c, b.
   after 4 s
   The exit of t/a changes nothing: it has no process now.
   after 7 s
   Started: a #3, b #3, c #3.`,
);

test("the question as events: the plan first, then each exit", () => {
  assert.deepEqual(
    eventsOf({ path: "t/a", exit: { signal: "SIGKILL" }, times: 2, everyMs: 500, plan: { plan: ["wait"], count: 2 } }),
    [
      { at: 0, call: "change_plan", path: "t/a", plan: ["wait"], count: 2 },
      { at: 0, exit: "t/a", signal: "SIGKILL" },
      { at: 500, exit: "t/a", signal: "SIGKILL" },
    ],
  );
});
