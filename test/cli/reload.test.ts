import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { answerOf, errorOf, project, Staying, supertree, treeWhere } from "./supertree.ts";

const counters = `
name: counters
children:
  - id: many
    supervisor:
      strategy: one_for_one
      dynamic: { max: 3 }
      default: { run: node counter.mjs, hot: true }
    children: { from: 1, to: 2, id: "c-{n}" }
`;

test("reload, modules and rollback; followed logs tell that the state stays", async (t) => {
  const folder = await project(t, counters);
  const file = join(folder, "counter.mjs");
  await answerOf(folder, "up", "--detach");
  const logs = new Staying(t, folder, "logs", "c-1", "--follow");
  await logs.line(/^count 2$/);
  await new Staying(t, folder, "logs", "c-2", "--follow").line(/^count 2$/);

  const text = await readFile(file, "utf8");
  await writeFile(file, text.replace("`count", "`now"));
  const checked = (await answerOf(folder, "reload", "counter.mjs", "--dry-run")) as { outcome: string };
  assert.equal(checked.outcome, "checked");
  const committed = (await answerOf(folder, "reload", "counter.mjs")) as { outcome: string };
  assert.equal(committed.outcome, "committed");
  const [, now] = await logs.line(/^now (\d+)$/);
  assert.ok(Number(now) > 2);

  const modules = (await answerOf(folder, "modules")) as Record<string, unknown>[];
  assert.deepEqual(
    modules.map(({ hash, ...rest }) => rest),
    ["c-1", "c-2"].map((id) => ({
      path: `counters/many/${id}`,
      file,
      kind: "module",
      version: 2,
      current: true,
      states: [],
    })),
  );

  const { stdout } = await supertree(folder, "reports", "--json");
  const reports: { path: string; message: string }[] = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  const reloaded = reports.filter(({ message }) => message.startsWith("was reloaded by "));
  assert.deepEqual(
    reloaded.map(({ path }) => path),
    ["counters"],
  );
  assert.match(reloaded[0]?.message ?? "", /counter\.mjs version 2 in 2 processes, in \d+ ms$/);

  await writeFile(file, text.replace("count += 1", "count +="));
  const refused = await supertree(folder, "reload", "counter.mjs", "--json");
  assert.equal(refused.code, 1);
  assert.equal(JSON.parse(refused.stdout).refusals[0].where.line, 5);

  const before = logs.lines.length;
  assert.equal((await supertree(folder, "rollback")).code, 0);
  const [, count] = await logs.line(/^count (\d+)$/, before);
  assert.ok(Number(count) > Number(now));
});

test("reload --restart restarts the processes that have what cannot be exchanged, in order, up to the first that fails", async (t) => {
  const folder = await project(t, counters);
  const file = join(folder, "counter.mjs");
  await answerOf(folder, "up", "--detach");
  const logs = ["c-1", "c-2"].map((id) => new Staying(t, folder, "logs", id, "--follow"));
  for (const each of logs) await each.line(/^count 2$/);
  const before = logs.map(({ lines }) => lines.length);
  const text = await readFile(file, "utf8");
  await writeFile(file, `${text}\nprocess.title = "counter";\n`);
  const restarted = await supertree(folder, "reload", "counter.mjs", "--restart");
  assert.match(restarted.stdout, /^Restarted counters\/many\/c-1, counters\/many\/c-2$/m);
  assert.equal(restarted.code, 0);
  for (const [index, each] of logs.entries()) await each.line(/^count 2$/, before[index]);
  await writeFile(file, "throw new Error();\n");
  const failed = await supertree(folder, "reload", "counter.mjs", "--restart", "--json");
  assert.equal(failed.code, 1);
  const { rolling } = JSON.parse(failed.stdout);
  assert.deepEqual([rolling.restarted, rolling.failed.path], [[], "counters/many/c-1"]);
});

test("scale starts the missing and stops the last, up to the maximum", async (t) => {
  const folder = await project(t, counters);
  await answerOf(folder, "up", "--detach");
  const has = (...ids: string[]) =>
    treeWhere(folder, ({ nodes }) => {
      const running = nodes.filter((node) => node.kind === "worker" && node.state === "running");
      return running.map((node) => node.id).join() === ids.join();
    });
  assert.deepEqual(await answerOf(folder, "scale", "many", "3"), { path: "counters/many" });
  await has("c-1", "c-2", "c-3");
  assert.deepEqual(await errorOf(folder, "scale", "many", "4"), { exit: 1, code: "max_children" });
  await answerOf(folder, "scale", "many", "1");
  await has("c-1");
});
