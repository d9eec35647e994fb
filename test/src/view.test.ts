import "./vscode/install.ts";
import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import type * as vscode from "vscode";
import type { Element } from "../../src/views/elements.ts";
import type { TreeNode } from "../../wire/index.ts";
import { StandIn } from "./stand-in.ts";
import { fleet, withChild, worker } from "./trees.ts";
import { editor, note, reset, until } from "./vscode/editor.ts";

const { Nodes } = await import("../../src/connection/nodes.ts");
const { Supervision } = await import("../../src/views/supervision.ts");
const { showSupervision } = await import("../../src/views/show.ts");
const { tooltipOf } = await import("../../src/views/tooltip.ts");

let runtime: StandIn;
let nodes: InstanceType<typeof Nodes>;
let supervision: InstanceType<typeof Supervision>;
let refreshed: string[];

beforeEach(async () => {
  runtime = await StandIn.in(fleet());
  reset(runtime.folder);
  editor.specs = [runtime.specFile];
  nodes = new Nodes();
  supervision = new Supervision(nodes);
  refreshed = [];
  supervision.onDidChangeTreeData((rows) => {
    refreshed.push(rows === undefined ? "all" : rows.map(name).join(", "));
  });
  nodes.onDidHappen(note);
});

afterEach(async () => {
  nodes.dispose();
  await runtime.remove();
});

async function connected(): Promise<void> {
  await runtime.start();
  await nodes.start();
  await until(() => nodes.all[0]?.state.kind === "connected", "connected");
}

test("the view draws nodes, supervisors and children with their state", async () => {
  await connected();
  assert.equal(
    drawn(),
    `
supertree.yaml [server-process] local · running
  fleet [type-hierarchy-sub] running · rest_for_one
    broker [pass] running · pid 4711
    api [pass] running · pid 4711
    devices [type-hierarchy-sub] running · one_for_one
      device-1 [pass] running · pid 4711
      device-2 [pass] running · pid 4711`,
  );
});

test("a delta refreshes only the rows that it changed", async () => {
  await connected();
  drawn();
  refreshed = [];
  runtime.become(withChild("fleet/api", { state: "restarting", pid: null, restarts: 3, incarnation: 4 }));
  await until(() => refreshed.length === 1, "one refresh");
  assert.deepEqual(refreshed, ["fleet/api"]);
  assert.match(drawn(), /api \[history\] restarting · #4 · 3 restarts/);
});

test("a child that came or went refreshes its supervisor, and a row keeps its identity", async () => {
  await connected();
  drawn();
  const before = row("fleet/devices/device-2");
  refreshed = [];
  runtime.become((all) => [...all, worker("fleet/devices/device-3", { rank: 3 })]);
  await until(() => refreshed.length === 1, "one refresh");
  runtime.become((all) => all.filter(({ path }) => path !== "fleet/devices/device-1"));
  await until(() => refreshed.length === 2, "another refresh");
  assert.deepEqual(refreshed, ["fleet/devices", "fleet/devices"]);
  assert.match(drawn(), /devices .*\n +device-2 .*\n +device-3 /);
  assert.equal(row("fleet/devices/device-2"), before);
});

test("the many children of a supervisor are put into ranges, each with the states of its own", async () => {
  runtime.become((all) => [...all.slice(0, 4), ...many(10_000)]);
  await connected();
  runtime.become(withChild("fleet/devices/device-150", { state: "failed", pid: null }));
  await until(() => item(row("fleet/devices/device-150")).contextValue === "worker down plan agent", "failed");
  const ranges = supervision.getChildren(row("fleet/devices"));
  assert.equal(ranges.length, 100);
  assert.deepEqual(ranges.slice(0, 2).map(line), [
    "device-1 … device-100 [layers] 100 running",
    "device-101 … device-200 [error] 1 failed · 99 running",
  ]);
  const [, second] = ranges;
  assert.ok(second);
  const below = supervision.getChildren(second);
  assert.deepEqual([below.length, name(below[49] ?? second)], [100, "fleet/devices/device-150"]);
  assert.equal(supervision.getParent(row("fleet/devices/device-150")), second);
  assert.equal(supervision.getParent(second), row("fleet/devices"));
});

test("a delta in a range refreshes the child, where it has been shown, and its range", async () => {
  runtime.become((all) => [...all.slice(0, 4), ...many(300)]);
  await connected();
  const [first] = supervision.getChildren(row("fleet/devices"));
  assert.ok(first);
  supervision.getChildren(first);
  refreshed = [];
  runtime.become(withChild("fleet/devices/device-7", { state: "paused" }));
  await until(() => refreshed.length === 1, "one refresh");
  runtime.become(withChild("fleet/devices/device-250", { state: "paused" }));
  await until(() => refreshed.length === 2, "another refresh");
  assert.deepEqual(refreshed, ["fleet/devices/device-7, fleet/devices from 0", "fleet/devices from 200"]);
});

test("a change of the root's state is seen in the node's row", async () => {
  await connected();
  drawn();
  refreshed = [];
  runtime.become((all) => all.map((node) => (node.parent === null ? { ...node, state: "failed" } : node)));
  await until(() => refreshed.length === 1, "one refresh");
  assert.match(drawn(), /supertree\.yaml \[server-process\] local · failed/);
});

test("the view is empty until a tree runs, so that its welcome shows, and again when it has ended", async () => {
  await nodes.start();
  assert.equal(drawn(), "");
  await runtime.start();
  await nodes.all[0]?.look();
  assert.match(drawn(), /fleet/);
  await runtime.stop();
  await until(() => nodes.all[0]?.state.kind === "idle", "idle");
  assert.equal(drawn(), "");
});

test("a runtime that comes back is connected again", async () => {
  await connected();
  await runtime.stop();
  await until(() => nodes.all[0]?.state.kind === "idle", "idle");
  await runtime.start();
  await nodes.all[0]?.look();
  assert.equal(nodes.all[0]?.state.kind, "connected");
});

test("in an untrusted workspace nothing is read or dialled before it is trusted", async () => {
  const { person } = await import("./vscode/index.ts");
  editor.trusted = false;
  await runtime.start();
  await nodes.start();
  assert.equal(nodes.all.length, 0);
  person.trusts();
  await until(() => nodes.all[0]?.state.kind === "connected", "connected after trust");
});

test("the badge counts the failed", async () => {
  showSupervision(nodes);
  await connected();
  runtime.become(withChild("fleet/api", { state: "failed" }));
  await until(() => editor.treeView?.badge?.value === 1, "a badge");
  runtime.become(withChild("fleet/api", { state: "running" }));
  await until(() => editor.treeView?.badge === undefined, "no badge");
});

test("a tooltip has the plan with the next element marked, counters and the last exit, and no markdown of a child's making", () => {
  const exit = { reason: { error: "spawn `x` **ENOENT**" }, at: 0, incarnation: 2 };
  const child = worker("fleet/a*b", { incarnation: 3, restarts: 2, lastExit: exit });
  const tip = tooltipOf({ ...child, plan: child.plan && { ...child.plan, at: 1 } }).value;
  assert.match(tip, /fleet\/a\\\*b/);
  assert.match(tip, /- plan: `restart` → \*\*`\{restart: 5s\}`\*\* → `stop`\n- plan runs: 0 of 1/);
  assert.match(tip, /- last exit: `` spawn `x` \*\*ENOENT\*\* `` of #2 at /);
});

test("a child on hold has a lock in the colour of its state, and says so", async () => {
  await connected();
  runtime.become(withChild("fleet/api", { onHold: true }));
  await until(() => /api \[lock\] running · on hold · pid 4711/.test(drawn()), "on hold");
  runtime.become(withChild("fleet/api", { onHold: true, state: "held", pid: null }));
  await until(() => /api \[lock\] held · on hold/.test(drawn()), "held");
  assert.equal(item(row("fleet/api")).contextValue, "worker up plan agent onhold");
});

const contextValues: [path: string, value: string][] = [
  ["fleet", "supervisor up root"],
  ["fleet/broker", "worker up process"],
  ["fleet/api", "worker up plan agent process"],
  ["fleet/devices", "supervisor up dynamic"],
];
for (const [path, value] of contextValues) {
  test(`menus see ${path} as “${value}”`, async () => {
    await connected();
    assert.equal(item(row(path)).contextValue, value);
  });
}

function drawn(): string {
  const lines: string[] = [];
  const draw = (elements: Element[], indent: string) => {
    for (const element of elements) {
      lines.push(`\n${indent}${line(element)}`);
      draw(supervision.getChildren(element), `${indent}  `);
    }
  };
  draw(supervision.getChildren(), "");
  return lines.join("");
}

function item(element: Element): vscode.TreeItem {
  return supervision.getTreeItem(element);
}

function row(path: string): Element {
  const [node] = nodes.all;
  assert.ok(node);
  return supervision.element(node, path);
}

function name(element: Element): string {
  if (element.kind === "range") return `${element.parent} from ${element.from}`;
  return element.kind === "child" ? element.path : "node";
}

function line(element: Element): string {
  const { label, description, iconPath } = item(element);
  return `${label} [${(iconPath as vscode.ThemeIcon).id}] ${description}`;
}

function many(count: number): TreeNode[] {
  return Array.from({ length: count }, (_, index) => worker(`fleet/devices/device-${index + 1}`, { rank: index + 1 }));
}
