import assert from "node:assert/strict";
import { test } from "node:test";
import type { Metrics } from "../../../wire/index.ts";
import { start, Watcher } from "../tree.ts";

const spec = `name: t
children:
  - { id: toils, run: "node FIXTURES/toils.mjs" }
  - { id: sleeps, run: "sleep 600" }
`;

/** The first notice of metrics for which `is` holds. */
function metricsOf({ client }: Watcher, is: (metrics: Metrics) => boolean): Promise<Metrics> {
  return new Promise((settle) => {
    const unlisten = client.on("metrics", (told) => {
      if (!is(told)) return;
      unlisten();
      settle(told);
    });
  });
}

test("who watches is told what each process uses, the event loop of Node processes with it", async (t) => {
  const { watcher } = await start(t, spec);
  await watcher.node("t/toils", (node) => node.kind === "worker" && node.node !== null);
  const pid = await watcher.pid("t/toils");
  const whole = metricsOf(watcher, ({ samples }) =>
    samples.some(({ path, cpu, eventLoop }) => path === "t/toils" && cpu !== null && (eventLoop?.maxDelayMs ?? 0) > 20),
  );
  await watcher.client.call("watch_metrics", { paths: [] });
  const { samples } = await whole;
  const [toils, sleeps] = ["t/toils", "t/sleeps"].map((path) => samples.find((sample) => sample.path === path));
  assert.ok(toils?.cpu && toils.eventLoop && toils.memoryBytes && toils.uptimeMs && sleeps);
  assert.deepEqual([toils.pid, toils.incarnation, toils.processes], [pid, 1, 1]);
  assert.ok(toils.cpu > (sleeps.cpu ?? 0), "one that toils uses more than one that sleeps");
  assert.ok(toils.memoryBytes > 10 * 2 ** 20, "a Node process has more than 10 MB");
  assert.ok(toils.eventLoop.utilization > 0 && toils.eventLoop.utilization <= 1);
  assert.equal(sleeps.eventLoop, null);
});

test("each hears of what it asked for; who has gone, or asked no more, is told nothing", async (t) => {
  const { watcher, endpoint } = await start(t, spec);
  await watcher.pid("t/sleeps");
  const other = await Watcher.connect(endpoint);
  const one = metricsOf(watcher, () => true);
  const both = metricsOf(other, ({ samples }) => samples.length === 2);
  await watcher.client.call("watch_metrics", { paths: ["t/sleeps"] });
  await other.client.call("watch_metrics", { paths: ["t/*"] });
  assert.deepEqual(
    (await one).samples.map(({ path }) => path),
    ["t/sleeps"],
  );
  await both;
  await watcher.client.call("unwatch_metrics", {});
  let later = 0;
  watcher.client.on("metrics", () => later++);
  await metricsOf(other, () => true);
  await metricsOf(other, () => true);
  assert.equal(later, 0);
  other.client.close();
});
