import assert from "node:assert/strict";
import { test } from "node:test";
import { Acts } from "../../traces/index.ts";
import type { HistoryEntry, Report, TreeNode } from "../../wire/index.ts";

const node = (state: TreeNode["state"], since: number, incarnation: number) =>
  ({ path: "t/a", kind: "worker", state, since, incarnation }) as TreeNode;
const moved = (...changed: TreeNode[]): HistoryEntry => ({
  kind: "delta",
  at: 0,
  delta: { seq: 1, changed, removed: [] },
});
const reported = (at: number, about: Partial<Report["about"]>): HistoryEntry =>
  ({
    kind: "report",
    report: {
      at,
      severity: "warning",
      path: "t/a",
      message: "exited with code 1",
      about: {
        context: "child_terminated",
        incarnation: 1,
        reason: { code: 1 },
        element: null,
        plan: null,
        restarts: 1,
        dueAt: null,
        ...about,
      },
    },
  }) as HistoryEntry;

/** What is told, one span a word: `exit@5!` failed at 5 ms, `restart@5-9<exit` took from 5 to 9 and belongs to the exit. */
function check(entries: readonly HistoryEntry[], expected: string) {
  let ids = 0;
  const acts = new Acts("here", (digits) => (++ids).toString(16).padStart(digits, "0"), [node("running", 0, 1)]);
  const spans = entries.flatMap((entry) => acts.of(entry));
  const words = spans.map(({ name, start, end, status, parent, trace }) => {
    const above = spans.find((each) => each.id === parent && each.trace === trace);
    const until = end === start ? "" : `-${end / 1000}`;
    return `${name}@${start / 1000}${until}${status === "error" ? "!" : ""}${above ? `<${above.name}` : ""}`;
  });
  assert.equal(words.join(" "), expected);
}

test("an exit, what the plan makes of it and the restart are one trace", () => {
  check(
    [
      reported(5, { plan: [{ restart: { delay: 3 } }] as never, element: 0, dueAt: 8 }),
      moved(node("restarting", 5, 1)),
      moved(node("starting", 8, 2)),
      moved(node("running", 9, 2)),
    ],
    'exit@5! plan {"restart":{"delay":3}}@5-8<exit restart@5-9<exit',
  );
});

test("a start that nobody's exit led to stands alone, as do pauses and holds", () => {
  check([moved(node("stopped", 2, 1)), moved(node("starting", 3, 2)), moved(node("running", 4, 2))], "start@3-4");
  check([moved(node("paused", 2, 1)), moved(node("running", 7, 1))], "pause@2-7");
  check([moved(node("held", 2, 1)), moved(node("running", 3, 1))], "hold@2-3");
});

test("a child that waits for a person was not restarted by its exit", () => {
  check(
    [reported(5, {}), moved(node("waiting", 5, 1)), moved(node("starting", 8, 2)), moved(node("running", 9, 2))],
    "exit@5! start@8-9",
  );
});

test("a reload is told as a whole and for each process", () => {
  const result = { outcome: "committed", elapsedMs: 3, reloaded: [{ file: "a.js", processes: ["t/a", "t/b"] }] };
  const event = { what: "reload", at: 10, by: null, result } as never;
  check([{ kind: "reload", event }], "reload@7-10 reload@7-10<reload reload@7-10<reload");
});
