import assert from "node:assert/strict";
import type { Locator } from "playwright-core";
import type { TraceLine } from "../../wire/index.ts";
import { rehearsed } from "../words/rehearsed.ts";
import type { PanelPage } from "./panel-page.ts";
import { panelTests } from "./panel-test.ts";
import { plan, snapshot, supervisor, worker } from "./trees.ts";

const notation = "one_for_one: s(one_for_one 2/60s: a | b | c) | d plan=restart,5s";
const shown = snapshot(
  supervisor("t", 0),
  supervisor("t/s", 1, { intensity: { restarts: 2, periodMs: 60_000 } }),
  worker("t/s/a", 1),
  worker("t/s/b", 2),
  worker("t/s/c", 3),
  worker("t/d", 2, { plan: plan(["restart", { restart: "5s" }]), restart: null }),
);

const panelTest = panelTests({ kind: "tree", snapshot: shown });

const select = async ({ page, drawn }: PanelPage, name: RegExp) => {
  await page.getByRole("treeitem", { name }).click();
  await drawn();
};
const field = ({ page }: PanelPage, name: string) => page.getByRole("textbox", { name, exact: true });
const button = ({ page }: PanelPage, name: string) => page.getByRole("button", { name, exact: true });
const words = async (locator: Locator) =>
  (await locator.allTextContents()).map((text) => text.trim().replace(/\s+/g, " "));

/** Asks, sees that this was asked, and answers it. */
async function asked(panel: PanelPage, press: () => Promise<unknown>, events: object[], trace: TraceLine[]) {
  await press();
  await panel.drawn();
  const last = (await panel.posted()).at(-1);
  assert.ok(last?.kind === "rehearse");
  assert.deepEqual(last.events, events);
  await panel.tell({ kind: "rehearsed", id: last.id, trace });
}

panelTest(
  "five times in a minute: a sentence, a drawing with a row for each child concerned, and the steps",
  async (panel) => {
    const { page } = panel;
    await select(panel, /^a,/);
    await field(panel, "How many times").fill("5");
    await field(panel, "How long after one another").fill("12s");
    const times = [0, 12_000, 24_000, 36_000, 48_000];
    await asked(
      panel,
      () => button(panel, "Rehearse").click(),
      times.map((at) => ({ at, exit: "t/s/a", code: 1 })),
      rehearsed(notation, "t/s/a", { times: 5, everyMs: 12_000 }),
    );
    assert.deepEqual(await words(page.locator(".summary")), [
      "The 3rd exit ends t/s (more restarts than its intensity allows), which takes 2 other children down; t restarts it at once and goes on.",
    ]);
    assert.deepEqual(await words(page.locator(".lane-names span")), ["a", "s", "b", "c"]);
    assert.deepEqual(await words(page.locator(".lanes .when")), ["0 s", "12 s", "24 s", "36 s", "48 s"]);
    assert.equal(await page.locator(".lanes .mark.exited").count(), 5);
    assert.equal(await page.locator(".lanes .mark.ended").count(), 1);
    await page.getByText("Step by step").press("Enter");
    assert.match(
      (await words(page.locator(".steps li")))[2] ?? "",
      /^after 24 s ?t\/s\/a: exited with code 1; it is restarted\. ?t\/s: the supervisor ends/,
    );
    assert.match((await words(page.locator(".details .hint"))).join("\n"), /From the tree as it was \d+ s ago\./);
  },
);

panelTest("a plan that is being edited is rehearsed as it is typed, before it is applied", async (panel) => {
  await select(panel, /^d,/);
  await button(panel, "Edit plan").click();
  await panel.drawn();
  const text = field(panel, "Plan");
  // Nobody asked for a number: one exit more than the plan has elements.
  assert.equal(await field(panel, "How many times").inputValue(), "3");
  await field(panel, "How many times").fill("1");
  await text.fill("[wait, restat]");
  await panel.page.getByText("The plan above cannot be read yet.").waitFor();
  assert.ok(await button(panel, "Rehearse with this plan").isDisabled());
  await text.fill("[wait]");
  await panel.drawn();
  const question = { plan: { plan: ["wait" as const], count: 1 } };
  await asked(
    panel,
    () => button(panel, "Rehearse with this plan").click(),
    [
      { at: 0, call: "change_plan", path: "t/d", plan: ["wait"], count: 1 },
      { at: 0, exit: "t/d", code: 1 },
    ],
    rehearsed(notation, "t/d", question),
  );
  assert.deepEqual(await words(panel.page.locator(".summary")), [
    "It stays down until somebody restarts it; the tree goes on.",
  ]);
  assert.match(
    (await words(panel.page.locator(".details .hint"))).join("\n"),
    /With the plan \[wait\]\. From the tree/,
  );
  assert.ok((await panel.posted()).every(({ kind }) => kind !== "act"));
});

panelTest("by a signal, or normally; by keyboard", async (panel) => {
  const { page } = panel;
  await select(panel, /^b,/);
  await page.keyboard.press("w");
  const how = page.getByRole("combobox", { name: "How it ends" });
  await page.waitForFunction(() => document.activeElement?.id === "what-if-how");
  await how.click();
  await page.getByRole("option", { name: "exits normally" }).click();
  await panel.drawn();
  const trace = rehearsed(notation, "t/s/b", { exit: { code: 0 } });
  await asked(panel, () => field(panel, "How many times").press("Enter"), [{ at: 0, exit: "t/s/b", code: 0 }], trace);
  await how.click();
  await page.getByRole("option", { name: "is ended by" }).click();
  await page.getByRole("combobox", { name: "Signal that ends it" }).click();
  await page.getByRole("option", { name: "SIGSEGV" }).click();
  await panel.drawn();
  await asked(panel, () => button(panel, "Rehearse").click(), [{ at: 0, exit: "t/s/b", signal: "SIGSEGV" }], trace);
});

panelTest("what is typed wrong says so, a refusal is shown, and an answer belongs to its child", async (panel) => {
  const { page } = panel;
  await select(panel, /^a,/);
  for (const [name, wrong, right, message] of [
    ["Exit code", "300", "2", "An exit code is a whole number from 0 to 255."],
    ["How many times", "0", "2", "How many times is a whole number from 1 to 100."],
    ["How long after one another", "soon", "1s", "Write how long as 500ms, 10s, 1m or 1h."],
  ] as const) {
    await field(panel, name).fill(wrong);
    await page.getByText(message).waitFor();
    assert.ok(await button(panel, "Rehearse").isDisabled());
    await field(panel, name).fill(right);
    await panel.drawn();
  }
  await button(panel, "Rehearse").click();
  await panel.drawn();
  await panel.tell({ kind: "not_rehearsed", id: 7, message: "an answer to nobody" });
  await page.getByText("Rehearsing…").waitFor();
  await panel.tell({ kind: "not_rehearsed", id: 1, message: "The tree is being stopped." });
  await page.getByText("The tree is being stopped.").waitFor();
  await select(panel, /^b,/);
  assert.equal(await page.getByText("The tree is being stopped.").count(), 0);
  await select(panel, /^s,/);
  await page.getByText("A supervisor has no process of its own that could exit: select one of its workers.").waitFor();
});

panelTest("the extension's command selects the child and puts the keyboard at the question", async (panel) => {
  await panel.tell({ kind: "what_if", path: "t/s/c" });
  await panel.page.waitForFunction(() => document.activeElement?.id === "what-if-how");
  assert.equal(await panel.page.locator(".details h2 .name").textContent(), "c");
});
