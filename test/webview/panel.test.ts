import assert from "node:assert/strict";
import type { PanelPage } from "./panel-page.ts";
import { acts, delta, item, keys, panelTests, press, text } from "./panel-test.ts";
import { fleet, worker } from "./trees.ts";

const panelTest = panelTests();

panelTest("says that it is ready, once, and draws what it is told", async (panel) => {
  assert.deepEqual(await panel.posted(), [{ kind: "ready" }]);
  await panel.tell({ kind: "tree", snapshot: fleet(12) });
  assert.deepEqual(
    await panel.page
      .getByRole("treeitem")
      .evaluateAll((cards) => cards.map((card) => card.querySelector(".id")?.textContent)),
    ["fleet", "broker", "ingest", "api", "devices", "device-{n}"],
  );
  assert.equal(await panel.page.getByRole("tree").getAttribute("aria-label"), "Supervision tree");
});

panelTest("a delta changes the card it is about", async (panel) => {
  await panel.tell({ kind: "tree", snapshot: fleet(2) });
  const lastExit = { reason: { signal: "SIGKILL" }, at: Date.now(), incarnation: 1 };
  await panel.tell(delta(2, worker("fleet/ingest", 2, { pid: 99, incarnation: 2, restarts: 1, lastExit })));
  const card = item(panel, "ingest, worker, running, pid 99, incarnation 2, restarts 1");
  assert.match((await card.getAttribute("class")) ?? "", /crash-1/);
  assert.match(await text(card.locator(".face")), /^ingest running pid 99 #2 1$/);
});

panelTest("a delayed restart counts down by itself", async (panel) => {
  await panel.tell({ kind: "tree", snapshot: fleet(2) });
  await panel.tell(
    delta(2, worker("fleet/api", 3, { state: "restarting", pid: null, since: Date.now(), dueAt: Date.now() + 60_000 })),
  );
  const due = item(panel, /^api, worker, restarting/).locator(".due");
  const first = await text(due);
  assert.match(first, /^in (\d+ s|1 min)/);
  await panel.page.waitForFunction((text) => document.querySelector(".due")?.textContent !== text, first);
});

panelTest("a plan is edited, refused where it is wrong, and applied by button or keys", async (panel) => {
  await panel.tell({ kind: "tree", snapshot: fleet(2) });
  await item(panel, /^broker,/).click();
  await press(panel, "Edit plan");
  const field = panel.page.getByRole("textbox", { name: "Plan" });
  assert.equal(await field.inputValue(), "[restart, {restart: 5s}, stop]");
  assert.ok(await field.evaluate((element) => element === document.activeElement));
  await field.fill("[restart, retsart]");
  const preview = panel.page.locator(".editor");
  await preview.getByText(/Line 1, column 11: Element 2: “retsart” is no plan element/).waitFor();
  assert.ok(await panel.page.getByRole("button", { name: "Apply plan" }).isDisabled());
  await field.press("Control+Enter");
  assert.deepEqual(await acts(panel), []);
  await field.fill("[{restart: 2s}, wait]");
  await preview.locator("#chips .chip").nth(1).waitFor();
  assert.deepEqual(await preview.locator("#chips .chip span:not(.codicon)").allTextContents(), [
    "restart after 2s",
    "wait",
  ]);
  await panel.page.getByRole("textbox", { name: "Count" }).fill("infinity");
  await field.press("Control+Enter");
  const plan = [{ restart: "2s" }, "wait"];
  assert.deepEqual(await acts(panel), [{ do: "change_plan", path: "fleet/broker", plan, count: "infinity" }]);
  const asked = (await panel.posted()).findLast((message) => message.kind === "act");
  await panel.tell({ kind: "result", id: asked?.kind === "act" ? asked.id : 0, ok: true, message: "Changed." });
  assert.equal(await field.count(), 0);
  await press(panel, "Edit plan");
  await panel.page.getByRole("textbox", { name: "Plan" }).fill("[stop]");
  await press(panel, "Cancel");
  assert.equal((await acts(panel)).length, 1);
});

panelTest("by keyboard alone: walk, open a group, select, edit, leave", async (panel) => {
  const { page } = panel;
  await panel.tell({ kind: "tree", snapshot: fleet(12) });
  await page.getByRole("tree").focus();
  await keys(panel, "End", "ArrowRight", "ArrowRight", "ArrowDown", "Enter");
  const active = await page.getByRole("tree").getAttribute("aria-activedescendant");
  assert.equal(await page.locator(`[id="${active}"]`).getAttribute("aria-selected"), "true");
  assert.equal(await page.locator(`[id="${active}"]`).getAttribute("data-key"), "fleet/devices/device-2");
  await keys(panel, "e");
  assert.equal(await page.getByRole("textbox", { name: "Plan" }).count(), 1);
  await keys(panel, "Escape");
  assert.equal(await page.getByRole("textbox", { name: "Plan" }).count(), 0);
  await keys(panel, "/");
  await page.keyboard.type("device-9");
  await panel.drawn();
  assert.equal(await item(panel, /^device-9,/).count(), 1);
  assert.equal(await text(page.locator(".shown")), "1 of 17 shown");
});

panelTest("zoom, pan and fit", async (panel) => {
  const { page } = panel;
  await panel.tell({ kind: "tree", snapshot: fleet(12) });
  const scale = () => text(page.locator(".scale-now"));
  const fitted = await scale();
  await press(panel, "Zoom in");
  assert.notEqual(await scale(), fitted);
  const before = await item(panel, /^api,/).boundingBox();
  await page.mouse.move(300, 600);
  await page.mouse.wheel(0, 50);
  await page.mouse.down();
  await page.mouse.move(340, 600, { steps: 4 });
  await page.mouse.up();
  await page.waitForFunction(
    (x) => Math.round(document.querySelector('[data-key="fleet/api"]')?.getBoundingClientRect().x ?? 0) === x,
    Math.round((before?.x ?? 0) + 40),
  );
  assert.equal(Math.round((await item(panel, /^api,/).boundingBox())?.y ?? 0), Math.round((before?.y ?? 0) - 50));
  await press(panel, "Fit");
  assert.equal(await scale(), fitted);
});

panelTest("a child that the extension selects is uncovered in its group", async (panel) => {
  await panel.tell({ kind: "tree", snapshot: fleet(200) }, { kind: "select", path: "fleet/devices/device-150" });
  assert.equal(await item(panel, /^device-150,/).getAttribute("aria-selected"), "true");
  assert.equal(await text(panel.page.getByRole("heading", { level: 2 })), "device-150running");
});

panelTest("where the person looked survives a reload of the window", async (panel) => {
  await panel.tell({ kind: "tree", snapshot: fleet(12) });
  await item(panel, /^device-\{n\}/)
    .locator("[data-fold]")
    .click();
  await item(panel, /^device-4,/).click();
  await panel.drawn();
  await panel.page.reload();
  await panel.tell({ kind: "tree", snapshot: fleet(12) });
  assert.equal(await item(panel, /^device-4,/).getAttribute("aria-selected"), "true");
});

panelTest("without a tree it says why, and offers to start one", async (panel) => {
  await panel.tell({ kind: "empty", why: "idle", message: "The tree does not run." });
  await panel.page.getByText("The tree does not run.").waitFor();
  await press(panel, "Start the tree");
  assert.deepEqual(await acts(panel), [{ do: "start_tree" }]);
});

/** A crash is told, and what moves then is named. */
async function movingAfterCrash(panel: PanelPage): Promise<string[]> {
  await panel.tell({ kind: "tree", snapshot: fleet(2) });
  const lastExit = { reason: { code: 1 }, at: Date.now(), incarnation: 1 };
  await panel.tell(delta(2, worker("fleet/ingest", 2, { incarnation: 2, restarts: 1, lastExit })));
  return panel.page.evaluate(() =>
    document.getAnimations().map((each) => (each instanceof CSSAnimation ? each.animationName : "a transition")),
  );
}

panelTest(
  "a crash bursts where movement is wanted",
  async (panel) => {
    assert.ok((await movingAfterCrash(panel)).includes("crash-b"));
  },
  { reducedMotion: false },
);

panelTest("nothing moves for those who ask their system for less motion", async (panel) => {
  assert.deepEqual(await movingAfterCrash(panel), []);
});

panelTest(
  "nor for those who ask the editor",
  async (panel) => {
    await panel.page.evaluate(() => document.body.classList.add("vscode-reduce-motion"));
    assert.deepEqual(await movingAfterCrash(panel), []);
  },
  { reducedMotion: false },
);

panelTest(
  "in German the card, the buttons, the facts and a mistake in a plan are German",
  async (panel) => {
    await panel.tell({ kind: "tree", snapshot: fleet(2) });
    await item(panel, /^broker, Worker, läuft, PID 4001, Inkarnation 1/).click();
    for (const button of ["Starten", "Anhalten", "Debuggen"])
      await panel.page.getByRole("button", { name: button, exact: true }).waitFor();
    await press(panel, "Plan bearbeiten");
    await panel.page.getByRole("textbox", { name: "Plan" }).fill("[retsart]");
    await panel.page.getByText("Element 1: „retsart“ ist kein Planelement").waitFor();
    await panel.page.getByText("niemand geht mit").or(panel.page.getByText("gehen mit")).first().waitFor();
  },
  { language: "de" },
);
