import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { childStates, type Snapshot } from "../../wire/index.ts";
import type { WhatIf } from "../../words/index.ts";
import { rehearsed } from "../words/rehearsed.ts";
import { startBrowser } from "./browser.ts";
import { openPanel, type PanelPage } from "./panel-page.ts";
import { themeNames } from "./themes.ts";
import { fleet, now, plan, snapshot, supervisor, worker, zoo } from "./trees.ts";

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

const notation =
  "rest_for_one: broker plan=restart,5s,stop | api | devices(one_for_all 2/60s: device-1 | device-2 | device-3)";
const rehearsable = today(
  snapshot(
    supervisor("t", 0, { strategy: "rest_for_one" }),
    worker("t/broker", 1, { plan: plan(["restart", { restart: "5s" }, "stop"]), restart: null }),
    worker("t/api", 2),
    supervisor("t/devices", 3, { strategy: "one_for_all", intensity: { restarts: 2, periodMs: 60_000 } }),
    ...[1, 2, 3].map((n) => worker(`t/devices/device-${n}`, n)),
  ),
);

/** Asks what if, has core answer it, and opens the steps. */
async function answered({ page, tell, drawn, posted }: PanelPage, path: string, question: Partial<WhatIf>) {
  await page.getByRole("textbox", { name: "How many times" }).fill(String(question.times));
  await drawn();
  await page.getByRole("textbox", { name: "How long after one another" }).fill(`${(question.everyMs ?? 0) / 1000}s`);
  await page.getByRole("button", { name: /^Rehearse/ }).click();
  await drawn();
  const asked = (await posted()).findLast((message) => message.kind === "rehearse");
  assert.ok(asked);
  await tell({ kind: "rehearsed", id: asked.id, trace: rehearsed(notation, path, question) });
  await page.getByText("Step by step").click();
  await page.locator("#what-if-heading").evaluate((heading) => heading.scrollIntoView());
}

async function wondering(panel: PanelPage, question: Partial<WhatIf>): Promise<void> {
  await panel.tell({ kind: "tree", snapshot: rehearsable });
  await panel.page.getByRole("treeitem", { name: /^device-1,/ }).click();
  await panel.drawn();
  await answered(panel, "t/devices/device-1", question);
}

const scenes: readonly [name: string, show: (panel: PanelPage) => Promise<void>, width?: number, language?: "de"][] = [
  [
    "german",
    async (panel) => {
      await panel.tell({ kind: "tree", snapshot: mixed(14) });
      await panel.page.getByRole("treeitem", { name: /^broker,/ }).click();
      await panel.page.getByRole("button", { name: "Plan bearbeiten" }).click();
      await panel.page.getByRole("textbox", { name: "Plan" }).fill("[{restart: 1s}, {restart: 5x}, stopp]");
      await panel.page.getByRole("button", { name: "Zeitleiste" }).click();
      await panel.drawn();
    },
    1280,
    "de",
  ],
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
  ["what-if", (panel) => wondering(panel, { times: 5, everyMs: 12_000 })],
  [
    "what-if-plan",
    async (panel) => {
      await panel.tell({ kind: "tree", snapshot: rehearsable });
      await panel.page.getByRole("treeitem", { name: /^broker,/ }).click();
      await panel.page.getByRole("button", { name: "Edit plan" }).click();
      await panel.page.getByRole("textbox", { name: "Plan" }).fill("[{restart: 1m}, stop]");
      await panel.drawn();
      await answered(panel, "t/broker", {
        plan: { plan: [{ restart: "1m" }, "stop"], count: 1 },
        times: 2,
        everyMs: 90_000,
      });
    },
  ],
  ["what-if-narrow", (panel) => wondering(panel, { times: 40, everyMs: 15_000 }), 620],
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
  [
    "timeline",
    async (panel) => {
      await panel.tell({ kind: "tree", snapshot: today(fleet(2)) });
      const lastExit = (n: number) => ({ reason: { code: 1 }, at: Date.now() + n, incarnation: n });
      for (const n of [1, 2, 3]) {
        const crashed = worker("fleet/api", 3, {
          incarnation: n + 1,
          restarts: n,
          since: Date.now(),
          lastExit: lastExit(n),
        });
        await panel.tell({ kind: "delta", delta: { seq: n + 1, changed: [crashed], removed: [] } });
      }
      await panel.page.getByRole("treeitem", { name: /^api,/ }).click();
      await panel.page.getByRole("button", { name: "Timeline" }).click();
      await panel.page.getByRole("button", { name: "Show the tree as it stood then" }).first().click();
      await panel.drawn();
    },
  ],
  [
    "logs",
    async (panel) => {
      await panel.tell({ kind: "tree", snapshot: today(fleet(2)) });
      await panel.page.getByRole("treeitem", { name: /^devices,/ }).click();
      await panel.page.getByRole("button", { name: "Logs" }).click();
      const line = { path: "fleet/api", incarnation: 1, at: Date.now() } as const;
      const texts = ["listening on 8080", "Error: boom", "    at f (/fleet/api.ts:3:7)", "DEBUG tick", "WARN slow"];
      const lines = texts.map((text, n) => ({ ...line, stream: n === 0 ? "stdout" : "stderr", text }) as const);
      await panel.tell({ kind: "logs", anew: true, lines });
    },
  ],
  [
    "hovered",
    async (panel) => {
      await panel.tell({ kind: "tree", snapshot: today(fleet(3)) });
      await panel.page.getByRole("treeitem", { name: /^ingest,/ }).hover();
      await panel.page.keyboard.press("?");
      await panel.drawn();
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

for (const theme of themeNames) {
  test(`pictures, ${theme}`, async () => {
    for (const [name, show, width = 1280, language = "en"] of scenes) {
      const panel = await openPanel(browser, { theme, width, language });
      await show(panel);
      await panel.page.screenshot({ path: join(folder, `${theme}-${name}.png`) });
      assert.deepEqual(panel.complaints, []);
      await panel.page.context().close();
    }
  });
}
