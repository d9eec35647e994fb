import assert from "node:assert/strict";
import { isAlive } from "../../client/index.ts";
import { Fleet } from "./fleet.ts";
import { changePlan } from "./panel.ts";
import { story } from "./story.ts";
import { panelActions, viewActions } from "./view-actions.ts";

// The main job as its user does it.

const step = story(Fleet.copy);

step(
  "F5 without launch.json stops every device at a breakpoint and shows its variables",
  async ({ project: fleet, vscode }) => {
    await vscode.activityBar("Supervision").click();
    await vscode.page.getByRole("button", { name: "Debug Tree" }).first().waitFor(); // the extension has found the spec
    await vscode.activityBar("Run and Debug").click();
    await vscode.openFile("device.ts");
    await vscode.toggleBreakpoint(await fleet.lineOf("src/device.ts", "device.temperature = drift("));
    await vscode.page.keyboard.press("F5");
    await vscode.page.locator(".debug-top-stack-frame-line").waitFor();
    const devices = await fleet.devices((all) => all.length === 12 && all.every(({ state }) => state === "paused"));
    assert.deepEqual([...new Set(devices.map(({ incarnation }) => incarnation))], [1]);
    await vscode.row(/^Thread fleet\/devices\/device-\d+ #1 Paused/).waitFor();
    await vscode.row(/^celsius, value undefined/).waitFor();
    await vscode.expand(vscode.row(/^Scope Module/), vscode.row(/^device, value/));
    await vscode.expand(vscode.row(/^device, value/), vscode.row(/^seq, value 1/));
    await vscode.picture("1-stopped");
  },
);

step(
  "a device killed from the tree stops at the same breakpoint in its next incarnation",
  async ({ project: fleet, vscode }) => {
    await vscode.activityBar("Supervision").click();
    await vscode.row(/^devices, supervisor/).click();
    await vscode.choose(vscode.row(/^device-2, worker/), "Kill Process");
    await fleet.devices((all) =>
      all.some(({ id, incarnation, state }) => id === "device-2" && incarnation === 2 && state === "paused"),
    );
    await vscode.activityBar("Run and Debug").click(); // by mouse: a stop takes the keys to the editor
    await vscode.row(/^Thread fleet\/devices\/device-2 #2 Paused/).waitFor();
    await vscode.activityBar("Supervision").click();
    await vscode.row(/^device-2, worker, paused.*#2/).waitFor();
    await vscode.picture("2-killed");
  },
);

step("a plan is changed in the panel and holds at once, the process untouched", async ({ project: fleet, vscode }) => {
  const [before] = await fleet.devices((all) => all.length === 12);
  await vscode.run("Supertree: Show Tree");
  await vscode.run("View: Move Editor into Right Group");
  await vscode.run("View: Hide Panel");
  const panel = await vscode.webview('[role="treeitem"]');
  await changePlan(panel, "device-1", "[restart, { restart: 2s }, stop]");
  const [after] = await fleet.devices((all) => all[0]?.plan?.elements.includes("stop") === true);
  assert.deepEqual(after?.plan?.elements, ["restart", { restart: "2s" }, "stop"]);
  assert.equal(after?.pid, before?.pid);
  await vscode.picture("3-plan");
  await vscode.run("View: Focus Left Editor Group");
});

step("a hot reload changes what the api answers while every process id stays", async ({ project: fleet, vscode }) => {
  await vscode.openFile("device.ts");
  await vscode.run("Remove All Breakpoints");
  await vscode.run("Supertree: Continue All Processes");
  const before = await fleet.devices((all) => all.every(({ state }) => state === "running"));
  const { seq } = await fleet.reading(() => true);
  const line = await fleet.lineOf("src/device.ts", "label: celsius");
  await vscode.typeOver(line, 'label: "reloaded",');
  await vscode.run("Supertree: Hot Reload Module");
  assert.match(await vscode.told(/Hot reload: device/), /in 12 processes/);
  await vscode.toggleBreakpoint(line - 2);
  await fleet.devices((all) => all.every(({ state }) => state === "paused"));
  await vscode.page.locator(".debug-top-stack-frame-line").waitFor();
  await vscode.picture("4-reloaded");
  await vscode.run("Remove All Breakpoints");
  await vscode.run("Supertree: Continue All Processes");
  const after = await fleet.devices((all) => all.every(({ state }) => state === "running"));
  assert.deepEqual(
    after.map(({ pid }) => pid),
    before.map(({ pid }) => pid),
  );
  const reading = await fleet.reading((each) => each.label === "reloaded");
  assert.ok(reading.seq > seq, "the sequence goes on");
  assert.equal(reading.pid, after[0]?.pid);
});

step(
  "a trace through device, broker and ingest is found, drawn, and leads to the line of a span",
  async ({ project: fleet, vscode }) => {
    await vscode.run("Supertree: Show Traces");
    const page = await vscode.webview("input[type=search]");
    await page.getByRole("searchbox", { name: "Search" }).fill("ingest device-1");
    await page.getByRole("searchbox", { name: "Search" }).press("Enter");
    await page.locator("tr", { hasText: "fleet/broker" }).getByRole("button", { name: "reading" }).first().click();
    await page.locator(".waterfall li", { hasText: "fleet/ingest" }).waitFor();
    const lanes = await page.locator(".waterfall li").allInnerTexts();
    assert.match(lanes.join(" "), /fleet\/devices\/device-\d+ #\d.*fleet\/broker #1.*fleet\/ingest #1/);
    await page.locator("canvas").press("ArrowDown");
    await page.getByRole("heading", { level: 2, name: "reading" }).waitFor();
    await vscode.picture("trace");
    await page.getByRole("button", { name: "Go to Source" }).click();
    const line = await fleet.lineOf("src/device.ts", 'traced("reading"');
    await vscode.page.locator(`.line-numbers.active-line-number:text-is("${line}")`).first().waitFor();
    await vscode.run("View: Close Editor");
    await vscode.run("View: Focus Left Editor Group");
    await vscode.openFile("device.ts");
  },
);

step("a syntax error changes nothing and is shown at its line", async ({ project: fleet, vscode }) => {
  const line = await fleet.lineOf("src/device.ts", 'label: "reloaded"');
  await vscode.typeOver(line, 'label: = "broken",');
  await vscode.run("Supertree: Hot Reload Module");
  assert.match(await vscode.told(/Hot reload refused/), /Unexpected token; correct it/);
  await vscode.run("Problems: Focus on Problems View");
  await vscode.row(new RegExp(`\\[Ln ${line}, Col \\d+\\]|at line ${line}`)).waitFor();
  await vscode.picture("6-refused");
  assert.equal((await fleet.reading(() => true)).label, "reloaded");
});

step("what runs is compared with the disk, and a save reloads it where that is wished for", async (scene) => {
  const { project: fleet, vscode } = scene;
  await vscode.run("View: Show Supervision");
  const module = vscode.row(/^src\/device\.ts, version 2 in 12 processes · differs from disk/);
  await vscode.unfold(/Module Versions/, module);
  const ofOne = vscode.row(/^fleet\/devices\/device-1, version 2 · differs from disk/);
  await vscode.clickUntil(module.locator(".monaco-tl-twistie"), ofOne); // the row itself opens the file
  await vscode.page.locator(".statusbar-item", { hasText: "version 2" }).waitFor();
  await vscode.choose(module, "Compare Running with Disk");
  await vscode.page.locator('.tab.active[aria-label*="device.ts: version 2"]').waitFor();
  await vscode.page.locator(".monaco-diff-editor .line-insert").first().waitFor();
  await vscode.picture("6-compared");
  await fleet.set({ "supertree.hotReload.onSave": true });
  await vscode.openFile("device.ts");
  await vscode.typeOver(await fleet.lineOf("src/device.ts", 'label: = "broken"'), 'label: "saved",');
  await vscode.save();
  assert.match(await vscode.told(/Hot reload: device\.ts.* in 12 processes/), /functions? in 12 processes/);
  await fleet.reading(({ label }) => label === "saved");
  await vscode.row(/^src\/device\.ts, version 3 in 12 processes$/).waitFor();
});

step("the toolbar of the debugger reloads, the view leads back, and every process id stays", async (scene) => {
  const { project: fleet, vscode } = scene;
  const before = await fleet.devices((all) => all.length === 12);
  await fleet.set({ "supertree.hotReload.onSave": false });
  await vscode.typeOver(await fleet.lineOf("src/device.ts", 'label: "saved"'), 'label: "toolbar",');
  await vscode.page
    .locator(".debug-toolbar")
    .getByRole("button", { name: /Hot Reload Module/ })
    .click();
  await fleet.reading(({ label }) => label === "toolbar");
  await vscode.page.locator(".statusbar-item", { hasText: "version 4" }).waitFor();
  await vscode.picture("7-toolbar");
  await vscode.run("Supertree: Roll Back Hot Reload");
  assert.match(await vscode.told(/Roll back: device\.ts/), /in 12 processes/);
  await fleet.reading(({ label }) => label === "saved");
  await vscode.row(/^src\/device\.ts, version 3 in 12 processes · differs from disk/).waitFor();
  await vscode.row(/^device-1, worker/).hover();
  await vscode.page.locator(".monaco-hover:visible", { hasText: "device.ts version 3" }).waitFor();
  await vscode.picture("8-rolled-back");
  const after = await fleet.devices((all) => all.length === 12);
  assert.deepEqual(
    after.map(({ pid }) => pid),
    before.map(({ pid }) => pid),
  );
});

viewActions(step);
panelActions(step);

step("stopping the session stops the tree; no process is left", async ({ project: fleet, vscode, seen }) => {
  await vscode.page.keyboard.press("Shift+F5");
  await vscode.page.locator(".debug-toolbar").waitFor({ state: "hidden" });
  await fleet.gone();
  await vscode.picture("9-stopped");
  assert.deepEqual([...seen].filter(isAlive), []);
});
