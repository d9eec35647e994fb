import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import {
  chipped,
  elementKinds,
  elementOf,
  fieldsOf,
  kindOf,
  type PlanEvent,
  withField,
} from "../../webview/plan/edit.ts";
import { parsePlan } from "../../webview/plan/text.ts";
import { rehearsed } from "../words/rehearsed.ts";
import { startBrowser } from "./browser.ts";
import { openPanel } from "./panel-page.ts";
import { fleet } from "./trees.ts";

const editing = (text: string, picked: number | null = null) => ({
  path: "t/a",
  text,
  count: "1",
  picked,
  begunFrom: "",
});

for (const [text, event, expected, picked] of [
  ["[restart, wait, stop]", { kind: "moved", from: 0, to: 2 }, "[wait, stop, restart]", null],
  ["[restart, wait]", { kind: "moved", from: 1, to: 2 }, "[restart, wait]", null],
  ["[restart, wait, stop]", { kind: "removed", index: 1 }, "[restart, stop]", null],
  ["[restart]", { kind: "added", element: { restart: "5s" } }, "[restart, {restart: 5s}]", 1],
  ["[restart]", { kind: "added", element: "restart" }, "[restart, restart]", null],
  ["[restart, wait]", { kind: "set", index: 0, element: "stop" }, "[stop, wait]", 0],
  ["[restart, wait]", { kind: "picked", index: 1 }, "[restart, wait]", 1],
  ["[restart, wait]", { kind: "picked", index: 7 }, "[restart, wait]", null],
  ["[restart, wai", { kind: "removed", index: 0 }, "[restart, wai", null],
] satisfies [string, PlanEvent, string, number | null][]) {
  test(`${text}, ${JSON.stringify(event)} → ${expected}`, () => {
    const next = chipped(editing(text), event);
    assert.deepEqual([next.text, next.picked], [expected, picked]);
  });
}

test("what a form makes of an element is a plan, whatever it was before; fields refuse what is none", () => {
  for (const kind of elementKinds) {
    for (const before of [null, ...elementKinds.map((each) => elementOf(each, null))]) {
      const element = elementOf(kind, before);
      assert.equal(kindOf(element), kind);
      assert.ok(parsePlan(chipped(editing("[]"), { kind: "added", element }).text).ok);
      for (const field of fieldsOf(element)) assert.deepEqual(withField(element, field), element);
    }
  }
  assert.equal(withField({ restart: "5s" }, { name: "delay", value: "5x" }), null);
  assert.equal(withField({ restart: { delay: "1s" } }, { name: "factor", value: "0" }), null);
  assert.deepEqual(elementOf("backoff", { restart: "7s" }), { restart: { delay: "7s", factor: 2, max: "1m" } });
});

let browser: Browser;
before(async () => {
  browser = await startBrowser();
});
after(() => browser.close());

test("a plan is made by keys alone, rehearsed at every step, and applied", async () => {
  const panel = await openPanel(browser);
  const { page, tell, drawn, posted } = panel;
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
    await drawn();
  };
  await tell({ kind: "tree", snapshot: fleet(2) }, { kind: "select", path: "fleet/broker" });
  await page.getByRole("tree").focus();
  await press("e");
  const chip = (name: RegExp) => page.locator("#chips").getByRole("button", { name });
  await chip(/^1 of 3/).focus();
  await press("Alt+ArrowRight");
  await press("ArrowRight", "Delete");
  const texts = () => page.locator("#chips .chip span:not(.codicon)").allTextContents();
  assert.deepEqual(await texts(), ["restart after 5s", "restart"]);
  await page.getByRole("button", { name: "Add: wait for somebody" }).focus();
  await press("Enter");
  await chip(/^1 of 3/).focus();
  await press("Enter");
  await page.getByRole("textbox", { name: "Delay" }).fill("9s");
  await drawn();
  assert.equal(await page.getByRole("textbox", { name: "Plan" }).inputValue(), "[{restart: 9s}, restart, wait]");
  const asked = (await posted()).findLast((message) => message.kind === "rehearse");
  assert.deepEqual(asked?.kind === "rehearse" && asked.events[0], {
    ...{ at: 0, call: "change_plan", path: "fleet/broker" },
    ...{ plan: [{ restart: "9s" }, "restart", "wait"], count: 1 },
  });
  assert.ok(asked);
  await tell({
    kind: "rehearsed",
    id: asked.id,
    trace: rehearsed("one_for_one: a plan=9s,restart,wait", "t/a", { times: 4 }),
  });
  await page.locator(".timeline").waitFor();
  await page.getByRole("textbox", { name: "Plan" }).press("Control+Enter");
  const act = (await posted()).findLast((message) => message.kind === "act");
  assert.deepEqual(act?.kind === "act" && act.act.do, "change_plan");
  assert.deepEqual(panel.complaints, []);
  await page.context().close();
});
