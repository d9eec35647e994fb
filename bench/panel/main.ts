import type { Browser } from "playwright-core";
import { startBrowser } from "../../test/webview/browser.ts";
import { openPanel, type PanelPage } from "../../test/webview/panel-page.ts";
import { fleet } from "../../test/webview/trees.ts";
import { type Figure, median } from "../figures.ts";
import { calm, drawnAfter, framesWhile, type Hand, measurable, percentile, type Storm, storm } from "./frames.ts";

const framesCounted = 240;
const mixed = (count: number) =>
  fleet(count, (n) => (n % 37 === 0 ? { state: "failed", pid: null } : n % 11 === 0 ? { state: "paused" } : {}));

/** The built panel in Chromium with a tree of so many children: drawing, panning, zooming, a storm of deltas. */
export async function panelBench(children: number, runs: number, stormSeconds: number): Promise<Figure[]> {
  const browser = await startBrowser();
  try {
    return [
      await drawing(browser, children, "closed", runs),
      await drawing(browser, children, "open", runs),
      ...(await moving(browser, children)),
      ...(await storming(browser, children, stormSeconds)),
    ];
  } finally {
    await browser.close();
  }
}

const figure = (name: string, value: number, unit: Figure["unit"], floor: number | null = null): Figure => ({
  ...{ name, value, unit, floor, peer: null },
});

/** From the snapshot's arrival until the frame that shows it. */
async function drawing(browser: Browser, children: number, group: "open" | "closed", runs: number): Promise<Figure> {
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    const panel = await measured(browser);
    if (group === "open") await opened(panel);
    const tree = { ...mixed(children), seq: 100 };
    times.push(await drawnAfter(panel.page, { kind: "tree", snapshot: tree }));
    await panel.page.context().close();
  }
  return figure(`panel: ${children} drawn, group ${group}`, median(times), "ms");
}

const places: readonly [name: string, zoomSteps: number][] = [
  ["all in sight", 0],
  ["some hundreds in sight", 7],
  ["cards to read", 13],
];

async function moving(browser: Browser, children: number): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const hand of ["pan", "zoom"] satisfies Hand[]) {
    for (const [name, steps] of places) {
      const empty = await browser.newPage();
      await measurable(empty);
      const floor = percentile(await framesWhile(empty, hand, "body", framesCounted), 0.95);
      await empty.close();
      const panel = await measured(browser);
      await opened(panel);
      await panel.tell({ kind: "tree", snapshot: { ...mixed(children), seq: 100 } });
      for (let step = 0; step < steps; step++) await panel.page.keyboard.press("+");
      await panel.drawn();
      const frames = await framesWhile(panel.page, hand, "#canvas", framesCounted);
      figures.push(figure(`panel: ${hand}, ${name}, p95 frame`, percentile(frames, 0.95), "ms", floor));
      await panel.page.context().close();
    }
  }
  return figures;
}

async function storming(browser: Browser, children: number, seconds: number): Promise<Figure[]> {
  const { panel } = await stormy(browser, children);
  const { perSecond, lagMs } = await storm(panel.page, deltasAsked, seconds);
  await panel.page.context().close();
  return [
    figure("panel: deltas a second, 1,000 asked for", perSecond, "per_s"),
    figure("panel: last delta of the storm drawn after", lagMs, "ms"),
  ];
}

/** The heap while 1,000 deltas a second come for so many minutes, beside what it was after the first. */
export async function panelMemory(children: number, minutes: number): Promise<Figure[]> {
  const browser = await startBrowser();
  try {
    const { panel, used } = await stormy(browser, children);
    const heaps: number[] = [];
    const storms: Storm[] = [];
    for (let minute = 0; minute < minutes; minute++) {
      storms.push(await storm(panel.page, deltasAsked, 60));
      heaps.push(await used());
    }
    const after = [0, Math.floor(minutes / 2) - 1, minutes - 1].filter((minute, at, all) => all.indexOf(minute) === at);
    return [
      ...after.map((minute) =>
        figure(
          `panel: heap after minute ${minute + 1}`,
          heaps[minute] ?? 0,
          "MB",
          minute === 0 ? null : (heaps[0] ?? 0),
        ),
      ),
      figure(
        "panel: deltas a second in the slowest minute",
        Math.min(...storms.map(({ perSecond }) => perSecond)),
        "per_s",
      ),
      figure(
        "panel: last delta of a minute drawn after, the worst",
        Math.max(...storms.map(({ lagMs }) => lagMs)),
        "ms",
      ),
    ];
  } finally {
    await browser.close();
  }
}

const deltasAsked = 1000;

/** A panel to which storms may come, and the heap that it uses once what is garbage is gone. */
async function stormy(browser: Browser, children: number): Promise<{ panel: PanelPage; used: () => Promise<number> }> {
  const panel = await measured(browser);
  await opened(panel);
  const tree = { ...mixed(children), seq: 100 };
  await panel.tell({ kind: "tree", snapshot: tree });
  const heap = await panel.page.context().newCDPSession(panel.page);
  const used = async () => {
    await heap.send("HeapProfiler.collectGarbage");
    return (await heap.send("Runtime.getHeapUsage")).usedSize / 1024 / 1024;
  };
  await calm(panel.page, tree);
  return { panel, used };
}

async function measured(browser: Browser): Promise<PanelPage> {
  const panel = await openPanel(browser);
  await measurable(panel.page);
  return panel;
}

/** The group of all children stands open when they come. */
async function opened(panel: PanelPage): Promise<void> {
  await panel.tell({ kind: "tree", snapshot: fleet(12) });
  await panel.page
    .getByRole("treeitem", { name: /^device-\{n\}/ })
    .locator("[data-fold]")
    .click();
  await panel.drawn();
}
