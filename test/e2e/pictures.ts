import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Frame } from "playwright-core";
import { vsixFile } from "../../scripts/package.mjs";
import { serveVSCode } from "../../scripts/vscode.mjs";
import { Fleet } from "./fleet.ts";
import { changePlan } from "./panel.ts";
import { Workbench } from "./workbench.ts";

// The pictures of README, docs/ and the walkthrough, each taken where a person would see it: the example, in a real VS Code.

const root = process.cwd();
const profile = join(root, ".cache", "e2e", `pictures-${process.pid}`);
const walkthrough = join(root, "media", "walkthrough");
const docs = join(root, "docs", "pictures");
const size = { width: 1100, height: 700 };

const fleet = await Fleet.copy();
const server = await serveVSCode({
  folder: fleet.folder,
  profile,
  vsix: vsixFile,
  settings: {
    "workbench.colorTheme": "Light Modern",
    "editor.minimap.enabled": false,
    "editor.stickyScroll.enabled": false,
    "window.commandCenter": false,
    "workbench.reduceMotion": "on",
    "debug.toolBarLocation": "docked",
  },
});
const vscode = await Workbench.open(server.url, docs, size);
try {
  await mkdir(walkthrough, { recursive: true });
  await mkdir(docs, { recursive: true });
  await stopped();
  await changed();
  await looked();
  await reloaded();
  await vscode.page.keyboard.press("Shift+F5");
  await fleet.gone();
} catch (error) {
  await vscode.page.screenshot({ path: join(root, "artifacts", "failed-picture.png") });
  throw error;
} finally {
  await vscode.close();
  server.process.kill();
  await Promise.all([fleet.remove(), rm(profile, { recursive: true, force: true })]);
}

/** Twelve devices stopped at one breakpoint. */
async function stopped(): Promise<void> {
  await vscode.activityBar("Supervision").click();
  await vscode.page.getByRole("button", { name: "Debug Tree" }).first().waitFor();
  await vscode.openFile("device.ts");
  await vscode.toggleBreakpoint(await fleet.lineOf("src/device.ts", "device.temperature = drift("));
  await vscode.page.keyboard.press("F5");
  await vscode.page.locator(".debug-top-stack-frame-line").waitFor();
  await fleet.devices((all) => all.length === 12 && all.every(({ state }) => state === "paused"));
  await vscode.row(/^celsius, value undefined/).waitFor();
  await vscode.run("View: Hide Panel");
  await take("debug");
}

/** The same beside the drawn tree, one plan just changed. */
async function changed(): Promise<void> {
  await vscode.run("Supertree: Show Tree");
  await vscode.run("View: Move Editor into Right Group");
  const panel = await vscode.webview('[role="treeitem"]');
  await changePlan(panel, "device-1", "[restart, { restart: 2s }, stop]");
  await fleet.devices((all) => all[0]?.plan?.elements.includes("stop") === true);
  await vscode.picture("main-job");
  await panel.getByRole("textbox", { name: "Search" }).fill("");
  await vscode.run("View: Focus Left Editor Group");
  await vscode.run("Remove All Breakpoints");
  await vscode.run("Supertree: Continue All Processes");
  await fleet.devices((all) => all.every(({ state }) => state === "running"));
}

/** The view, the drawn tree, a rehearsal and the spec, while all runs. */
async function looked(): Promise<void> {
  await vscode.activityBar("Supervision").click();
  await vscode.row(/^devices, supervisor/).click();
  await vscode.row(/^device-3, worker/).waitFor();
  await take("view", { x: 0, y: 0, width: 560, height: 420 });
  await vscode.run("Supertree: Show Tree");
  await vscode.run("View: Close Primary Side Bar");
  await vscode.run("View: Toggle Maximize Editor Group");
  const panel = await vscode.webview('[role="treeitem"]');
  await panel.getByRole("treeitem", { name: /^broker, worker/ }).click();
  await panel.locator("usage-chart").first().waitFor();
  await take("panel");
  await panel.getByRole("button", { name: "Rehearse" }).click();
  await panel.locator(".timeline").waitFor();
  await panel.locator(".timeline").scrollIntoViewIfNeeded();
  await take("kill");
  await flapping(panel);
  await vscode.run("View: Toggle Maximize Editor Group");
  await vscode.run("View: Focus Left Editor Group");
  await vscode.openFile("supertree.yaml");
  await vscode.page.locator(".codelens-decoration").first().waitFor();
  await take("spec");
}

/** One device was killed three times: the timeline has it first, and the tree as it stood in between. */
async function flapping(panel: Frame): Promise<void> {
  await panel.getByRole("textbox", { name: "Search" }).fill("device-2");
  await panel.getByRole("treeitem", { name: /^device-2, worker/ }).click();
  for (const incarnation of [2, 3, 4]) {
    await panel.getByRole("button", { name: "Kill", exact: true }).click();
    await fleet.devices((all) => all[1]?.incarnation === incarnation && all[1].state === "running");
  }
  await panel.getByRole("textbox", { name: "Search" }).fill("");
  await panel.getByRole("button", { name: "Timeline" }).click();
  await panel.locator(".flaps").waitFor();
  await panel.getByRole("button", { name: "Show the tree as it stood then" }).nth(2).click();
  await panel.getByText(/^The tree as it stood at/).waitFor();
  await vscode.run("Notifications: Clear All Notifications");
  await vscode.picture("timeline");
  await panel.getByRole("button", { name: "Back to now" }).click();
  await panel.getByRole("button", { name: "Close", exact: true }).click();
}

async function reloaded(): Promise<void> {
  await vscode.openFile("device.ts");
  await vscode.typeOver(await fleet.lineOf("src/device.ts", "label: celsius"), 'label: "reloaded",');
  await vscode.run("Supertree: Hot Reload Module");
  await vscode.told(/Hot reload: device/);
  await take("reload");
}

/** What has been said by the way is not the picture's subject. */
async function take(
  name: string,
  clip: { x: number; y: number; width: number; height: number } = { x: 0, y: 0, ...size },
) {
  if (name !== "reload") await vscode.run("Notifications: Clear All Notifications");
  await vscode.page.screenshot({ path: join(walkthrough, `${name}.png`), clip });
}
