import assert from "node:assert/strict";
import { test } from "node:test";
import type { ChildState, Report, TreeNode } from "../../wire/index.ts";
import { give, running } from "./activated.ts";
import { worker } from "./trees.ts";
import { editor, until } from "./vscode/editor.ts";

/** The fleet with so many devices, its root and the first of them in these states. */
function devices(count: number, root: ChildState, first: number, state: ChildState) {
  return (nodes: TreeNode[]): TreeNode[] => [
    ...nodes
      .filter(({ parent }) => parent !== "fleet/devices")
      .map((node) => (node.parent === null ? { ...node, state: root } : node)),
    ...Array.from({ length: count }, (_, n) =>
      worker(`fleet/devices/device-${n + 1}`, {
        rank: n + 1,
        ...(n < first ? { state } : {}),
        pid: n < first ? null : n + 100,
      }),
    ),
  ];
}

const bars = () =>
  editor.progress.map(({ title, said, percent }) => `${title}: ${said} (${Math.round(percent)} %)`).join();

test("a tree that starts shows how far it has come, many children in a bar of their own", async () => {
  const runtime = await running();
  runtime.become(devices(98, "starting", 50, "starting"));
  await until(() => bars() === "Starting supertree.yaml: 50 of 100 ready (50 %)", "half of it");
  assert.equal(editor.progress[0]?.location, 15);
  runtime.become(devices(98, "starting", 25, "starting"));
  await until(() => bars() === "Starting supertree.yaml: 75 of 100 ready (75 %)", "three quarters");
  runtime.become(devices(98, "running", 0, "starting"));
  await until(() => bars() === "", "done");
  runtime.become(devices(8, "stopping", 5, "stopped"));
  await until(() => bars().startsWith("Stopping supertree.yaml: 0 of"), "stopping");
  assert.equal(editor.progress[0]?.location, 10);
  await runtime.stop();
  await until(() => bars() === "", "gone with its runtime");
});

test("scaling shows how many are ready until it is answered", async () => {
  const runtime = await running();
  let answer = () => {};
  runtime.answers = { scale: () => new Promise<object>((settle) => (answer = () => settle({}))) };
  const scaled = give("scale", "fleet/devices", "5");
  await until(() => bars() === "Scaling fleet/devices: 2 of 5 ready (40 %)", "begun");
  runtime.become(devices(4, "running", 0, "running"));
  await until(() => bars() === "Scaling fleet/devices: 4 of 5 ready (80 %)", "nearly");
  answer();
  await scaled;
  assert.equal(bars(), "");
});

function exit(path: string, severity: Report["severity"] = "warning"): Report {
  const about: NonNullable<Report["about"]> = {
    ...{ context: "child_terminated", supervisor: "fleet", incarnation: 1, pid: 1, reason: { code: 1 }, restart: null },
    ...{ plan: ["restart"], element: 0, runs: 0, count: 1, restarts: 1, dueAt: null, readyAt: null },
  };
  return { at: 0, severity, path, message: "exited with code 1; it is restarted", about };
}

const shown = () => editor.asked.map(({ kind, text }) => `${kind} ${text}`);

test("an exit that nobody asked for is shown; one that this window brought about, and one with code 0, is written only", async () => {
  const runtime = await running();
  await give("kill", "fleet/api");
  editor.asked.length = 0;
  runtime.notify("report", exit("fleet/api"));
  runtime.notify("report", exit("fleet/broker", "info"));
  runtime.notify("report", exit("fleet/devices/device-1"));
  await until(() => editor.log.filter((line) => line.includes("exited with code 1")).length === 3, "written");
  assert.deepEqual(shown(), ["warning fleet/devices/device-1: exited with code 1; it is restarted"]);
});

test("the setting says of which exits a notification tells", async () => {
  const runtime = await running();
  for (const [setting, expected] of [
    ["supervisors", ["error fleet: exited with code 1; it is restarted"]],
    ["none", []],
  ] as const) {
    editor.settings.set("notifyOfExits", setting);
    editor.asked.length = 0;
    editor.log.length = 0;
    runtime.notify("report", exit("fleet/api"));
    runtime.notify("report", exit("fleet", "error"));
    await until(() => editor.log.filter((line) => line.includes("exited with code 1")).length === 2, "written");
    assert.deepEqual(shown(), expected);
  }
});
