import assert from "node:assert/strict";
import { test } from "node:test";
import { restore, save } from "../../webview/saved.ts";
import { initial, type PanelEvent, type State } from "../../webview/state.ts";
import { drawingText } from "../../webview/text.ts";
import { update } from "../../webview/update.ts";
import type { FromPanel, Snapshot, ToPanel } from "../../wire/index.ts";
import { fleet, now, plan, worker } from "./trees.ts";

/** Runs events from a first state; answers with the last state and all that was posted, but for whose metrics are wanted. */
function run(events: PanelEvent[], from: State = initial): { state: State; posts: FromPanel[] } {
  let state = from;
  const posts: FromPanel[] = [];
  for (const event of events) {
    const next = update(state, event);
    state = next.state;
    posts.push(...next.posts.filter(({ kind }) => kind !== "watch_metrics"));
  }
  return { state, posts };
}

const told = (message: ToPanel, at = now): PanelEvent => ({ kind: "told", message, at });
const tree = (snapshot: Snapshot) => told({ kind: "tree", snapshot });
const sized: PanelEvent = { kind: "resized", viewport: { width: 1000, height: 600 } };
/** A plan that is edited is also rehearsed, which is another story. */
const actsIn = (posts: readonly FromPanel[]) => posts.filter((post) => post.kind === "act");
const ids = (state: State) =>
  drawingText(state.drawing, now)
    .split("\n")
    .map((line) => line.trim().split("  ")[0]);

test("a delta in turn is drawn; an old one is dropped; after a gap the missing ones are asked for", () => {
  const api = worker("fleet/api", 3, { state: "stopped", pid: null });
  const { state, posts } = run([
    tree(fleet(1)),
    told({ kind: "delta", delta: { seq: 2, changed: [api], removed: ["fleet/broker"] } }),
    told({ kind: "delta", delta: { seq: 2, changed: [], removed: ["fleet"] } }),
    told({ kind: "delta", delta: { seq: 5, changed: [], removed: ["fleet"] } }),
  ]);
  assert.deepEqual(ids(state), ["▾ fleet", "· ingest", "· api", "▾ devices", "· device-1"]);
  assert.deepEqual(posts, [{ kind: "missed", seq: 2 }]);
});

test("a delta before any tree is no reason to ask: `ready` did", () => {
  assert.deepEqual(run([told({ kind: "delta", delta: { seq: 2, changed: [], removed: [] } })]).posts, []);
});

test("a crash is marked for a while, a stop on request is not", () => {
  const exit = (reason: "shutdown" | { code: number }) => ({ reason, at: now, incarnation: 1 });
  const crashed = worker("fleet/api", 3, { incarnation: 2, restarts: 1, lastExit: exit({ code: 1 }) });
  const stopped = worker("fleet/ingest", 2, { state: "stopped", pid: null, lastExit: exit("shutdown") });
  const { state } = run([
    tree(fleet(1)),
    told({ kind: "delta", delta: { seq: 2, changed: [crashed, stopped], removed: [] } }),
  ]);
  assert.deepEqual([...state.crashes.keys()], ["fleet/api"]);
  assert.equal(run([{ kind: "tick", at: now + 1000 }], state).state.crashes.size, 1);
  assert.equal(run([{ kind: "tick", at: now + 3000 }], state).state.crashes.size, 0);
});

test("selecting tells the extension, a group is nobody's path", () => {
  const { state } = run([tree(fleet(12))]);
  const group = state.drawing.spots.at(-1)?.key ?? "";
  const { posts } = run(
    [
      { kind: "selected", key: "fleet/api" },
      { kind: "selected", key: "fleet/api" },
      { kind: "selected", key: group },
    ],
    state,
  );
  assert.deepEqual(posts, [
    { kind: "selected", path: "fleet/api" },
    { kind: "selected", path: null },
  ]);
});

test("a child that the extension selects is uncovered: its group opens, closed supervisors open, a filter in the way goes", () => {
  const { state, posts } = run([
    tree(fleet(12)),
    { kind: "turned", key: "fleet/devices" },
    { kind: "searched", text: "broker" },
    told({ kind: "select", path: "fleet/devices/device-7" }),
  ]);
  assert.equal(state.selected, "fleet/devices/device-7");
  assert.ok(ids(state).includes("· device-7"));
  assert.deepEqual(posts, []);
});

test("the keyboard walks as trees are walked", () => {
  const walk = (state: State, ...to: ("next" | "previous" | "in" | "out" | "first" | "last")[]) =>
    run(
      to.map((step) => ({ kind: "walked", to: step })),
      state,
    ).state;
  const { state } = run([tree(fleet(12))]);
  assert.equal(walk(state, "next").active, "fleet/broker");
  assert.equal(walk(state, "in", "next", "previous").active, "fleet/broker");
  assert.equal(walk(state, "in", "out").active, "fleet");
  assert.equal(walk(state, "last", "first").active, "fleet");
  const inGroup = walk(state, "last", "in", "in");
  assert.equal(inGroup.active, "fleet/devices/device-1");
  assert.deepEqual(ids(walk(inGroup, "out", "out")).at(-1), "▸ device-{n} ×12");
  assert.deepEqual(ids(walk(state, "out")), ["▸ fleet"]);
});

test("a plan goes out when it can be read, and the editor closes when it took effect", () => {
  const text = "[restart, {restart: 5s}, stop]";
  const edited = (change: { text?: string; count?: string }): PanelEvent => ({ kind: "edited", change });
  const { state } = run([tree(fleet(1)), { kind: "selected", key: "fleet/api" }, { kind: "edit_begun" }]);
  assert.equal(state.editor?.text, "[{restart: {delay: 1s, factor: 2, max: 30s}}, wait]");
  const wrong = [edited({ text: "[retsart]" }), edited({ text, count: "often" })];
  for (const each of wrong) assert.deepEqual(actsIn(run([each, { kind: "applied" }], state).posts), []);
  const sent = run([edited({ text }), edited({ count: "3" }), { kind: "applied" }], state);
  const act = { do: "change_plan", path: "fleet/api", plan: ["restart", { restart: "5s" }, "stop"], count: 3 };
  const [asked] = actsIn(sent.posts);
  assert.deepEqual(asked?.act, act);
  const result = (ok: boolean) => told({ kind: "result", id: asked?.id ?? 0, ok, message: "…" });
  assert.equal(run([result(false)], sent.state).state.editor?.text, text);
  assert.equal(run([result(true)], sent.state).state.editor, null);
});

test("without a connection the last tree stays and nothing is asked of it", () => {
  const { state, posts } = run([
    tree(fleet(1)),
    told({ kind: "empty", why: "lost", message: "Gone." }),
    { kind: "acted", act: { do: "stop", path: "fleet/api" } },
  ]);
  assert.equal(ids(state).length, 6);
  assert.equal(state.said?.ok, false);
  assert.deepEqual(posts, []);
});

test("where no tree runs, one can be started", () => {
  const { state, posts } = run([
    tree(fleet(1)),
    told({ kind: "empty", why: "idle", message: "Nothing runs." }),
    { kind: "acted", act: { do: "start_tree" } },
  ]);
  assert.equal(state.drawing.spots.length, 0);
  assert.deepEqual(posts, [{ kind: "act", id: 1, act: { do: "start_tree" } }]);
});

test("the picture stays fitted until a hand moves it", () => {
  const { state } = run([sized, tree(fleet(3))]);
  assert.equal(state.camera.mode, "fit");
  const larger = run([tree({ ...fleet(8), seq: 2 })], state).state;
  assert.ok(larger.camera.scale <= state.camera.scale && larger.camera.mode === "fit");
  const moved = run([{ kind: "steered", x: 5, y: 6, scale: 1.5 }, tree({ ...fleet(12), seq: 3 })], larger).state;
  assert.deepEqual(moved.camera, { mode: "free", x: 5, y: 6, scale: 1.5, glide: false });
  assert.equal(run([{ kind: "fitted" }], moved).state.camera.mode, "fit");
});

test("where the person looked survives a reload of the window", () => {
  const { state } = run([
    sized,
    tree(fleet(12)),
    { kind: "turned", key: "fleet/devices" },
    { kind: "selected", key: "fleet/api" },
    { kind: "filtered", state: "running" },
    { kind: "steered", x: 1, y: 2, scale: 0.5 },
  ]);
  const { state: again } = run([sized, tree(fleet(12))], restore(JSON.parse(JSON.stringify(save(state)))));
  assert.deepEqual(save(again), save(state));
  assert.deepEqual(ids(again), ids(state));
  assert.equal(restore({ version: "of old" }), initial);
});

test("an editor ends with its child", () => {
  const editing: PanelEvent[] = [tree(fleet(1)), { kind: "selected", key: "fleet/api" }, { kind: "edit_begun" }];
  const gone = told({ kind: "delta", delta: { seq: 2, changed: [], removed: ["fleet/api"] } });
  assert.equal(run([...editing, gone]).state.editor, null);
  const kept = worker("fleet/api", 3, { plan: plan(["stop"]), restart: null });
  assert.ok(run([...editing, told({ kind: "delta", delta: { seq: 2, changed: [kept], removed: [] } })]).state.editor);
});
