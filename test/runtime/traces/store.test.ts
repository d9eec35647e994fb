import assert from "node:assert/strict";
import { test } from "node:test";
import { TraceStore } from "../../../runtime/traces/store.ts";
import { idOf, span } from "../../traces/spans.ts";

const trace = (n: number) => n.toString(16).padStart(32, "0");

test("a process that sends without end pushes out its own spans, oldest first, and nobody else's", () => {
  const store = new TraceStore({ spans: 100, weight: Number.POSITIVE_INFINITY });
  for (let n = 1; n <= 10; n++) store.add([span(n, { trace: trace(n), path: "t/quiet" })]);
  for (let n = 11; n <= 1000; n++) store.add([span(n, { trace: trace(n), path: "t/noisy" })]);
  assert.deepEqual(store.counts(), {
    kept: 100,
    received: 1000,
    refused: 0,
    forgotten: [{ path: "t/noisy", spans: 900 }],
  });
  assert.equal(store.lastOf("t/quiet", Infinity, 1000).length, 10);
  assert.deepEqual(
    store.lastOf("t/noisy", Infinity, 1000).map(({ id }) => id),
    Array.from({ length: 90 }, (_, n) => idOf(911 + n)),
  );
  assert.equal(store.list({ limit: 1000 }).length, 100);
  assert.deepEqual(store.trace(trace(500)), { spans: [], acts: [] });
});

test("what is kept is bounded by its weight, too, and a span that is too heavy is refused", () => {
  const store = new TraceStore({ spans: 1000, weight: 100_000 });
  const attributes = { text: "x".repeat(4000) };
  for (let n = 1; n <= 100; n++) store.add([span(n, { attributes })]);
  const { kept, forgotten } = store.counts();
  assert.ok(kept >= 5 && kept <= 12, String(kept));
  assert.equal(forgotten[0]?.spans, 100 - kept);
  store.add([span(200, { attributes: { text: "x".repeat(200_000) } })], 3);
  assert.equal(store.counts().refused, 4);
});

test("a list holds the traces that are asked for, latest first", () => {
  const store = new TraceStore();
  store.add([
    span(2, { trace: trace(1), parent: idOf(1), path: "t/db", name: "query", attributes: { "db.table": "Users" } }),
    span(1, { trace: trace(1), name: "GET /users" }),
    span(5, { trace: trace(2), name: "GET /health", status: "error" }),
  ]);
  const names = (query: object) =>
    store.list({ limit: 10, ...query }).map(({ name, spans, errors }) => `${name} ${spans} ${errors}`);
  assert.deepEqual(names({}), ["GET /health 1 1", "GET /users 2 0"]);
  assert.deepEqual(names({ limit: 1 }), ["GET /health 1 1"]);
  assert.deepEqual(names({ errors: true }), ["GET /health 1 1"]);
  assert.deepEqual(names({ paths: ["db"] }), ["GET /users 2 0"]);
  assert.deepEqual(names({ text: "db.table=users" }), ["GET /users 2 0"]);
  assert.deepEqual(names({ text: trace(2) }), ["GET /health 1 1"]);
  assert.deepEqual(names({ text: "nothing" }), []);
});

test("with a trace comes what supervision did meanwhile to the processes that took part", () => {
  const store = new TraceStore();
  const act = (id: number, path: string) => span(id, { trace: trace(id), service: "supertree", path, name: "exit" });
  store.add([span(10, { trace: trace(1) }), act(10, "t/api"), act(11, "t/other"), act(9000, "t/api")]);
  assert.deepEqual(
    store.trace(trace(1)).acts.map(({ id }) => id),
    [idOf(10)],
  );
});
