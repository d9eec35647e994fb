import assert from "node:assert/strict";
import { mkdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { beside, marks, moved, pictureOf, sourceOf, under, zoomed } from "../../webview/traces/model.ts";
import { fromTraces, type Span, type ToTraces } from "../../wire/index.ts";
import { idOf, span } from "../traces/spans.ts";
import { startBrowser } from "./browser.ts";
import { openPanel } from "./panel-page.ts";

const trace = [
  span(1, { name: "reading", path: "fleet/devices/device-1", start: 1000, end: 9000 }),
  span(2, { name: "pass on", path: "fleet/broker", parent: idOf(1), start: 2000, end: 4000 }),
  span(3, {
    name: "ingest",
    path: "fleet/ingest",
    parent: idOf(2),
    start: 4000,
    end: 8000,
    attributes: { "code.file.path": "/app/ingest.ts", "code.line.number": 12 },
  }),
  span(4, {
    name: "store",
    path: "fleet/ingest",
    parent: idOf(3),
    start: 5000,
    end: 7000,
    status: "error",
    message: "disk full",
  }),
  span(5, {
    name: "exit",
    path: "fleet/ingest",
    start: 8000,
    end: 8000,
    service: "supertree",
    status: "error",
    message: "exited with code 1",
  }),
];

test("a picture is zoomed about a moment and moved, and never leaves what there is", () => {
  const picture = pictureOf("t", null, trace);
  assert.deepEqual(
    picture.lanes.map(({ label, rows, acts }) => `${label} ${rows.length} ${acts.length}`),
    ["fleet/devices/device-1 #1 1 0", "fleet/broker #1 1 0", "fleet/ingest #1 2 1"],
  );
  const near = zoomed(picture, 5000, 0.5);
  assert.equal(near.seen.until - near.seen.from, (picture.whole.until - picture.whole.from) / 2);
  assert.ok(near.seen.from < 5000 && near.seen.until > 5000);
  assert.deepEqual(zoomed(near, 5000, 100).seen, picture.whole);
  assert.equal(moved(near, 1e9).seen.until, picture.whole.until);
  assert.equal(moved(near, -1e9).seen.from, picture.whole.from);
});

test("a point is a span of its lane and row, or an act in the lane's head; the arrow keys go by time", () => {
  const picture = pictureOf("t", null, trace);
  const at = (y: number, time: number) => under(picture, y, time, 10)?.name ?? null;
  assert.equal(at(25, 3000), "reading");
  assert.equal(at(25, 9500), null);
  assert.equal(at(84 + 25, 6000), "ingest");
  assert.equal(at(84 + 41, 6000), "store");
  assert.equal(at(84 + 5, 8005), "exit");
  const first = beside(picture, 1);
  assert.equal(first?.name, "reading");
  assert.equal(beside({ ...picture, chosen: first }, 1)?.name, "pass on");
  assert.equal(beside({ ...picture, chosen: first }, -1)?.name, "reading");
});

test("a source is a file of this machine; a scale has round times", () => {
  assert.deepEqual(sourceOf(trace[2] as Span), { file: "/app/ingest.ts", line: 12 });
  assert.equal(sourceOf(span(1, { attributes: { "code.file.path": "node:internal" } })), null);
  assert.deepEqual(
    marks({ from: 900, until: 9000 }, 1000, 5).map(({ label }) => label),
    ["0 µs", "2.0 ms", "4.0 ms", "6.0 ms", "8.0 ms"],
  );
});

let browser: Browser;
before(async () => {
  browser = await startBrowser();
});
after(() => browser.close());

const counts = { kept: 5, received: 7, refused: 0, forgotten: [{ path: "fleet/noisy", spans: 2 }] };
const listed: ToTraces = {
  kind: "listed",
  counts,
  traces: [
    {
      trace: "a".repeat(32),
      name: "reading",
      start: 1000,
      end: 9000,
      spans: 5,
      errors: 2,
      paths: ["fleet/devices/device-1", "fleet/ingest"],
    },
  ],
};

test("a trace is found, drawn by its processes, and leads to the code, the process and what led to a crash", async () => {
  const panel = await openPanel(browser, { built: "traces", width: 1100, height: 560 });
  const { page } = panel;
  const tell = (message: ToTraces) => panel.tellRaw(message);
  const last = async () =>
    fromTraces
      .array()
      .parse(await page.evaluate(() => Reflect.get(window, "posted")))
      .at(-1);
  await tell(listed);
  assert.match(await page.getByRole("status").innerText(), /1 traces; 5 spans are kept, 2 made room/);
  await page.getByRole("searchbox", { name: "Search" }).fill("read");
  await page.keyboard.press("Enter");
  assert.deepEqual(await last(), { kind: "list", query: { text: "read", errors: false, limit: 200 } });
  await tell(listed);
  await page.getByRole("button", { name: "reading" }).click();
  assert.deepEqual(await last(), { kind: "open", trace: "a".repeat(32) });
  await tell({ kind: "shown", title: "reading", trace: "a".repeat(32), spans: trace, more: false });
  assert.deepEqual(await page.locator(".waterfall li").allInnerTexts(), [
    "fleet/devices/device-1 #1",
    "fleet/broker #1",
    "fleet/ingest #1",
  ]);
  const canvas = page.locator("canvas");
  const box = await canvas.boundingBox();
  assert.ok(box);
  await canvas.click({ position: { x: box.width * 0.55, y: 22 + 84 + 25 } });
  assert.equal(await page.getByRole("heading", { level: 2 }).innerText(), "ingest");
  await page.getByRole("button", { name: "Go to Source" }).click();
  assert.deepEqual(await last(), { kind: "open_source", file: "/app/ingest.ts", line: 12 });
  await page.keyboard.press("Tab");
  await canvas.press("ArrowDown");
  assert.equal(await page.getByRole("heading", { level: 2 }).innerText(), "store");
  await canvas.press("ArrowDown");
  await mkdir("artifacts/webview", { recursive: true });
  await page.screenshot({ path: "artifacts/webview/trace.png" });
  await page.getByRole("button", { name: "What Led to It" }).click();
  assert.deepEqual(await last(), { kind: "spans_of", path: "fleet/ingest", until: 8000 });
  await page.evaluate(await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8"));
  const wrong =
    "axe.run(document, { resultTypes: ['violations'] }).then((r) => r.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html)))";
  assert.deepEqual(await page.evaluate(wrong), []);
  await page.getByRole("button", { name: "All traces" }).click();
  assert.deepEqual(await page.evaluate(wrong), []);
  await page.screenshot({ path: "artifacts/webview/traces.png" });
  await tell({ kind: "failed", message: "This tree is not traced." });
  assert.equal(await page.getByRole("alert").innerText(), "This tree is not traced.");
  assert.deepEqual(panel.complaints, []);
});

test("a hundred thousand spans are drawn by pixels: what is seen costs no more than what is there to see", async () => {
  const panel = await openPanel(browser, { built: "traces", width: 1100, height: 560 });
  const { page } = panel;
  await page.evaluate(
    (like: string) => {
      const spans = Array.from({ length: 100_000 }, (_, n) => ({
        ...JSON.parse(like),
        id: (n + 1).toString(16).padStart(16, "0"),
        path: `fleet/devices/device-${n % 50}`,
        start: n * 10,
        end: n * 10 + 400,
      }));
      for (let at = 0; at < spans.length; at += 2000) {
        const part = { kind: "shown", title: "many", trace: null, spans: spans.slice(at, at + 2000) };
        window.postMessage({ ...part, more: at + 2000 < spans.length }, "*");
      }
    },
    JSON.stringify(span(1)),
  );
  await page.locator(".waterfall li").nth(49).waitFor();
  assert.equal(await page.locator(".waterfall li").count(), 50);
  const longest = await page.evaluate(() => {
    const context = CanvasRenderingContext2D.prototype;
    const { fillRect } = context;
    let most = 0;
    context.fillRect = function (...args) {
      most++;
      fillRect.apply(this, args);
    };
    const canvas = document.querySelector("canvas");
    canvas?.dispatchEvent(new WheelEvent("wheel", { deltaY: -100, ctrlKey: true, cancelable: true }));
    return new Promise<number>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(most))));
  });
  assert.ok(longest > 0 && longest < 20_000, String(longest));
  await page.screenshot({ path: "artifacts/webview/traces-many.png" });
  assert.deepEqual(panel.complaints, []);
});
