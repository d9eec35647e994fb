import assert from "node:assert/strict";
import { test } from "node:test";
import { initial, type PanelEvent, treeIn } from "../../webview/state.ts";
import { chartOf, chartText } from "../../webview/timeline/chart.ts";
import { update } from "../../webview/update.ts";
import type {
  About,
  History,
  HistoryEntry,
  Reloaded,
  ReloadResult,
  Report,
  TreeNode,
  WorkerNode,
} from "../../wire/index.ts";
import { fleet, now, plan, worker } from "./trees.ts";

const api = (change: Partial<WorkerNode>) => worker("fleet/api", 3, change);
let seq = 1;
const delta = (at: number, ...changed: TreeNode[]): HistoryEntry => ({
  kind: "delta",
  at: now + at,
  delta: { seq: ++seq, changed, removed: [] },
});

function crashing(times: number, everyMs: number): HistoryEntry[] {
  return Array.from({ length: times }, (_, index) => {
    const at = index * everyMs;
    const life = { incarnation: index + 1, restarts: index + 1 };
    const lastExit = { reason: { code: 1 }, at: now + at, incarnation: index + 1 };
    return [
      delta(at, api({ ...life, state: "restarting", pid: null, lastExit })),
      delta(at + 500, api({ ...life, incarnation: index + 2, lastExit })),
    ];
  }).flat();
}

function check(entries: HistoryEntry[], expected: string): void {
  const history: History = { base: fleet(2), from: now, entries };
  assert.equal(chartText(chartOf(history)), expected);
}

test("each child to which something happened has a lane with its states and what led to them", () => {
  check(
    [...crashing(1, 0), delta(2000, api({ incarnation: 2, plan: plan(["stop"]), state: "paused" }))],
    "fleet/api ×1  running restarting running paused  exited started paused planned",
  );
});

test("three crashes within a minute flap, three in an hour do not", () => {
  assert.match(
    chartText(chartOf({ base: fleet(1), from: now, entries: crashing(3, 20_000) })),
    /^fleet\/api ×3 flaps /,
  );
  assert.match(
    chartText(chartOf({ base: fleet(1), from: now, entries: crashing(3, 1_200_000) })),
    /^fleet\/api ×3 {2}/,
  );
});

const about: About = {
  ...{ context: "child_terminated", supervisor: "fleet", incarnation: 1, pid: 1, reason: { code: 1 }, restart: null },
  ...{ plan: null, element: 0, runs: 0, count: null, restarts: 1, dueAt: null, readyAt: null },
};
const reloaded: Reloaded = {
  ...{ file: "/a/api.ts", version: 2, how: "patch", because: null, patched: [], anew: [], stays: [] },
  processes: ["fleet/api"],
};

test("what supervision reported says more than the exit alone; a reload is told of every process", () => {
  const message = "exited with code 1; it is restarted";
  const report: Report = { at: now, severity: "warning", path: "fleet/api", message, about };
  const result: ReloadResult = { outcome: "committed", reloaded: [reloaded], migrated: [], warnings: [], elapsedMs: 1 };
  const entries: HistoryEntry[] = [
    ...crashing(1, 0),
    { kind: "report", report },
    { kind: "reload", event: { what: "reload", at: now + 900, by: null, result } },
  ];
  assert.deepEqual(
    chartOf({ base: fleet(1), from: now, entries }).all.map(({ sentence }) => sentence),
    [message, "started, incarnation 2", "runs version 2 of api.ts"],
  );
});

function run(...events: PanelEvent[]) {
  return events.reduce((state, event) => update(state, event).state, initial);
}
const told = (message: Extract<PanelEvent, { kind: "told" }>["message"], at = now): PanelEvent => ({
  kind: "told",
  message,
  at,
});

test("the drawing shows the tree as it stood, and nothing can be done to it until it is now again", () => {
  const state = run(
    told({ kind: "tree", snapshot: fleet(2) }),
    told({ kind: "delta", delta: { seq: 2, changed: [api({ state: "failed", pid: null })], removed: [] } }, now + 1000),
    { kind: "timeline", event: { kind: "looked", at: now + 500 } },
  );
  const apiOf = (of: typeof state) => treeIn(of)?.nodes.find(({ id }) => id === "api")?.state;
  assert.equal(apiOf(state), "running");
  const acted = update(state, { kind: "acted", act: { do: "stop", path: "fleet/api" } });
  assert.deepEqual(acted.posts, []);
  assert.equal(acted.state.said?.message, "This is the past: go back to now.");
  const later = update(
    state,
    told({ kind: "delta", delta: { seq: 3, changed: [], removed: ["fleet/broker"] } }, now + 2000),
  ).state;
  assert.equal(treeIn(later), treeIn(state));
  assert.equal(apiOf(update(later, { kind: "timeline", event: { kind: "looked", at: null } }).state), "failed");
});

test("steps go from happening to happening, and beyond the last to now", () => {
  let state = run(
    told({ kind: "tree", snapshot: fleet(2) }),
    told({ kind: "delta", delta: { seq: 2, changed: [api({ state: "paused" })], removed: [] } }, now + 1000),
    told(
      { kind: "delta", delta: { seq: 3, changed: [api({ state: "running", onHold: true })], removed: [] } },
      now + 3000,
    ),
  );
  const moments = (["earlier", "earlier", "later", "later"] as const).map((to) => {
    state = update(state, { kind: "timeline", event: { kind: "stepped", to } }).state;
    return state.past.looked && state.past.looked.at - now;
  });
  assert.deepEqual(
    moments,
    [3000, 1000, 3000, null].map((at, index) => (index === 0 ? 1000 : at)),
  );
});

test("a saved timeline is opened again, and is what was saved", () => {
  const live = run(
    told({ kind: "tree", snapshot: fleet(2) }),
    told({ kind: "delta", delta: { seq: 2, changed: [api({ state: "failed", pid: null })], removed: [] } }, now + 1000),
  );
  const [save] = update(live, { kind: "timeline", event: { kind: "saved" } }).posts;
  assert.ok(save?.kind === "save");
  assert.equal(save.name, "fleet.supertree-timeline.json");
  const { history } = JSON.parse(save.text);
  assert.deepEqual(history, JSON.parse(JSON.stringify(live.past.history)));
  const opened = run(told({ kind: "recording", name: "a.json", history }));
  assert.equal(treeIn(opened)?.nodes.find(({ id }) => id === "api")?.state, "failed");
  assert.equal(opened.drawing.spots.length > 0, true);
  assert.equal(treeIn(update(opened, { kind: "timeline", event: { kind: "closed" } }).state), null);
});

test("the history that a runtime tells is joined with what was heard meanwhile, each delta once", () => {
  const entries = [delta(100, api({ state: "paused" }))];
  const first = entries[0];
  assert.ok(first?.kind === "delta");
  const at = first.delta.seq;
  const state = run(
    told({ kind: "tree", snapshot: { ...fleet(2), seq: at - 1 } }),
    told({ kind: "delta", delta: { seq: at, changed: [api({ state: "paused" })], removed: [] } }, now + 120),
    told({ kind: "delta", delta: { seq: at + 1, changed: [api({})], removed: [] } }, now + 200),
    told({ kind: "history", history: { base: fleet(2), from: now - 5000, entries } }, now + 300),
  );
  assert.deepEqual(
    state.past.history?.entries.map((entry) => entry.kind === "delta" && [entry.delta.seq, entry.at - now]),
    [
      [at, 100],
      [at + 1, 200],
    ],
  );
});
