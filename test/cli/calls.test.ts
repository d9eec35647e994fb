import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import type { Snapshot, TreeNode } from "../../wire/index.ts";
import { answerOf, errorOf, isAlive, project, supertree, treeWhere } from "./supertree.ts";

const shop = `
name: shop
children:
  - { id: api, run: node echo.mjs api, hot: false, plan: [restart], count: infinity }
  - { id: web, run: node echo.mjs web, hot: false }
  - id: jobs
    supervisor:
      dynamic: { max: 3 }
      default: { run: "node echo.mjs {id}", hot: false, plan: [{ restart: 1s }], count: 2 }
    children:
      - { id: import, append: true, args: [late], plan: [restart] }
`;

async function up(t: TestContext, spec = shop): Promise<string> {
  const folder = await project(t, spec);
  await answerOf(folder, "up", "--detach");
  return folder;
}

const child = (tree: Snapshot, path: string) => tree.nodes.find((node) => node.path === path);
const until = async (folder: string, path: string, wanted: (node: TreeNode) => boolean) => {
  const tree = await treeWhere(folder, (each) => {
    const node = child(each, path);
    return node !== undefined && wanted(node);
  });
  return child(tree, path);
};

test("hold, kill, held, release, restarted", async (t) => {
  const folder = await up(t);
  const before = await until(folder, "shop/api", ({ state }) => state === "running");
  assert.deepEqual(await answerOf(folder, "hold", "api"), { path: "shop/api" });
  assert.match((await supertree(folder, "ps")).stdout, /^shop\/api +running, on hold /m);

  await answerOf(folder, "kill", "api");
  const held = await until(folder, "shop/api", ({ state }) => state === "held");
  assert.deepEqual([held?.onHold, held?.restarts, held?.incarnation], [true, 0, before?.incarnation]);
  assert.match((await supertree(folder, "tree")).stdout, /api +held, on hold · #1 .* last exit: SIGKILL/);
  assert.deepEqual(await errorOf(folder, "pid", "api"), { exit: 1, code: "not_running" });

  assert.deepEqual(await answerOf(folder, "release", "api"), { path: "shop/api" });
  const after = await until(folder, "shop/api", ({ state }) => state === "running");
  assert.deepEqual([after?.onHold, after?.restarts, after?.incarnation], [false, 1, 2]);
  assert.deepEqual(await errorOf(folder, "hold", "shop"), { exit: 1, code: "invalid_params" });
  assert.deepEqual(await errorOf(folder, "release", "nobody"), { exit: 1, code: "not_found" });
});

test("children, count and pid of a supervisor", async (t) => {
  const folder = await up(t);
  const nodes = (await answerOf(folder, "children", "shop")) as TreeNode[];
  assert.deepEqual(
    nodes.map(({ id, kind, state }) => `${id} ${kind} ${state}`),
    ["api worker running", "web worker running", "jobs supervisor running"],
  );
  const counted = { path: "shop", specs: 3, active: 3, supervisors: 1, workers: 2 };
  assert.deepEqual(await answerOf(folder, "count", "shop"), counted);

  const { pids } = (await answerOf(folder, "pid", "shop")) as { pids: { path: string; pid: number }[] };
  assert.deepEqual(
    pids.map(({ path }) => path),
    ["shop/api", "shop/web"],
  );
  assert.ok(pids.every(({ pid }) => isAlive(pid)));
  assert.equal((await supertree(folder, "pid", "web")).stdout, `${pids[1]?.pid}\n`);
  assert.deepEqual(await errorOf(folder, "children", "web"), { exit: 1, code: "invalid_params" });
  assert.deepEqual(await errorOf(folder, "count", "web"), { exit: 1, code: "invalid_params" });
});

test("strategy and intensity, shown and changed while the tree runs", async (t) => {
  const folder = await up(t);
  assert.deepEqual(await answerOf(folder, "strategy", "shop"), { path: "shop", strategy: "one_for_one" });
  await answerOf(folder, "strategy", "shop", "rest_for_one");
  assert.deepEqual(await answerOf(folder, "strategy", "shop"), { path: "shop", strategy: "rest_for_one" });
  assert.deepEqual(await errorOf(folder, "strategy", "shop", "one_for_won"), { exit: 2, code: "usage" });
  assert.deepEqual(await errorOf(folder, "strategy", "jobs", "one_for_all"), { exit: 1, code: "invalid_params" });
  assert.deepEqual(await errorOf(folder, "strategy", "web"), { exit: 1, code: "invalid_params" });

  assert.deepEqual(await answerOf(folder, "intensity", "shop"), { path: "shop", restarts: 3, period: "5s" });
  await answerOf(folder, "intensity", "shop", "0", "1m");
  assert.equal((await supertree(folder, "intensity", "shop")).stdout, "shop: at most 0 restarts within 1m\n");
  assert.deepEqual(await errorOf(folder, "intensity", "shop", "5"), { exit: 2, code: "usage" });
  assert.deepEqual(await errorOf(folder, "intensity", "shop", "5", "0s"), { exit: 2, code: "usage" });

  await answerOf(folder, "kill", "api");
  const root = await until(folder, "shop", ({ state }) => state === "failed");
  assert.equal(root?.state, "failed"); // not one restart is borne
});

test("add starts another child, by hand or from a file; every refusal has its code", async (t) => {
  const folder = await up(t);
  await writeFile(join(folder, "export.yaml"), "id: export\ncount: 7\n");
  assert.deepEqual(await answerOf(folder, "add", "jobs", "export.yaml"), { path: "shop/jobs/export" });
  assert.deepEqual(await answerOf(folder, "plan", "count", "export"), { path: "shop/jobs/export", count: 7 });
  assert.deepEqual(await answerOf(folder, "add", "jobs", "{id: print}"), { path: "shop/jobs/print" });

  assert.deepEqual(await answerOf(folder, "terminate", "print"), { path: "shop/jobs/print" });
  assert.deepEqual(await errorOf(folder, "start", "print"), { exit: 1, code: "not_found" });
  assert.deepEqual(await answerOf(folder, "add", "jobs", "{id: print}"), { path: "shop/jobs/print" });

  const refused: [words: string[], exit: number, code: string][] = [
    [["add", "jobs", "{id: mail}"], 1, "max_children"],
    [["add", "shop", "{id: api, run: node echo.mjs}"], 1, "already_present"],
    [["add", "shop", "{id: mail}"], 1, "invalid_childspec"],
    [["add", "shop", "{id: mail, run: no-such-program}"], 1, "start_failed"],
    [["add", "web", "{id: mail, run: node echo.mjs}"], 1, "invalid_params"],
    [["add", "shop", "missing.yaml"], 1, "not_found"],
    [["add", "shop", "{id: mail"], 2, "usage"],
    [["add", "shop", "[1]"], 2, "usage"],
    [["add", "shop", "{id: mail, run: node echo.mjs, env: { MAIL_TOKEN: '***' }}"], 1, "invalid_childspec"],
    [["plan", "count", "web"], 1, "invalid_plan"],
    [["plan", "count", "api", "-1"], 2, "usage"],
  ];
  for (const [words, exit, code] of refused) {
    assert.deepEqual(await errorOf(folder, ...words), { exit, code }, words.join(" "));
  }
});

test("adopt makes a process that runs already a child; its end is answered like every other", async (t) => {
  const folder = await up(t);
  const running = spawn(process.execPath, ["-e", "setInterval(() => {}, 1e6)"], { stdio: "ignore" });
  t.after(() => running.kill("SIGKILL"));
  const ended = once(running, "exit");
  const pid = String(running.pid);
  const spec = "{id: old, run: node echo.mjs old, hot: false}";
  assert.deepEqual(await answerOf(folder, "adopt", "shop", pid, spec), { path: "shop/old" });
  assert.deepEqual(await answerOf(folder, "pid", "old"), { path: "shop/old", pid: running.pid });
  assert.deepEqual(await errorOf(folder, "adopt", "shop", pid, "{id: other, run: node echo.mjs}"), {
    exit: 1,
    code: "running",
  });

  await answerOf(folder, "kill", "old");
  await ended;
  const again = await until(folder, "shop/old", (node) => node.state === "running" && node.incarnation === 2);
  assert.ok(again?.kind === "worker" && again.pid !== running.pid);
  assert.deepEqual(await errorOf(folder, "adopt", "shop", pid, "{id: gone, run: node echo.mjs}"), {
    exit: 1,
    code: "start_failed",
  });
  assert.deepEqual(await errorOf(folder, "adopt", "shop", "many", spec), { exit: 2, code: "usage" });
});

test("another default child spec combines anew whoever appends to it, and touches no process", async (t) => {
  const folder = await up(t);
  const before = await answerOf(folder, "ps");
  const spec = (await answerOf(folder, "spec", "get", "import")) as Record<string, unknown>;
  assert.deepEqual(
    [spec.run, spec.plan, spec.count],
    [["node", "echo.mjs", "import", "late"], [{ restart: "1s" }, "restart"], 2],
  );
  assert.deepEqual(
    await answerOf(folder, "spec", "default", "jobs", "{run: 'node echo.mjs new', plan: [wait], hot: false}"),
    {
      path: "shop/jobs",
      combined: ["shop/jobs/import"],
    },
  );
  const { stdout } = await supertree(folder, "spec", "get", "import");
  assert.match(stdout, /^id: import\nrun:\n {2}- node\n {2}- echo\.mjs\n {2}- new\n {2}- late\n/);
  assert.match(stdout, /^plan:\n {2}- wait\n {2}- restart\n/m);
  assert.equal(
    (await supertree(folder, "spec", "default", "jobs")).stdout,
    "run: node echo.mjs new\nhot: false\nplan:\n  - wait\n",
  );
  assert.equal((await supertree(folder, "spec", "default", "shop")).stdout, "shop has no default child spec.\n");
  assert.deepEqual(await answerOf(folder, "ps"), before);
  assert.deepEqual(await errorOf(folder, "spec", "default", "jobs", "{rum: 1}"), {
    exit: 1,
    code: "invalid_childspec",
  });
  assert.deepEqual(await errorOf(folder, "spec", "default", "web"), { exit: 1, code: "invalid_params" });

  const { code, stdout: faults } = await supertree(
    folder,
    "spec",
    "check",
    "jobs",
    "[{id: a}, {id: b, plan: [leave]}]",
  );
  assert.equal(code, 1);
  assert.match(faults, /^children\[1\]\.plan\[0\]: error: .*\[bad_plan_element\]\n$/);
  assert.deepEqual(await answerOf(folder, "spec", "check", "jobs", "{id: a}"), []);
});

const secretive = `
name: vault
children:
  - id: safe
    run: node -e "console.log('opens with', process.env.VAULT_TOKEN); setInterval(() => {}, 1e6)" swordfish9
    env: { VAULT_TOKEN: swordfish9, DATABASE: "postgres://me:letmein@db/vault" }
    hot: false
`;

test("what looks secret is read nowhere: not in the tree, not in a child spec, not in a log", async (t) => {
  const folder = await up(t, secretive);
  const spec = (await answerOf(folder, "spec", "get", "safe")) as { run: string[]; env: Record<string, string> };
  assert.deepEqual(spec.env, { VAULT_TOKEN: "***", DATABASE: "postgres://me:***@db/vault" });
  assert.equal(spec.run.at(-1), "***");
  const tree = await treeWhere(folder, (each) => child(each, "vault/safe")?.state === "running");
  const followed = await untilWritten(folder);
  for (const shown of [JSON.stringify(tree), followed]) assert.doesNotMatch(shown, /swordfish9|letmein/);
  assert.equal(followed, "opens with ***\n");
});

/** What the child wrote, once it has. */
async function untilWritten(folder: string): Promise<string> {
  for (;;) {
    const { stdout } = await supertree(folder, "logs", "safe");
    if (stdout !== "") return stdout;
  }
}
