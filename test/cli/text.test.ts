import assert from "node:assert/strict";
import { test } from "node:test";
import { resolvePath } from "../../cli/path.ts";
import { lifeLine, narrate } from "../../cli/text/life.ts";
import { metricsCells } from "../../cli/text/metrics.ts";
import { planText } from "../../cli/text/plan.ts";
import { anewText, reloadText } from "../../cli/text/reload.ts";
import { drawTree } from "../../cli/text/tree.ts";
import { WireFailure } from "../../client/index.ts";
import type { Snapshot, TreeNode } from "../../wire/index.ts";

test("a path is whole, without the root's name, or a last part that only one child has", () => {
  const paths = ["fleet", "fleet/api", "fleet/a", "fleet/a/x", "fleet/b", "fleet/b/x", "fleet/b/y"];
  const check = (text: string, expected: string) => assert.equal(resolvePath(paths, text), expected);
  check("fleet", "fleet");
  check("fleet/api", "fleet/api");
  check("api", "fleet/api");
  check("a/x", "fleet/a/x");
  check("y", "fleet/b/y");
  check("b/", "fleet/b");
  const refuse = (text: string, code: string, message: RegExp) =>
    assert.throws(
      () => resolvePath(paths, text),
      (error) => error instanceof WireFailure && error.code === code && message.test(error.message),
    );
  refuse("x", "usage", /fleet\/a\/x, fleet\/b\/x/);
  refuse("z", "not_found", /no child z/);
  refuse("pi", "not_found", /no child pi/);
});

const sample = { path: "t/a", incarnation: 1, pid: 7, processes: 1 };
const uptimes: [ms: number, text: string][] = [
  [900, "0s"],
  [59_000, "59s"],
  [312_000, "5m 12s"],
  [3_600_000, "1h 0m"],
  [270_000_000, "3d 3h"],
];
for (const [uptimeMs, text] of uptimes) {
  test(`an uptime of ${uptimeMs} ms is ${text}`, () => {
    const cells = metricsCells({ ...sample, cpu: null, memoryBytes: null, eventLoop: null, uptimeMs });
    assert.deepEqual(cells, ["-", "-", "-", text]);
  });
}

test("metrics are a share of one processor, megabytes, and the mean and worst delay of the event loop", () => {
  const eventLoop = { meanDelayMs: 0.24, maxDelayMs: 31, utilization: 0.5 };
  const cells = metricsCells({ ...sample, cpu: 1.256, memoryBytes: 3.5 * 2 ** 20, eventLoop, uptimeMs: null });
  assert.deepEqual(cells, ["125.6 %", "3.5 MB", "0.2 / 31.0 ms", "-"]);
  assert.deepEqual(metricsCells(undefined), ["-", "-", "-", "-"]);
});

test("a tree is drawn with box lines, states, plans and last exits", () => {
  const plan = { elements: ["restart" as const, { restart: "5s" }, "stop" as const], at: 1, runs: 0, count: 1 };
  const drawing = drawTree([
    supervisor("fleet", null),
    supervisor("fleet/a", "fleet"),
    worker("fleet/a/one", "fleet/a", { plan, restart: null, restarts: 1, incarnation: 2 }),
    worker("fleet/b", "fleet", {
      state: "waiting",
      pid: null,
      lastExit: { reason: { signal: "SIGKILL" }, at: 0, incarnation: 1 },
    }),
  ]);
  assert.equal(
    drawing,
    [
      "fleet      running · one_for_one",
      "├─ a       running · one_for_one · permanent",
      "│  └─ one  running · #2 pid 7 · [restart, ‹{ restart: 5s }›, stop] · 1 restart",
      "└─ b       waiting · #1 · permanent · last exit: SIGKILL",
    ].join("\n"),
  );
});

test("a life is told: who runs, who is down, a supervisor after its children", () => {
  const tree = (...nodes: TreeNode[]): Snapshot => ({ seq: 1, root: "fleet", nodes });
  const check = (before: Snapshot | null, after: Snapshot, expected: string[]) =>
    assert.deepEqual(narrate(before, after).map(lifeLine), expected);
  const up = tree(supervisor("fleet", null), worker("fleet/b", "fleet", {}));
  const down = tree(
    { ...supervisor("fleet", null), state: "stopped" },
    worker("fleet/b", "fleet", { state: "stopped", pid: null }),
  );
  check(null, up, ["— fleet/b is running (pid 7, #1)", "— fleet is running"]);
  check(null, down, []);
  check(up, up, []);
  check(up, down, ["— fleet/b is stopped", "— fleet is stopped"]);
  check(down, up, ["— fleet/b is running (pid 7, #1)", "— fleet is running"]);
  check(up, tree(supervisor("fleet", null), worker("fleet/b", "fleet", { incarnation: 2 })), [
    "— fleet/b is running (pid 7, #2)",
  ]);
  check(up, tree(supervisor("fleet", null), worker("fleet/b", "fleet", { state: "paused" })), []);
});

test("a plan is shown with its next element, or as the restart type it is instead", () => {
  const answer = { path: "fleet/a", at: 1, runs: 1, restart: null, count: 3 };
  assert.equal(
    planText({ ...answer, plan: ["restart", { stop: "tired" }] }),
    "fleet/a\n  restart\n▸ { stop: tired }\ncount 3, run once",
  );
  assert.equal(
    planText({ ...answer, plan: null, count: null, restart: "transient" }),
    "fleet/a has no plan: it is transient.",
  );
});

test("a reload says what it did, or why it did nothing", () => {
  const one = {
    ...{ file: "/p/a.ts", version: 2, how: "patch" as const, because: null, patched: ["f"], processes: ["fleet/a"] },
    ...{ anew: [], stays: [] },
  };
  const nothing = { migrated: [], warnings: [] };
  assert.equal(
    anewText([one, { ...one, anew: ["calls", "sessions"] }]),
    "/p/a.ts: begins anew: calls, sessions (declare it with hot.state to keep it)",
  );
  assert.equal(
    reloadText(
      { outcome: "committed", reloaded: [{ ...one, anew: ["calls"] }], ...nothing, elapsedMs: 12.4 },
      "Rolled back",
    ),
    "Rolled back /p/a.ts version 2 (f) in 1 process in 12 ms\n  as it was before the reload: calls",
  );
  assert.equal(
    reloadText(
      {
        outcome: "refused",
        refusals: [
          {
            path: null,
            code: "syntax_error",
            message: "Expression expected",
            where: { file: "/p/a.ts", line: 3, column: 5 },
          },
        ],
        restart: ["fleet/a"],
      },
      "Reloaded",
    ),
    [
      "Refused; nothing changed.",
      "  /p/a.ts:3:5: Expression expected",
      "A restart of these brings the new code in (supertree reload --restart): fleet/a",
    ].join("\n"),
  );
});

const common = (path: string, parent: string | null) => ({
  path,
  parent,
  id: path.split("/").at(-1) ?? path,
  rank: 0,
  state: "running" as const,
  since: 0,
  incarnation: 1,
  restarts: 0,
  plan: null,
  restart: "permanent" as const,
  dueAt: null,
  lastExit: null,
  onHold: false,
});

function supervisor(path: string, parent: string | null): TreeNode {
  return { ...common(path, parent), kind: "supervisor", strategy: "one_for_one", intensity: null, dynamic: null };
}

function worker(path: string, parent: string, life: Partial<Extract<TreeNode, { kind: "worker" }>>): TreeNode {
  const process = { pid: 7, command: "node b.js", node: null, debugged: false };
  return { ...common(path, parent), kind: "worker", ...process, ...life };
}
