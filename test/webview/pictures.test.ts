import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { childStates, type Snapshot } from "../../wire/index.ts";
import { startBrowser } from "./browser.ts";
import { openPanel, type PanelPage } from "./panel-page.ts";
import type { Theme } from "./themes.ts";
import { fleet, now, worker, zoo } from "./trees.ts";

/** Pictures to be looked at by people; they stay out of git. */
const folder = join(process.cwd(), "artifacts", "webview");

let browser: Browser;
before(async () => {
  await mkdir(folder, { recursive: true });
  browser = await startBrowser();
});
after(() => browser.close());

/** The same tree as if it were looked at this moment. */
function today(tree: Snapshot): Snapshot {
  const later = Date.now() - now;
  const nodes = tree.nodes.map((node) => ({
    ...node,
    since: node.since + later,
    dueAt: node.dueAt === null ? null : node.dueAt + later,
  }));
  return { ...tree, nodes };
}

const mixed = (count: number) =>
  today(
    fleet(count, (n) => {
      if (n % 37 === 0) return { state: "failed", pid: null };
      if (n % 23 === 0)
        return { state: "restarting", pid: null, since: now - 2000, dueAt: now + 8000, restarts: 2, incarnation: 2 };
      return n % 11 === 0 ? { state: "paused", debugged: true } : {};
    }),
  );

const openGroup = async ({ page, drawn }: PanelPage) => {
  await page
    .getByRole("treeitem", { name: /^device-\{n\}/ })
    .locator("[data-fold]")
    .click();
  await drawn();
};

const scenes: readonly [name: string, show: (panel: PanelPage) => Promise<void>, width?: number][] = [
  [
    "20-crash",
    async (panel) => {
      const tree = mixed(14);
      await panel.tell({ kind: "tree", snapshot: tree });
      await openGroup(panel);
      await panel.page.getByRole("treeitem", { name: /^api,/ }).click();
      const lastExit = { reason: { signal: "SIGKILL" }, at: Date.now(), incarnation: 1 };
      const crashed = worker("fleet/ingest", 2, { incarnation: 2, restarts: 1, pid: 4711, lastExit });
      await panel.tell({ kind: "delta", delta: { seq: 2, changed: [crashed], removed: [] } });
    },
  ],
  [
    "20-plan",
    async (panel) => {
      await panel.tell({ kind: "tree", snapshot: mixed(14) });
      await panel.page.getByRole("treeitem", { name: /^broker,/ }).click();
      await panel.page.getByRole("button", { name: "Edit plan" }).click();
      await panel.page.getByRole("textbox", { name: "Plan" }).fill("[{restart: 1s}, {restart: 5x}, stopp]");
      await panel.drawn();
    },
  ],
  ["300-closed", ({ tell }) => tell({ kind: "tree", snapshot: mixed(300) })],
  [
    "300-open",
    async (panel) => {
      await panel.tell({ kind: "tree", snapshot: mixed(300) });
      await openGroup(panel);
      await panel.page
        .getByRole("treeitem", { name: /^device-\{n\}/ })
        .locator(".id")
        .click();
      await panel.drawn();
    },
  ],
  [
    "10000-open",
    async (panel) => {
      await panel.tell({ kind: "tree", snapshot: mixed(10_000) });
      await openGroup(panel);
    },
  ],
  ["states", ({ tell }) => tell({ kind: "tree", snapshot: today(zoo(childStates)) })],
  [
    "narrow",
    async ({ tell, tellRaw }) => {
      await tell({ kind: "tree", snapshot: today(zoo(childStates)) });
      await tellRaw({ kind: "of nobody" });
      await tell({ kind: "empty", why: "lost", message: "The connection to the runtime broke; trying again." });
    },
    620,
  ],
];

for (const theme of ["light", "dark", "high-contrast"] satisfies Theme[]) {
  test(`pictures, ${theme}`, async () => {
    for (const [name, show, width = 1280] of scenes) {
      const panel = await openPanel(browser, { theme, width });
      await show(panel);
      await panel.page.screenshot({ path: join(folder, `${theme}-${name}.png`) });
      assert.deepEqual(panel.complaints, []);
      await panel.page.context().close();
    }
  });
}
