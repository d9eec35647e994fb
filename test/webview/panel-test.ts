import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Locator } from "playwright-core";
import type { FromPanel, ToPanel, TreeNode } from "../../wire/index.ts";
import { startBrowser } from "./browser.ts";
import { openPanel, type PanelOptions, type PanelPage } from "./panel-page.ts";

type PanelTest = (name: string, body: (panel: PanelPage) => Promise<void>, options?: PanelOptions) => void;

/** Tests with a panel of its own for each, in one browser; each panel is told `first`, and at its end nothing may have complained. */
export function panelTests(...first: ToPanel[]): PanelTest {
  let browser: Browser;
  before(async () => {
    browser = await startBrowser();
  });
  after(() => browser.close());
  return (name, body, options = {}) =>
    test(name, async () => {
      const panel = await openPanel(browser, options);
      try {
        await panel.tell(...first);
        await body(panel);
        assert.deepEqual(panel.complaints, []);
      } finally {
        await panel.page.context().close();
      }
    });
}

export const item = ({ page }: PanelPage, name: string | RegExp) => page.getByRole("treeitem", { name });
export const text = async (locator: Locator) => ((await locator.textContent()) ?? "").trim().replace(/\s+/g, " ");

export async function press({ page, drawn }: PanelPage, name: string): Promise<void> {
  await page.getByRole("button", { name, exact: true }).click();
  await drawn();
}

export async function keys({ page, drawn }: PanelPage, ...pressed: string[]): Promise<void> {
  for (const key of pressed) await page.keyboard.press(key);
  await drawn();
}

/** What the panel has asked to be done. */
export async function acts(panel: PanelPage) {
  const isAct = (message: FromPanel) => message.kind === "act";
  return (await panel.posted()).filter(isAct).map(({ act }) => act);
}

export const delta = (seq: number, ...changed: TreeNode[]): ToPanel => ({
  kind: "delta",
  delta: { seq, changed, removed: [] },
});
