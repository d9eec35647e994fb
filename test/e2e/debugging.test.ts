import assert from "node:assert/strict";
import type { ChildState, Snapshot, WorkerNode } from "../../wire/index.ts";
import { inCallStack, stopDebugging, tick } from "./debug-views.ts";
import { freePorts } from "./ports.ts";
import { Project } from "./project.ts";
import { story } from "./story.ts";

// Somebody looks for a fault in a few of many processes: what stops, whom it takes along, and what all of them say at once.

const [port] = await freePorts(1);
const spec = `name: shop
children:
  - { id: api, run: node tick.mjs }
  - id: devices
    supervisor: { strategy: one_for_one }
    children:
      - { id: a, run: node tick.mjs }
      - { id: b, run: node tick.mjs }
  - { id: fragile, run: node fragile.mjs, plan: [wait] }
  - id: model
    run: node --inspect=127.0.0.1:${port} model.mjs
    debug: { type: node, address: 127.0.0.1, port: ${port} }
    plan: [restart, wait]
`;
const ticking = `globalThis.seq = 0;
function tick() {
  globalThis.seq += 1;
  return globalThis.seq;
}
setInterval(tick, 50);
`;
const fragile = `process.on("SIGUSR2", () => {
  throw new Error("out of order");
});
setInterval(() => {}, 1000);
`;
const model = `let asked = 0;
setInterval(() => {
  asked += 1;
}, 50);
`;
const files = { "supertree.yaml": spec, "tick.mjs": ticking, "fragile.mjs": fragile, "model.mjs": model };
const step = story(() => Project.of(files));

step("a conditional breakpoint for one process stops that one only", async ({ project, vscode }) => {
  await vscode.activityBar("Supervision").click();
  await vscode.page.getByRole("button", { name: "Debug Tree" }).first().waitFor(); // the extension has found the spec
  await vscode.activityBar("Run and Debug").click();
  await vscode.openFile("tick.mjs");
  await vscode.goToLine(await project.lineOf("tick.mjs", "return"));
  await vscode.breakpointWith("Debug: Add Conditional Breakpoint...", "@devices/b seq > 3");
  await vscode.picture("debug-1-condition");
  await vscode.page.keyboard.press("F5");
  await vscode.page.locator(".debug-top-stack-frame-line").waitFor();
  await vscode.row(/^Thread shop\/devices\/b #1 Paused/).waitFor();
  await vscode.picture("debug-2-stopped");
  assert.deepEqual(states(await project.tree(has("devices/b", "paused"))), {
    api: "running",
    a: "running",
    b: "paused",
    fragile: "running",
    model: "running",
  });
});

step("a log point prints of every process and stops none", async ({ project, vscode }) => {
  await vscode.run("Remove All Breakpoints");
  await vscode.run("Supertree: Continue All Processes");
  await vscode.openFile("tick.mjs");
  await vscode.goToLine(await project.lineOf("tick.mjs", "return"));
  await vscode.breakpointWith("Debug: Add Logpoint...", "at {seq} now");
  await vscode.run("Debug Console: Focus on Debug Console View");
  for (const path of ["shop/api", "shop/devices/a", "shop/devices/b"])
    await vscode.page
      .locator(".repl .monaco-list-row", { hasText: new RegExp(`\\[${path}\\] at \\d+ now`) })
      .first()
      .waitFor();
  await vscode.picture("debug-3-logged");
  await vscode.run("Remove All Breakpoints");
  assert.equal(states(await project.tree(() => true)).b, "running");
});

step("a subtree pauses and goes on from the Supervision view", async ({ project, vscode }) => {
  await vscode.run("View: Show Supervision");
  await vscode.choose(vscode.row(/^devices, supervisor/), "Pause Subtree");
  const paused = states(
    await project.tree((tree) => has("devices/a", "paused")(tree) && has("devices/b", "paused")(tree)),
  );
  assert.equal(paused.api, "running");
  await vscode.row(/^b, worker, paused/).waitFor();
  await vscode.picture("debug-4-subtree");
  await vscode.run("View: Show Supervision");
  await vscode.choose(vscode.row(/^devices, supervisor/), "Continue Subtree");
  await project.tree((tree) => has("devices/a", "running")(tree) && has("devices/b", "running")(tree));
});

step("one expression is asked of all processes, and its table is sorted", async ({ vscode }) => {
  await vscode.run("Supertree: Evaluate Across Tree");
  const table = await vscode.webview('input[name="expression"]');
  await table.getByRole("textbox", { name: "Expression" }).fill("globalThis.seq ?? -1");
  await table.getByRole("button", { name: "Evaluate" }).click();
  await table.getByText(/^4 processes/).waitFor();
  await table.getByRole("button", { name: "Value" }).click();
  const paths = await table.locator("tbody td.path").allInnerTexts();
  assert.equal(paths[0], "shop/fragile");
  assert.equal(paths.length, 4);
  await vscode.picture("debug-5-across");
  await table.getByRole("button", { name: "Refresh" }).click();
  await table.getByText(/^4 processes/).waitFor();
});

step("a process that is about to die is held until somebody continues", async ({ project, vscode }) => {
  await vscode.run("Run and Debug: Focus on Breakpoints View");
  await tick(vscode, "Hold on Crash");
  const before = worker("fragile", await project.tree(has("fragile", "running")));
  assert.ok(before.pid);
  process.kill(before.pid, "SIGUSR2");
  const held = worker("fragile", await project.tree(has("fragile", "held")));
  assert.deepEqual([held.incarnation, held.lastExit], [1, null]);
  await vscode.page.locator(".exception-widget", { hasText: "out of order" }).waitFor();
  await vscode.picture("debug-6-held");
  await vscode.run("Supertree: Continue All Processes");
  await project.tree(has("fragile", "waiting"));
});

step("a process that names another debugger is debugged by that, in each incarnation", async ({ project, vscode }) => {
  await inCallStack(vscode, /shop\/model #1/).waitFor();
  await vscode.openFile("model.mjs");
  await vscode.toggleBreakpoint(await project.lineOf("model.mjs", "asked += 1"));
  await vscode.page.locator(".debug-top-stack-frame-line").waitFor();
  await vscode.picture("debug-7-other");
  const { pid } = worker("model", await project.tree(has("model", "running")));
  assert.ok(pid);
  process.kill(pid, "SIGKILL");
  await inCallStack(vscode, /shop\/model #2/).waitFor();
  await vscode.page.locator(".debug-top-stack-frame-line").waitFor();
  await vscode.picture("debug-8-other-again");
  await vscode.run("Remove All Breakpoints");
});

step("a second session debugs one process beside the first", async ({ project, vscode }) => {
  await vscode.run("View: Show Supervision");
  await vscode.choose(vscode.row(/^a, worker, running/), "Debug Process");
  await vscode.run("View: Show Run and Debug");
  await inCallStack(vscode, /Attach to Supertree/).waitFor();
  await vscode.openFile("tick.mjs");
  await vscode.goToLine(await project.lineOf("tick.mjs", "return"));
  await vscode.breakpointWith("Debug: Add Conditional Breakpoint...", "@devices/a");
  await project.tree(has("devices/a", "paused"));
  await inCallStack(vscode, /Attach to Supertree.*Paused (On Breakpoint|By Another Debugger)/i).waitFor(); // V8 names the breakpoint of whom it likes
  await vscode.picture("debug-9-two-sessions");
});

step("stopping the sessions leaves nothing behind", async ({ project, vscode }) => {
  await stopDebugging(vscode);
  await project.gone();
});

function has(path: string, state: ChildState): (tree: Snapshot) => boolean {
  return (tree) => worker(path, tree).state === state;
}

function worker(path: string, { nodes }: Snapshot): WorkerNode {
  const found = nodes.find((node): node is WorkerNode => node.kind === "worker" && node.path === `shop/${path}`);
  assert.ok(found, path);
  return found;
}

/** The state of each worker, by its id. */
function states({ nodes }: Snapshot): Record<string, ChildState> {
  return Object.fromEntries(nodes.flatMap((node) => (node.kind === "worker" ? [[node.id, node.state]] : [])));
}
