import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import fc from "fast-check";
import type { Browser } from "playwright-core";
import { decode } from "../../webview/messages.ts";
import { fromPanel } from "../../wire/index.ts";
import { startBrowser } from "./browser.ts";
import { openPanel } from "./panel-page.ts";
import { fleet } from "./trees.ts";

let browser: Browser;
before(async () => {
  browser = await startBrowser();
});
after(() => browser.close());

/** Anything, and things that are nearly messages. */
const nearly = fc.oneof(
  fc.anything(),
  fc.record({
    kind: fc.constantFrom("tree", "delta", "empty", "select", "result", "ready"),
    id: fc.anything(),
    snapshot: fc.anything(),
    delta: fc.anything(),
  }),
  fc.record({
    kind: fc.constant("delta"),
    delta: fc.record({ seq: fc.integer(), changed: fc.array(fc.anything()), removed: fc.array(fc.string()) }),
  }),
);

test("whatever comes, decoding answers with a message or with a sentence", () => {
  fc.assert(
    fc.property(nearly, (data) => {
      const decoded = decode(data);
      assert.ok(
        decoded.ok || decoded.problem.startsWith("The extension sent a message that this panel does not understand"),
      );
    }),
  );
});

test("a message of nobody is shown as an error that can be dismissed, and changes nothing else", async () => {
  const { page, tell, tellRaw, drawn, complaints } = await openPanel(browser);
  await tell({ kind: "tree", snapshot: fleet(2) });
  await tellRaw({ kind: "trees" });
  const alert = page.getByRole("alert").filter({ hasText: "kind “trees”" });
  assert.equal(await alert.count(), 1);
  assert.equal(await page.getByRole("treeitem").count(), 7);
  await page.getByRole("button", { name: "Dismiss" }).click();
  await drawn();
  assert.equal(await alert.count(), 0);
  assert.deepEqual(complaints, []);
  await page.context().close();
});

test("under a storm of wrong messages the panel goes on, and says only what the extension understands", async () => {
  const { page, tell, tellRaw, posted, complaints } = await openPanel(browser);
  const clonable = fc
    .sample(nearly, { numRuns: 150, seed: 20 })
    .flatMap((data) => (isJson(data) ? [JSON.parse(JSON.stringify(data))] : []));
  for (const data of clonable) await tellRaw(data);
  await tell({ kind: "tree", snapshot: fleet(2) });
  assert.equal(await page.getByRole("treeitem").count(), 7);
  for (const message of await posted()) assert.ok(fromPanel.safeParse(message).success);
  assert.deepEqual(complaints, []);
  await page.context().close();
});

function isJson(data: unknown): boolean {
  try {
    return JSON.stringify(data) !== undefined;
  } catch (error) {
    if (error instanceof TypeError) return false; // bigints and circles
    throw error;
  }
}
