import assert from "node:assert/strict";
import { test } from "node:test";
import { running } from "./activated.ts";
import { openPanel, told } from "./panels.ts";
import { fleet } from "./trees.ts";
import { until } from "./vscode/editor.ts";

const { person } = await import("./vscode/index.ts");
const { recordingIn } = await import("../../src/panel/files.ts");

const past = { base: { seq: 1, root: "fleet", nodes: fleet() }, from: 1, entries: [] };
const said = { path: "fleet/api", incarnation: 1, stream: "stdout", at: 1, text: "listening" };

test("after the tree a panel hears what has become of it, and what is reported from then on", async () => {
  const runtime = await running();
  runtime.answers = { history: () => past };
  const panel = await openPanel();
  panel.say({ kind: "ready" });
  await until(() => panel.told.length === 2, "the history");
  runtime.notify("report", { at: 2, severity: "debug", path: "fleet/api", message: "started", about: null });
  runtime.notify("report", { at: 2, severity: "warning", path: "fleet/api", message: "exited", about: null });
  await until(() => panel.told.length === 3, "a report");
  assert.deepEqual(told(panel), [`tree of ${fleet().length}`, "history of 0", "noted report"]);
});

test("the lines of those that a panel follows come as they were, then as they are written; others do not", async () => {
  const runtime = await running();
  runtime.answers = { logs: () => ({ lines: [said] }), history: () => past };
  const panel = await openPanel();
  panel.say({ kind: "ready" });
  await until(() => panel.told.length === 2, "the tree and its history");
  panel.say({ kind: "follow_logs", paths: ["fleet/api"] });
  await until(() => panel.told.length === 3, "lines");
  runtime.notify("output", {
    lines: [
      { ...said, path: "fleet/broker" },
      { ...said, text: "200" },
    ],
  });
  await until(() => panel.told.length === 4, "more lines");
  panel.say({ kind: "follow_logs", paths: null });
  await until(() => runtime.heard.length === 3, "no more");
  assert.deepEqual(told(panel).slice(2), ["logs anew: listening", "logs: 200"]);
  assert.deepEqual(
    runtime.heard.slice(1).map(({ params }) => params),
    [
      { paths: ["fleet/api"], lines: 1000, follow: true },
      { paths: [], lines: 0, follow: false },
    ],
  );
});

const saved = JSON.stringify({ kind: "supertree-timeline", version: 1, history: past });
for (const [text, expected] of [
  [saved, /^opened$/],
  ["{", /^x\.json is no saved timeline: open a file that/],
  ["[]", /^x\.json is no saved timeline/],
  [saved.replace('"version":1', '"version":9'), /^x\.json was saved by another version of Supertree \(9\)/],
  [saved.replace('"seq":1', '"seq":"1"'), /^x\.json is damaged at history\.base\.seq: /],
] as const) {
  test(`a timeline out of a file: ${expected}`, () => {
    const opened = () => recordingIn(text, "x.json") && "opened";
    try {
      assert.match(opened(), expected);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      assert.match(error.message, expected);
    }
  });
}

test("a process that is selected in the Call Stack is selected in the panel that shows its tree", async () => {
  const runtime = await running();
  runtime.answers = { history: () => past };
  const panel = await openPanel();
  panel.say({ kind: "ready" });
  await until(() => panel.told.length === 2, "the tree and its history");
  const threads = [
    { id: 7, name: "fleet/api #1" },
    { id: 8, name: "fleet/broker #2 · worker 1" },
  ];
  const session = {
    ...{ id: "s", type: "supertree", name: "Fleet", configuration: { spec: runtime.specFile } },
    customRequest: async () => ({ threads }),
  };
  person.debugs(session);
  person.selectsThread(session, 7);
  await until(() => panel.told.length === 3, "the first");
  person.selectsThread(session, 8);
  await until(() => panel.told.length === 4, "the second");
  assert.deepEqual(told(panel).slice(2), ["select fleet/api", "select fleet/broker"]);
});
