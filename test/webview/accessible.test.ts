import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { childStates } from "../../wire/index.ts";
import { rehearsed } from "../words/rehearsed.ts";
import { startBrowser } from "./browser.ts";
import { openPanel, type PanelPage } from "./panel-page.ts";
import { themeNames } from "./themes.ts";
import { fleet, worker, zoo } from "./trees.ts";

let browser: Browser;
let axe: string;
before(async () => {
  axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  browser = await startBrowser();
});
after(() => browser.close());

/** What axe-core finds wrong, as `rule: element`. */
async function violations({ page }: PanelPage): Promise<string[]> {
  await page.evaluate(axe);
  const found: unknown = await page.evaluate(
    "axe.run(document, { resultTypes: ['violations'] }).then((r) => r.violations.flatMap((v) => v.nodes.map((n) => v.id + ': ' + n.html)))",
  );
  return Array.isArray(found) ? found.map(String) : [];
}

/** Everything that can be in sight at once: the tree with an open group, details, a plan with a fault, and both bars. */
const scenes: readonly [name: string, show: (panel: PanelPage) => Promise<void>][] = [
  ["waiting for a tree", async () => undefined],
  ["no tree", ({ tell }) => tell({ kind: "empty", why: "idle", message: "The tree does not run." })],
  ["every state", ({ tell }) => tell({ kind: "tree", snapshot: zoo(childStates) })],
  [
    "an open group, its details, and a message of nobody",
    async ({ page, tell, tellRaw, drawn }) => {
      await tell({ kind: "tree", snapshot: fleet(12, (n) => (n % 5 === 0 ? { state: "failed", pid: null } : {})) });
      await page
        .getByRole("treeitem", { name: /^device-\{n\}/ })
        .locator("[data-fold]")
        .click();
      await page
        .getByRole("treeitem", { name: /^device-\{n\}/ })
        .locator(".id")
        .click();
      await tellRaw({ kind: "of nobody" });
      await page.keyboard.press("?");
      await drawn();
    },
  ],
  [
    "what if, with its answer",
    async ({ page, tell, drawn }) => {
      await tell({ kind: "tree", snapshot: fleet(2) });
      await page.getByRole("treeitem", { name: /^broker/ }).click();
      await page.getByRole("textbox", { name: "How many times" }).fill("30");
      await drawn();
      await page.getByRole("button", { name: "Rehearse" }).click();
      await drawn();
      const notation = "one_for_one: broker plan=restart,5s,stop | api";
      const trace = rehearsed(notation, "t/broker", { times: 2, everyMs: 9000 });
      await tell({
        kind: "rehearsed",
        id: 1,
        trace: trace.map((line) => ({ ...line, child: line.child.replace(/^t/, "fleet") })),
      });
      await page.getByText("Step by step").click();
    },
  ],
  [
    "the timeline, looked back at",
    async ({ page, tell, drawn }) => {
      await tell({ kind: "tree", snapshot: fleet(2) });
      const lastExit = { reason: { code: 1 }, at: Date.now(), incarnation: 1 };
      const crashed = worker("fleet/api", 3, { incarnation: 2, restarts: 1, lastExit });
      await tell({ kind: "delta", delta: { seq: 2, changed: [crashed], removed: [] } });
      await page.getByRole("button", { name: "Timeline" }).click();
      await page.getByRole("button", { name: "Show the tree as it stood then" }).first().click();
      await drawn();
    },
  ],
  [
    "logs with a stack trace",
    async ({ page, tell, drawn }) => {
      await tell({ kind: "tree", snapshot: fleet(2) });
      await page.getByRole("button", { name: "Logs" }).click();
      const line = { path: "fleet/api", incarnation: 1, stream: "stderr", at: Date.now() } as const;
      const texts = ["listening", "Error: boom", "    at f (/fleet/api.ts:3:7)", "DEBUG tick"];
      await tell({ kind: "logs", anew: true, lines: texts.map((text) => ({ ...line, text })) });
      await drawn();
    },
  ],
  [
    "a plan with a fault, and the connection lost",
    async ({ page, tell, drawn }) => {
      await tell({ kind: "tree", snapshot: fleet(2) });
      await page.getByRole("treeitem", { name: /^broker/ }).click();
      await page.getByRole("button", { name: "Edit plan" }).click();
      await page.getByRole("textbox", { name: "Plan" }).fill("[retsart]");
      await tell({ kind: "empty", why: "lost", message: "The connection broke." });
      await drawn();
    },
  ],
];

for (const theme of themeNames) {
  for (const [name, show] of scenes) {
    test(`axe-core finds nothing wrong, ${theme}: ${name}`, async () => {
      const panel = await openPanel(browser, { theme });
      await show(panel);
      assert.deepEqual(await violations(panel), []);
      await panel.page.context().close();
    });
  }
}

for (const [name, show] of scenes) {
  test(`at 200 % nothing is cut off, ${name}`, async () => {
    const panel = await openPanel(browser, { width: 640, height: 400, zoom: 2 });
    await show(panel);
    assert.deepEqual(await cutOff(panel), []);
    await panel.page.context().close();
  });
}

/** Controls that no scrolling brings into the window, and parts of the page that are wider than it. */
async function cutOff({ page }: PanelPage): Promise<string[]> {
  return page.evaluate(() => {
    const lost: string[] = [];
    if (document.documentElement.scrollWidth > innerWidth) lost.push("the page is wider than the window");
    for (const control of document.querySelectorAll("button, textarea, input, vscode-button, vscode-textfield")) {
      if (control.closest(".canvas")) continue;
      control.scrollIntoView({ block: "nearest", inline: "nearest" });
      const { left, right, top, bottom, width } = control.getBoundingClientRect();
      const inside = left >= -1 && right <= innerWidth + 1 && top >= -1 && bottom <= innerHeight + 1;
      if (width > 0 && !inside) lost.push(control.outerHTML.slice(0, 80));
    }
    return lost;
  });
}
