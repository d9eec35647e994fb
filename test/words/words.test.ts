import assert from "node:assert/strict";
import { test } from "node:test";
import type { Report } from "../../wire/index.ts";
import { reasonText, reportFacts, span, stepText } from "../../words/index.ts";

test("spans of time as people say them", () => {
  const spans: readonly [ms: number, text: string][] = [
    [0, "0 s"],
    [250, "250 ms"],
    [1500, "1.5 s"],
    [59_900, "59.9 s"],
    [60_000, "1 min"],
    [65_000, "1 min 5 s"],
    [7_500_000, "2 h 5 min"],
  ];
  for (const [ms, text] of spans) assert.equal(span(ms), text);
});

test("reasons in a few words", () => {
  const reasons = ["normal", "shutdown", { code: 3 }, { signal: "SIGKILL" }, { error: "no such program" }] as const;
  assert.deepEqual(reasons.map(reasonText), ["normal", "shutdown", "code 3", "SIGKILL", "no such program"]);
});

test("a report's facts; one that is not supervision's has none", () => {
  const about = {
    context: "child_terminated",
    supervisor: "t",
    incarnation: 2,
    pid: 12,
    reason: { signal: "SIGKILL" },
    restart: null,
    plan: ["restart", "stop"],
    element: 0,
    runs: 1,
    count: "infinity",
    restarts: 3,
    dueAt: null,
    readyAt: null,
  } as const;
  const report: Report = {
    at: 0,
    severity: "warning",
    path: "t/a",
    message: "was ended",
    about: { ...about, plan: [...about.plan] },
  };
  assert.equal(
    reportFacts(report),
    `child_terminated · pid 12 · reason SIGKILL · plan ["restart","stop"] · element 1 of 2 · run 1 of infinity · exits 3`,
  );
  assert.equal(reportFacts({ ...report, about: null }), "");
});

test("a step of a traced supervisor", () => {
  const text = stepText({
    at: 0,
    path: "t/s",
    event: { kind: "exited", path: "t/s/a", incarnation: 1, reason: { code: 1 } },
    actions: [{ do: "start", path: "t/s/a", incarnation: 2 }],
    children: [{ path: "t/s/a", state: "starting", incarnation: 2 }],
  });
  assert.equal(
    text.replace(/^\S+ /, ""),
    `t/s got exited t/s/a #1 reason={"code":1}
             does start t/s/a #2
             now a starting #2`,
  );
});
