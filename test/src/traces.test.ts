import assert from "node:assert/strict";
import { test } from "node:test";
import { toTraces } from "../../wire/index.ts";
import { span } from "../traces/spans.ts";
import { give, running } from "./activated.ts";
import { editor, until } from "./vscode/editor.ts";

const trace = "a".repeat(32);

test("the page of traces asks its node, is told of new ones, and leads on", async () => {
  const runtime = await running();
  const counts = { kept: 1, received: 1, refused: 0, forgotten: [] };
  const summary = { trace, name: "work", start: 1, end: 2, spans: 1, errors: 0, paths: ["fleet/api"] };
  const many = Array.from({ length: 2500 }, (_, n) => span(n + 1));
  runtime.answers = {
    traces: () => ({ traces: [summary], counts }),
    trace_spans: () => ({ spans: many, acts: [span(9000, { service: "supertree" })] }),
    spans_of: () => ({ spans: [span(7)] }),
  };
  await give("showTraces");
  const panel = editor.panels.at(-1);
  assert.ok(panel);
  const told = () => panel.told.map((message) => toTraces.parse(message));
  panel.say({ kind: "ready" });
  panel.say({ kind: "list", query: { text: "x", limit: 5 } });
  await until(() => told().length === 1, "a list");
  assert.deepEqual(told()[0], { kind: "listed", traces: [summary], counts });
  assert.deepEqual(
    runtime.heard.filter(({ name }) => name.includes("traces")).map(({ name, params }) => [name, params]),
    [
      ["watch_traces", { on: true }],
      ["traces", { text: "x", limit: 5 }],
    ],
  );
  runtime.notify("traces_changed", { counts });
  await until(() => told().length === 2, "news");

  panel.say({ kind: "open", trace });
  await until(() => told().length === 4, "a trace in two parts");
  const parts = told().flatMap((one) => (one.kind === "shown" ? [[one.title, one.spans.length, one.more]] : []));
  assert.deepEqual(parts, [
    ["work 1", 2000, true],
    ["work 1", 501, false],
  ]);
  panel.say({ kind: "spans_of", path: "fleet/api", until: 7000 });
  await until(() => told().length === 5, "spans of a process");
  assert.deepEqual(runtime.heard.at(-1)?.params, { path: "fleet/api", until: 7000, limit: 500 });
  panel.say({ kind: "show_process", path: "fleet/api" });
  await until(() => editor.shown.some((one) => one.startsWith("panel")), "the tree panel");
});
