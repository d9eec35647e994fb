import assert from "node:assert/strict";
import { test } from "node:test";
import { detailsOf } from "../../webview/details/model.ts";
import { initial } from "../../webview/state.ts";
import { detailsText } from "../../webview/text.ts";
import { countdown, lasting } from "../../webview/time.ts";
import { update } from "../../webview/update.ts";
import type { Snapshot } from "../../wire/index.ts";
import { fleet, now, plan, snapshot, supervisor, worker } from "./trees.ts";

function check(tree: Snapshot, selected: string, expected: string): void {
  const { state } = update(
    { ...initial, selected },
    { kind: "told", message: { kind: "tree", snapshot: tree }, at: now },
  );
  assert.equal(detailsText(detailsOf(state)), expected.replace(/^\n|\n *$/g, "").replace(/^ {6}/gm, ""));
}

test("a running worker: everything but start and delete makes sense", () => {
  check(
    fleet(1),
    "fleet/broker",
    `
      broker
      Path: fleet/broker
      State: running for 3 min 12 s
      Process id: 4001
      Command: node broker.ts
      Node: 22.1.0
      Debugger: not connected
      Incarnation: 1
      Restarts: 0
      Last exit: none yet
      A crash: ingest, api, devices, device-1 go along (rest_for_one)
      Plan: [«restart», restart after 5s, stop] Not run through yet; may run once.
      (Start) Stop Restart Hold (Delete) Debug Hot Reload Open Log Kill
    `,
  );
});

test("a failed worker tells why, and can be started or deleted", () => {
  const lastExit = { reason: { code: 3 }, at: now - 61_000, incarnation: 4 };
  const change = {
    state: "failed",
    pid: null,
    node: null,
    incarnation: 4,
    restarts: 3,
    lastExit,
    restart: null,
  } as const;
  check(
    snapshot(supervisor("t", 0), worker("t/a", 0, { ...change, plan: { ...plan(["restart"], 0, 3), runs: 3 } })),
    "t/a",
    `
      a
      Path: t/a
      State: failed for 3 min 12 s
      Process id: none
      Command: node a.ts
      Node: not a Node process
      Debugger: not connected
      Incarnation: 4
      Restarts: 3
      Last exit: exit code 3, 1 min 1 s ago
      A crash: nobody goes along (one_for_one)
      Plan: [«restart»] Run through 3 times; may run 3 times.
      Start (Stop) Restart (Hold) Delete (Debug) (Hot Reload) Open Log (Kill)
    `,
  );
});

test("a delayed restart says when it is due", () => {
  check(
    snapshot(supervisor("t", 0), worker("t/a", 0, { state: "restarting", pid: null, dueAt: now + 4200 })),
    "t/a",
    `
      a
      Path: t/a
      State: restarting for 3 min 12 s
      Restart due: in 4.2 s
      Process id: none
      Command: node a.ts
      Node: 22.1.0
      Debugger: not connected
      Incarnation: 1
      Restarts: 0
      Restart type: permanent
      Last exit: none yet
      A crash: nobody goes along (one_for_one)
      (Start) Stop Restart Hold (Delete) Debug (Hot Reload) Open Log (Kill)
    `,
  );
});

test("a child on hold says so, and can be released", () => {
  check(
    snapshot(supervisor("t", 0), worker("t/a", 0, { state: "held", pid: null, onHold: true })),
    "t/a",
    `
      a
      Path: t/a
      State: held for 3 min 12 s
      On hold: its exit is answered, and a due restart made, when it is released
      Process id: none
      Command: node a.ts
      Node: 22.1.0
      Debugger: not connected
      Incarnation: 1
      Restarts: 0
      Restart type: permanent
      Last exit: none yet
      A crash: nobody goes along (one_for_one)
      (Start) Stop Restart Release (Delete) Debug (Hot Reload) Open Log (Kill)
    `,
  );
});

test("a supervisor has a strategy; only a tree that ended can be started at its root", () => {
  check(
    snapshot(supervisor("t", 0, { state: "failed", intensity: { restarts: 3, periodMs: 5000 } }), worker("t/a", 0)),
    "t",
    `
      t
      Path: t
      State: failed for 3 min 12 s
      Strategy: one_for_one
      Children: 1
      Intensity: at most 3 restarts within 5 s
      Incarnation: 1
      Restarts: 0
      Restart type: permanent
      Last exit: none yet
      Start Tree
      one_for_one (Change strategy)
      3 in 5s (Change intensity)
    `,
  );
});

test("a group lists its members that are not running; what left the tree is gone", () => {
  const tree = fleet(12, (n) => (n === 5 ? { state: "paused" } : {}));
  const { state } = update(initial, { kind: "told", message: { kind: "tree", snapshot: tree }, at: now });
  check(tree, state.drawing.spots.at(-1)?.key ?? "", "device-{n} ×12\n11 running, 1 paused\nfleet/devices/device-5");
  check(tree, "fleet/ghost", "fleet/ghost is gone");
});

test("times as people say them", () => {
  assert.deepEqual([0, 59_999, 60_000, 7_265_000, 187_200_000].map(lasting), [
    "0 s",
    "59 s",
    "1 min 0 s",
    "2 h 1 min",
    "2 d 4 h",
  ]);
  assert.deepEqual(
    [now, now + 40, now + 9960, now + 75_000].map((due) => countdown(due, now)),
    ["now", "in 0.1 s", "in 10.0 s", "in 1 min 15 s"],
  );
});
