import assert from "node:assert/strict";
import type { Snapshot, WorkerNode } from "../../wire/index.ts";
import { Project } from "./project.ts";
import { story } from "./story.ts";

// Somebody writes a spec, and the editor helps: in the text alone first, then with the tree that runs by it.

const spec = `name: shop
strategy: rest_for_one
children:
  - id: db
    run: node idle.mjs db
  - id: api
    run: node idle.mjs api
    needs: [db]
    plan: [restart, { restart: 5s }, stop]
  - id: web
    run: node idle.mjs web
    restart: permanent
`;
const step = story(() => Project.of({ "supertree.yaml": spec, "idle.mjs": "setInterval(() => {}, 60_000);\n" }));

step("a mistake is underlined, explained, and mended by its quick fix", async ({ project, vscode }) => {
  await vscode.openFile("supertree.yaml");
  const line = await project.lineOf("supertree.yaml", "strategy:");
  await vscode.typeOver(line, "strategy: rest_for_won");
  await vscode.squiggle("error").waitFor();
  await vscode.picture("spec-1-mistake");
  await vscode.goToLine(line, "strategy: r".length);
  await vscode.explain(/rest_for_won.*bad_strategy/s);
  await vscode.page.keyboard.press("Escape");
  await vscode.fix("Replace by rest_for_one");
  await vscode.squiggle("error").waitFor({ state: "detached" });
  await vscode.save();
  await project.saved((text) => text === spec);
});

step("the lens above the tree starts it, the one above a child starts the child", async ({ project, vscode }) => {
  const running = vscode.lens(/running · pid \d+/);
  await vscode.clickUntil(vscode.lens(/Start Tree/), running.first());
  await vscode.picture("spec-3-running");
  const before = worker("shop/web", await project.tree(allRun));
  await vscode.clickUntil(vscode.lens(/^Stop$/).nth(2), vscode.lens(/^Start$/));
  await project.tree((tree) => worker("shop/web", tree).state === "stopped");
  await vscode.clickUntil(vscode.lens(/^Start$/), running.nth(2));
  const after = worker("shop/web", await project.tree(allRun));
  assert.notEqual(after.pid, before.pid);
  await vscode.lens(new RegExp(`running.*pid ${after.pid}`)).waitFor();
});

step(
  "an edited plan is marked as not what runs, and Apply Spec brings it into the running tree",
  async ({ project, vscode }) => {
    const before = worker("shop/api", await project.tree(allRun));
    const line = await project.lineOf("supertree.yaml", "plan:");
    await vscode.typeOver(line, "plan: [restart, { restart: 1s }, stop]");
    await vscode.save();
    await vscode.squiggle("info").waitFor();
    await vscode.run("Problems: Focus on Problems View");
    await vscode.row(/restart: 1s/).waitFor();
    await vscode.picture("spec-4-differs");
    await vscode.run("View: Focus Left Editor Group");
    await vscode.goToLine(line);
    await vscode.openFixes();
    await vscode.page.locator(".action-widget", { hasText: "Write to Spec" }).waitFor();
    await vscode.picture("spec-5-both-ways");
    await vscode.takeFix("Apply Spec");
    const after = worker(
      "shop/api",
      await project.tree((tree) => JSON.stringify(worker("shop/api", tree)).includes("1s")),
    );
    assert.equal(after.pid, before.pid);
    await vscode.squiggle("info").waitFor({ state: "detached" });
  },
);

step("a rename carries through to what needs the child", async ({ project, vscode }) => {
  const line = await project.lineOf("supertree.yaml", "- id: db");
  await vscode.goToLine(line);
  await vscode.page.keyboard.press("End");
  await vscode.rename("postgres");
  await vscode.save();
  await project.saved(
    (text) => text.includes("- id: postgres\n    run: node idle.mjs db\n") && text.includes("[postgres]"),
  );
  await vscode.lens(/not in the running tree/).waitFor();
  await vscode.picture("spec-6-renamed");
});

step("what it all ran is stopped by the lens", async ({ project, vscode }) => {
  await vscode.lens(/Stop Tree/).click();
  await project.gone();
});

function worker(path: string, { nodes }: Snapshot): WorkerNode {
  const found = nodes.find((node): node is WorkerNode => node.kind === "worker" && node.path === path);
  assert.ok(found, `the tree has no worker ${path}`);
  return found;
}

function allRun({ nodes }: Snapshot): boolean {
  return nodes.every(({ state }) => state === "running");
}
