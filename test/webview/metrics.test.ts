import assert from "node:assert/strict";
import { test } from "node:test";
import { measuresOf } from "../../webview/details/metrics.ts";
import { initial, type PanelEvent, type State } from "../../webview/state.ts";
import { update } from "../../webview/update.ts";
import type { FromPanel, MetricsSample } from "../../wire/index.ts";
import { fleet, now } from "./trees.ts";

const sample = (path: string, change: Partial<MetricsSample> = {}): MetricsSample => ({
  ...{ path, incarnation: 1, pid: 1, cpu: 0.25, memoryBytes: 10 * 2 ** 20, uptimeMs: 1_000, processes: 1 },
  eventLoop: { meanDelayMs: 0.1, maxDelayMs: 2, utilization: 0.1 },
  ...change,
});
const tree: PanelEvent = { kind: "told", message: { kind: "tree", snapshot: fleet(2) }, at: now };
const metrics = (at: number, ...samples: MetricsSample[]): PanelEvent => ({
  kind: "told",
  message: { kind: "metrics", metrics: { at: now + at, samples } },
  at: now + at,
});

function run(events: PanelEvent[], from: State = initial): { state: State; wanted: (string | null)[] } {
  let state = from;
  const posts: FromPanel[] = [];
  for (const event of events) {
    const next = update(state, event);
    state = next.state;
    posts.push(...next.posts);
  }
  return { state, wanted: posts.flatMap((post) => (post.kind === "watch_metrics" ? [post.path] : [])) };
}

const words = ({ usage }: State) => measuresOf(usage).map(({ name, value }) => `${name}: ${value}`);

test("metrics are wanted of the selected child, for as long as one is selected in a live tree", () => {
  const { wanted } = run([
    tree,
    { kind: "selected", key: "fleet/api" },
    { kind: "selected", key: "fleet/devices" },
    { kind: "selected", key: null },
    { kind: "selected", key: "fleet/api" },
    { kind: "told", message: { kind: "empty", why: "lost", message: "gone" }, at: now },
    tree,
  ]);
  assert.deepEqual(wanted, ["fleet/api", "fleet/devices", null, "fleet/api", null, "fleet/api"]);
});

test("what was selected before the window was reloaded is wanted once its tree is there", () => {
  assert.deepEqual(run([tree], { ...initial, selected: "fleet/api" }).wanted, ["fleet/api"]);
});

test("a worker's measures have its last value; what is not known yet is a dash, what never was is left out", () => {
  const { state } = run([
    tree,
    { kind: "selected", key: "fleet/api" },
    metrics(1_000, sample("fleet/api", { eventLoop: null })),
    metrics(2_000, sample("fleet/api", { cpu: null, eventLoop: null })),
  ]);
  assert.deepEqual(words(state), ["Processor: –", "Memory: 10.0 MB"]);
});

test("a supervisor's measures are those of all below it together, of the event loops the worst", () => {
  const late = { meanDelayMs: 1, maxDelayMs: 31, utilization: 1 };
  const { state } = run([
    tree,
    { kind: "selected", key: "fleet/devices" },
    metrics(1_000, sample("fleet/devices/device-1"), sample("fleet/devices/device-2", { eventLoop: late })),
  ]);
  assert.deepEqual(words(state), ["Processor: 50.0 %", "Memory: 20.0 MB", "Event-loop delay: 31.0 ms"]);
});

test("two minutes are kept, a process that is down leaves a gap, and another selection begins anew", () => {
  const seconds = Array.from({ length: 150 }, (_, index) => metrics(index * 1_000, sample("fleet/api")));
  const { state } = run([tree, { kind: "selected", key: "fleet/api" }, ...seconds, metrics(150_000)]);
  const [processor] = measuresOf(state.usage);
  assert.equal(processor?.values.length, 120);
  assert.deepEqual(processor.values.slice(-2), [25, null]);
  assert.deepEqual(words(run([{ kind: "selected", key: "fleet/devices" }], state).state), []);
});
