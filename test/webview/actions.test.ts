import assert from "node:assert/strict";
import type { FromPanel } from "../../wire/index.ts";
import type { PanelPage } from "./panel-page.ts";
import { acts, delta, item, keys, panelTests, press, text } from "./panel-test.ts";
import { fleet, worker } from "./trees.ts";

const panelTest = panelTests({ kind: "tree", snapshot: fleet(2) });

panelTest("a click selects, and each button asks for its act", async (panel) => {
  const stopped = worker("fleet/ingest", 2, { state: "stopped", pid: null });
  const tree = fleet(2);
  await panel.tell({
    kind: "tree",
    snapshot: { ...tree, nodes: tree.nodes.map((node) => (node.id === "ingest" ? stopped : node)) },
  });
  await item(panel, /^api,/).click();
  for (const name of ["Stop", "Restart", "Debug", "Hot Reload", "Open Log", "Kill"]) await press(panel, name);
  await panel.page.getByRole("combobox", { name: "Signal" }).click();
  await panel.page.getByRole("option", { name: "SIGTERM" }).click();
  await press(panel, "Kill");
  await item(panel, /^ingest,/).click();
  for (const name of ["Start", "Delete"]) await press(panel, name);
  await item(panel, /^devices,/).click();
  await panel.page.getByRole("spinbutton", { name: "Number of children" }).fill("40");
  await press(panel, "Scale");
  await panel.page.getByRole("combobox", { name: "Strategy" }).click();
  await panel.page.getByRole("option", { name: "rest_for_one" }).click();
  await press(panel, "Change strategy");
  await panel.page.getByRole("textbox", { name: "Intensity" }).fill("7 in 1m");
  await press(panel, "Change intensity");
  const path = "fleet/api";
  assert.deepEqual(await acts(panel), [
    { do: "stop", path },
    { do: "restart", path },
    { do: "debug", path },
    { do: "reload", path },
    { do: "open_log", path },
    { do: "kill", path, signal: "SIGKILL" },
    { do: "kill", path, signal: "SIGTERM" },
    { do: "start", path: "fleet/ingest" },
    { do: "delete", path: "fleet/ingest" },
    { do: "scale", path: "fleet/devices", to: 40 },
    { do: "change_strategy", path: "fleet/devices", strategy: "rest_for_one" },
    { do: "change_intensity", path: "fleet/devices", restarts: 7, period: "1m" },
  ]);
  const selected = (await panel.posted()).filter(
    (message): message is Extract<FromPanel, { kind: "selected" }> => message.kind === "selected",
  );
  assert.deepEqual(
    selected.map(({ path: at }) => at),
    ["fleet/api", "fleet/ingest", "fleet/devices"],
  );
});

panelTest("a child is put on hold, says so in the drawing, and is released", async (panel) => {
  await item(panel, /^api, worker, running,/).click();
  await press(panel, "Hold");
  await panel.tell(delta(2, worker("fleet/api", 3, { onHold: true })));
  const card = item(panel, /^api, worker, running, on hold,/);
  assert.equal(await text(card.locator(".on-hold")), "on hold");
  await press(panel, "Release");
  await panel.tell(delta(3, worker("fleet/api", 3)));
  await panel.page.getByRole("button", { name: "Hold", exact: true }).waitFor();
  assert.equal(await panel.page.locator(".on-hold").count(), 0);
  const path = "fleet/api";
  assert.deepEqual(await acts(panel), [
    { do: "hold", path },
    { do: "release", path },
  ]);
});

panelTest("a button that makes no sense does nothing and says why", async (panel) => {
  await item(panel, /^api,/).click();
  const start = panel.page.getByRole("button", { name: "Start", exact: true });
  assert.ok(await start.isDisabled());
  assert.equal(await start.getAttribute("title"), "It is not down.");
});

panelTest("what became of an act is shown, and told to a screen reader", async (panel) => {
  await item(panel, /^api,/).click();
  await press(panel, "Restart");
  await panel.tell({ kind: "result", id: 1, ok: false, message: "fleet/api is stopping: wait until it is down." });
  const said = panel.page.locator(".said");
  assert.equal(await said.getAttribute("aria-live"), "polite");
  assert.equal(await text(said), "fleet/api is stopping: wait until it is down.");
});

/** Goes to a control with the Tab key, as often as it takes; there are fewer stops than a hundred. */
async function tabTo({ page }: PanelPage, name: string): Promise<void> {
  const passed: string[] = [];
  while (passed.length < 100) {
    await page.keyboard.press("Tab");
    const label = await page.evaluate(() => {
      let at = document.activeElement;
      const label = at === document.body ? "" : (at?.textContent?.trim() ?? "");
      while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
      return at?.getAttribute("aria-label") ?? label;
    });
    if (label.endsWith(name)) return;
    passed.push(label);
  }
  assert.fail(`no Tab leads to ${name}, only to ${passed.join(", ")}`);
}

panelTest("by keyboard alone: each button of a worker, and what of a supervisor can be changed", async (panel) => {
  const { page } = panel;
  await page.getByRole("tree").focus();
  await keys(panel, "Home", "ArrowDown", "ArrowDown", "ArrowDown", "Enter");
  for (const name of ["Stop", "Restart", "Hold", "Debug", "Hot Reload", "Open Log", "Kill"]) {
    await tabTo(panel, name);
    await keys(panel, "Enter");
  }
  await page.getByRole("tree").focus();
  await keys(panel, "ArrowDown", "Enter");
  await tabTo(panel, "Number of children");
  await keys(panel, "ArrowUp");
  await tabTo(panel, "Scale");
  await keys(panel, "Enter");
  await tabTo(panel, "Strategy");
  await keys(panel, "Enter", "ArrowDown", "Enter");
  await tabTo(panel, "Change strategy");
  await keys(panel, "Enter");
  await tabTo(panel, "Intensity");
  await page.keyboard.type("3 in 2s");
  await tabTo(panel, "Change intensity");
  await keys(panel, "Enter");
  assert.deepEqual(
    (await acts(panel)).map((act) => act.do),
    [
      ...["stop", "restart", "hold", "debug", "reload", "open_log", "kill"],
      ...["scale", "change_strategy", "change_intensity"],
    ],
  );
});
