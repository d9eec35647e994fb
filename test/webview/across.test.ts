import assert from "node:assert/strict";
import { mkdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { cell, columns, sorted, summary, turned } from "../../webview/across/table.ts";
import { type AcrossRow, type FromAcross, fromAcross, type ToAcross } from "../../wire/index.ts";
import { startBrowser } from "./browser.ts";
import { openPanel } from "./panel-page.ts";

const rows: AcrossRow[] = [
  { threadId: 1, path: "fleet/devices/device-10", incarnation: 1, state: "running", value: "9", type: "number" },
  { threadId: 2, path: "fleet/devices/device-2", incarnation: 3, state: "paused", value: "10", type: "number" },
  { threadId: 3, path: "fleet/api", incarnation: 1, state: "running", error: "ReferenceError: seq is not defined" },
  { threadId: 4, path: "fleet/devices/device-1", incarnation: 1, state: "running", value: "9", type: "number" },
];

test("rows are in the order of their paths, values of their size; a second click turns it round", () => {
  const paths = (order: Parameters<typeof sorted>[1]) =>
    sorted(rows, order).map(({ path }) => path.replace(/^.*\//, ""));
  assert.deepEqual(paths({ by: "path", descending: false }), ["api", "device-1", "device-2", "device-10"]);
  assert.deepEqual(paths({ by: "value", descending: false }), ["device-1", "device-10", "device-2", "api"]);
  const round = turned(turned({ by: "path", descending: false }, "value"), "value");
  assert.deepEqual(round, { by: "value", descending: true });
  assert.deepEqual(paths(round), ["api", "device-2", "device-1", "device-10"]);
  assert.equal(summary(rows), "4 processes, 2 different answers, 1 error");
  assert.deepEqual(columns.map((column) => cell(rows[2] as AcrossRow, column)).slice(2), [
    "running",
    "ReferenceError: seq is not defined",
    "error",
  ]);
});

let browser: Browser;
before(async () => {
  browser = await startBrowser();
});
after(() => browser.close());

test("one expression is asked of all, shown as a table, sorted by a click and asked again", async () => {
  const panel = await openPanel(browser, { built: "across", width: 900, height: 420 });
  const { page } = panel;
  const tell = (message: ToAcross) => panel.tellRaw(message);
  const posted = async () => fromAcross.array().parse(await page.evaluate(() => Reflect.get(window, "posted")));
  const asked = async () =>
    (await posted()).findLast((one): one is Extract<FromAcross, { kind: "evaluate" }> => one.kind === "evaluate");
  await tell({ kind: "about", paths: ["fleet/devices"] });
  await page.getByRole("textbox", { name: "Expression" }).fill("device.seq");
  await page.keyboard.press("Enter");
  assert.deepEqual(await asked(), { kind: "evaluate", id: 1, expression: "device.seq", paths: ["fleet/devices"] });
  await tell({ kind: "answer", id: 1, rows });
  const cells = () => page.locator("tbody td.path").allInnerTexts();
  assert.deepEqual(await cells(), [
    "fleet/api",
    "fleet/devices/device-1",
    "fleet/devices/device-2",
    "fleet/devices/device-10",
  ]);
  await page.getByRole("button", { name: "Value" }).click();
  assert.equal(await page.getByRole("columnheader", { name: "Value" }).getAttribute("aria-sort"), "ascending");
  assert.deepEqual((await cells()).slice(0, 2), ["fleet/devices/device-1", "fleet/devices/device-10"]);
  await tell({ kind: "moved" });
  assert.match(await page.getByRole("status").innerText(), /4 processes.*Processes have moved since/);
  await page.getByRole("button", { name: "Refresh" }).click();
  assert.equal((await asked())?.id, 2);
  await tell({ kind: "answer", id: 1, rows: [] });
  assert.equal((await cells()).length, 4, "a late answer to an earlier question is not shown");
  await mkdir("artifacts/webview", { recursive: true });
  await tell({ kind: "answer", id: 2, rows });
  await page.screenshot({ path: "artifacts/webview/across.png" });
  await page.evaluate(await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8"));
  const wrong =
    "axe.run(document, { resultTypes: ['violations'] }).then((r) => r.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html)))";
  assert.deepEqual(await page.evaluate(wrong), []);
  await tell({ kind: "failed", id: 2, message: "No tree is debugged." });
  assert.equal(await page.getByRole("status").innerText(), "No tree is debugged.");
  assert.deepEqual(panel.complaints, []);
});
