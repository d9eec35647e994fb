import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import type { TreeNode } from "../../wire/index.ts";
import { answerOf, errorOf, project, supertree, treeWhere } from "./supertree.ts";

const shop = `
name: shop
children:
  - { id: api, run: node echo.mjs api, hot: false, plan: [restart, { restart: 5s }, stop] }
  - id: jobs
    supervisor: { intensity: { restarts: 1, period: 60s } }
    children:
      - { id: mail, run: node echo.mjs mail, hot: false, restart: permanent }
      - { id: bill, run: node echo.mjs bill, hot: false, restart: permanent }
`;

/** The tree runs, and each of its processes. */
async function up(t: TestContext): Promise<string> {
  const folder = await project(t, shop);
  await answerOf(folder, "up", "--detach");
  await treeWhere(folder, ({ nodes }) => nodes.every(({ state }) => state === "running"));
  return folder;
}

const told = async (folder: string, ...words: string[]) => {
  const { code, stdout, stderr } = await supertree(folder, "whatif", ...words);
  assert.equal(code, 0, stderr);
  return stdout;
};
const summary = async (folder: string, ...words: string[]) => (await told(folder, ...words)).split("\n")[0];

test("what if: a sentence, then the trace; nothing of the tree is touched", async (t) => {
  const folder = await up(t);
  const before = (await answerOf(folder, "ps")) as TreeNode[];
  assert.equal(
    await told(folder, "api", "--times", "2", "--every", "1m"),
    `After the 1st exit it is restarted at once, after the 2nd exit it is restarted after 5 s; the tree goes on.

      0s  exited      shop/api #1: code 1
      0s  report      shop/api: exited with code 1; it is restarted
      0s  start       shop/api #2
      1m  exited      shop/api #2: code 1
      1m  report      shop/api: exited with code 1; it is restarted in 5s
      1m  restart at  shop/api #2 at 65s: code 1
     65s  start       shop/api #3
`,
  );
  assert.equal(
    await summary(folder, "mail", "--signal", "KILL", "--times", "2", "--every", "5s"),
    "The 2nd exit ends shop/jobs (more restarts than its intensity allows), which takes 1 other child down; shop restarts it at once and goes on.",
  );
  assert.equal(
    await summary(folder, "api", "--plan", "[wait]", "--code", "3"),
    "It stays down until somebody restarts it; the tree goes on.",
  );
  assert.deepEqual(await answerOf(folder, "ps"), before);
});

test("what if --json: the trace, one object a line, from the tree as it is", async (t) => {
  const folder = await up(t);
  await answerOf(folder, "kill", "api");
  await treeWhere(folder, ({ nodes }) =>
    nodes.some((node) => node.id === "api" && node.incarnation === 2 && node.state === "running"),
  );
  const lines = (await told(folder, "api", "--code", "0", "--json"))
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  assert.deepEqual(
    lines.filter((line) => line.do !== "report"),
    [
      { at: 0, do: "exited", child: "shop/api", incarnation: 2, reason: "normal" },
      { at: 0, do: "restart_at", child: "shop/api", incarnation: 2, reason: "normal", due: 5000 },
      { at: 5000, do: "start", child: "shop/api", incarnation: 3, reason: "normal" },
    ],
  );
});

test("what if a child on hold exits: it is held", async (t) => {
  const folder = await up(t);
  await answerOf(folder, "hold", "api");
  assert.equal(
    await summary(folder, "api"),
    "It is held, its plan not asked, until somebody releases it; the tree goes on.",
  );
});

test("what cannot be asked is refused, with the place", async (t) => {
  const folder = await up(t);
  assert.deepEqual(await errorOf(folder, "whatif", "jobs"), { exit: 1, code: "invalid_params" });
  assert.deepEqual(await errorOf(folder, "whatif", "nobody"), { exit: 1, code: "not_found" });
  for (const wrong of [
    ["--code", "1", "--signal", "TERM"],
    ["--code", "256"],
    ["--times", "0"],
    ["--times", "1000"],
    ["--every", "soon"],
    ["--signal", "SIGNOTHING"],
  ])
    assert.deepEqual(await errorOf(folder, "whatif", "api", ...wrong), { exit: 2, code: "usage" });
  assert.deepEqual(await errorOf(folder, "whatif", "api", "--plan", "[restat]"), { exit: 1, code: "invalid_plan" });
});
