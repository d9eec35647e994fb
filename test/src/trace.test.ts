import assert from "node:assert/strict";
import { test } from "node:test";
import { current, give, running } from "./activated.ts";
import { editor, until } from "./vscode/editor.ts";

const { person } = await import("./vscode/index.ts");

const step = {
  at: 0,
  path: "fleet/devices",
  event: { kind: "exited", path: "fleet/devices/device-1", incarnation: 1, reason: { code: 1 } },
  actions: [{ do: "start", path: "fleet/devices/device-1", incarnation: 2 }],
  children: [{ path: "fleet/devices/device-1", state: "starting", incarnation: 2 }],
};

/** Without the time of day, which depends on where one is. */
const written = () =>
  editor.log
    .filter((line) => line.startsWith("Supertree Trace "))
    .map((line) => line.replace(/\d\d:\d\d:\d\d\.\d{3} /, ""));

test("Trace Supervisor begins and ends a trace, which is written into a channel of its own", async () => {
  const runtime = await running();
  await give("trace", "fleet/devices");
  assert.deepEqual(editor.asked[0]?.choices, ["fleet", "fleet/devices"]);
  assert.ok(editor.shown.includes("output"));
  runtime.notify("trace", step);
  await until(() => written().length === 2, "a step");
  await give("trace", "fleet/devices");
  assert.deepEqual(
    runtime.heard.map(({ params }) => params),
    [
      { path: "fleet/devices", on: true },
      { path: "fleet/devices", on: false },
    ],
  );
  assert.deepEqual(written(), [
    "Supertree Trace — tracing fleet/devices",
    `Supertree Trace fleet/devices got exited fleet/devices/device-1 #1 reason={"code":1}
             does start fleet/devices/device-1 #2
             now device-1 starting #2`,
    "Supertree Trace — no longer tracing fleet/devices",
  ]);
});

test("a trace ends with its tree", async () => {
  const runtime = await running();
  await give("trace", "fleet/devices");
  await runtime.stop();
  await until(() => written().length === 2, "the end");
  assert.equal(written()[1], "Supertree Trace — the tree has ended: no longer tracing fleet/devices");
  await current().start();
  person.changesFiles();
  await until(() => editor.context.get("supertree.running") === true, "connected");
  assert.deepEqual(
    runtime.heard.map(({ name }) => name),
    ["trace"],
  );
});

test("a report is written with what its supervisor knew of the child", async () => {
  const runtime = await running();
  runtime.notify("report", {
    at: 0,
    severity: "warning",
    path: "fleet/api",
    message: "exited with code 1; it is restarted in 5s",
    about: {
      context: "child_terminated",
      supervisor: "fleet",
      incarnation: 2,
      pid: 4711,
      reason: { code: 1 },
      restart: null,
      plan: ["restart", { restart: "5s" }],
      element: 1,
      runs: 0,
      count: 1,
      restarts: 2,
      dueAt: null,
      readyAt: null,
    },
  });
  const isWarning = (line: string) => line.startsWith("warning");
  await until(() => editor.log.some(isWarning), "a line");
  assert.equal(
    editor.log.find(isWarning),
    `warning fleet/api #2: exited with code 1; it is restarted in 5s
    child_terminated · pid 4711 · reason code 1 · plan ["restart",{"restart":"5s"}] · element 2 of 2 · run 0 of 1 · exits 2`,
  );
});
