import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { test } from "node:test";
import { afterwards } from "../../afterwards.ts";
import { start } from "../tree.ts";

test("a process sends its spans as its environment says, they are asked for, and go on to another collector", async (t) => {
  const collector = createServer();
  const forwarded = once(collector, "request").then(async ([request, response]) => {
    const body = await text(request);
    response.end("{}");
    return `${request.method} ${request.url} ${JSON.parse(body).resourceSpans.length > 0}`;
  });
  afterwards(t, () => collector.close());
  collector.listen(0, "127.0.0.1");
  await once(collector, "listening");
  const address = collector.address();
  assert.ok(address && typeof address === "object");

  const { watcher } = await start(
    t,
    `name: t
trace: { forward: "http://127.0.0.1:${address.port}" }
children:
  - { id: a, run: node FIXTURES/sends.mjs, plan: [restart], count: infinity }
`,
    { start: false },
  );
  const { client } = watcher;
  await client.call("watch_traces", { on: true });
  await client.call("logs", { paths: [], lines: 0, follow: true });
  const changed = new Promise((settle) => client.on("traces_changed", settle));
  await client.call("start_tree", {});
  assert.equal(await watcher.line("t/a", "sent "), "200 401 401");
  await changed;
  const { spans } = await client.call("trace_spans", { trace: "a".repeat(32) });
  const [span] = spans;
  assert.deepEqual([span?.name, span?.path, span?.incarnation, span?.start, span?.end], ["work", "t/a", 1, 1, 3]);
  assert.equal((await client.call("spans_of", { path: "t/a", limit: 5 })).spans.length, 1);
  assert.equal(await forwarded, "POST /v1/traces true");

  await client.call("kill", { path: "t/a" });
  await watcher.pid("t/a", 2);
  const { traces, counts } = await client.call("traces", { text: "exit", limit: 5 });
  assert.deepEqual(
    traces.map(({ name, spans, errors }) => [name, spans, errors]),
    [["exit", 3, 1]],
  );
  assert.equal(counts.refused, 1);
});

test("a tree that is not to be traced hands out no address and takes nothing", async (t) => {
  const { watcher, endpoint } = await start(t, "name: t\nchildren: []\n");
  await assert.rejects(watcher.client.call("traces", { limit: 1 }), { code: "not_found" });
  const response = await fetch(`${endpoint.url.replace("ws:", "http:")}/v1/traces`, { method: "POST", body: "{}" });
  assert.equal(response.status, 426);
});
