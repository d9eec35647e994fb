import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { connect, findRuntime } from "../../client/index.ts";
import { answerOf, errorOf, isAlive, project, supertree, treeWhere } from "./supertree.ts";

const pair = `
name: pair
children:
  - { id: one, run: node echo.mjs one, hot: false }
  - id: two
    run: node echo.mjs two
    hot: false
    plan: [restart, { restart: 1s }]
    count: 2
`;

interface Process {
  path: string;
  state: string;
  pid: number;
  incarnation: number;
  restarts: number;
}

const processes = async (folder: string) => (await answerOf(folder, "ps")) as Process[];

test("up --detach, status, ps, tree and down, with their JSON", async (t) => {
  const folder = await project(t, pair);
  assert.deepEqual(await errorOf(folder, "status"), { exit: 3, code: "no_runtime" });

  const up = (await answerOf(folder, "up", "--detach")) as Record<string, unknown>;
  assert.deepEqual(await answerOf(folder, "status"), up);
  assert.deepEqual(Object.keys(up), ["pid", "url", "version", "spec", "state", "role", "remote"]);
  assert.equal(up.state, "running");

  const found = await processes(folder);
  assert.deepEqual(
    found.map(({ pid, ...rest }) => rest),
    [
      { path: "pair/one", state: "running", incarnation: 1, restarts: 0 },
      { path: "pair/two", state: "running", incarnation: 1, restarts: 0 },
    ],
  );
  assert.ok(found.every(({ pid }) => isAlive(pid)));
  assert.deepEqual(await errorOf(folder, "up"), { exit: 1, code: "runtime_exists" });

  const measured = (await answerOf(folder, "ps", "--metrics")) as (Process & { cpu: number; memoryBytes: number })[];
  assert.ok(measured.every(({ cpu, memoryBytes }) => cpu >= 0 && memoryBytes > 1_000_000));

  const { stdout } = await supertree(folder, "tree");
  assert.equal(
    stdout.replace(/pid \d+/g, "pid N"),
    [
      "pair    running · one_for_one",
      "├─ one  running · #1 pid N · permanent",
      "└─ two  running · #1 pid N · [‹restart›, { restart: 1s }] × 2",
      "",
    ].join("\n"),
  );

  assert.deepEqual(await answerOf(folder, "down"), { spec: up.spec, state: "stopped" });
  assert.ok(!isAlive(up.pid as number) && found.every(({ pid }) => !isAlive(pid)));
  assert.equal((await supertree(folder, "status")).code, 3);
});

test("restart, kill, stop, start and delete one child, named in three ways", async (t) => {
  const folder = await project(t, pair);
  await answerOf(folder, "up", "--detach");
  const node = (id: string) => (tree: { nodes: { id: string; incarnation: number; state: string }[] }) =>
    tree.nodes.find((each) => each.id === id);
  const is = (id: string, state: string, incarnation: number) =>
    treeWhere(folder, (tree) => node(id)(tree)?.state === state && node(id)(tree)?.incarnation === incarnation);

  assert.deepEqual(await answerOf(folder, "restart", "pair/one"), { path: "pair/one" });
  await is("one", "running", 2);
  assert.deepEqual(await answerOf(folder, "kill", "two", "--signal", "term"), { path: "pair/two" });
  await is("two", "running", 2);
  assert.deepEqual(await answerOf(folder, "stop", "one"), { path: "pair/one" });
  await is("one", "stopped", 2);
  assert.deepEqual(await errorOf(folder, "kill", "one"), { exit: 1, code: "not_running" });
  assert.deepEqual(await answerOf(folder, "start", "one"), { path: "pair/one" });
  await is("one", "running", 3);
  assert.deepEqual(await errorOf(folder, "delete", "one"), { exit: 1, code: "running" });
  await answerOf(folder, "stop", "one");
  await answerOf(folder, "delete", "one");
  assert.deepEqual(
    (await processes(folder)).map(({ path }) => path),
    ["pair/two"],
  );
});

test("plan get and set do not touch the process", async (t) => {
  const folder = await project(t, pair);
  await answerOf(folder, "up", "--detach");
  const before = await processes(folder);
  const two = { path: "pair/two", restart: null, at: 0, runs: 0 };
  assert.deepEqual(await answerOf(folder, "plan", "get", "two"), {
    ...two,
    plan: ["restart", { restart: "1s" }],
    count: 2,
  });
  const changed = { ...two, plan: [{ restart: "3s" }, "stop"], count: "infinity" };
  assert.deepEqual(
    await answerOf(folder, "plan", "set", "two", "[{restart: 3s}, stop]", "--count", "infinity"),
    changed,
  );
  assert.deepEqual(await answerOf(folder, "plan", "set", "two", "--count", "5"), { ...changed, count: 5 });
  assert.deepEqual(await answerOf(folder, "plan", "get", "two"), { ...changed, count: 5 });
  assert.deepEqual(await processes(folder), before);

  assert.deepEqual(await errorOf(folder, "plan", "set", "two", "[reboot]"), { exit: 1, code: "invalid_plan" });
  assert.deepEqual(await errorOf(folder, "plan", "set", "two"), { exit: 2, code: "usage" });
  assert.deepEqual(await errorOf(folder, "plan", "set", "two", "[stop]", "--count", "-1"), { exit: 2, code: "usage" });
});

test("logs: of one child, of all, as JSON lines", async (t) => {
  const folder = await project(t, pair);
  await answerOf(folder, "up", "--detach");
  const wrote = async (...words: string[]) =>
    (await supertree(folder, "logs", ...words)).stdout.trim().split("\n").sort();

  await untilLogged(folder, 4);
  assert.deepEqual(await wrote("one"), ["one complains", "one lives"]);
  assert.deepEqual(await wrote(), [
    "pair/one | one complains",
    "pair/one | one lives",
    "pair/two | two complains",
    "pair/two | two lives",
  ]);
  assert.equal((await wrote("*", "-n", "1")).length, 2);
  const [line] = (await wrote("two", "--json")).map((text) => JSON.parse(text));
  assert.deepEqual(Object.keys(line), ["path", "incarnation", "stream", "at", "text"]);
});

test("a wrong word is a usage error, a wrong path and a wrong spec say where", async (t) => {
  const folder = await project(t, pair);
  assert.deepEqual(await errorOf(folder, "nope"), { exit: 2, code: "usage" });
  assert.deepEqual(await errorOf(folder, "kill"), { exit: 2, code: "usage" });
  assert.deepEqual(await errorOf(folder, "ps", "--surprise"), { exit: 2, code: "usage" });
  assert.deepEqual(await errorOf(folder, "ps"), { exit: 3, code: "no_runtime" });
  assert.deepEqual(await errorOf(folder, "up", "missing.yaml"), { exit: 1, code: "not_found" });

  await writeFile(join(folder, "wrong.yaml"), "name: wrong\nstrategy: one_for_won\nchildren: []\n");
  assert.deepEqual(await errorOf(folder, "up", "wrong.yaml"), { exit: 1, code: "invalid_spec" });
  assert.match((await supertree(folder, "up", "wrong.yaml")).stderr, /wrong\.yaml:2:11/);
  assert.equal((await supertree(folder, "status", "--spec", "wrong.yaml")).code, 3);

  await answerOf(folder, "up", "--detach");
  assert.deepEqual(await errorOf(folder, "restart", "three"), { exit: 1, code: "not_found" });
  assert.deepEqual(await errorOf(folder, "scale", "pair", "3"), { exit: 1, code: "not_dynamic" });
  assert.deepEqual(await errorOf(folder, "scale", "pair", "many"), { exit: 2, code: "usage" });
  assert.deepEqual(await errorOf(folder, "kill", "one", "--signal", "SIGNOPE"), { exit: 2, code: "usage" });
});

test("check: problems with their places, exit code 1 for an error", async (t) => {
  const folder = await project(t, pair);
  assert.deepEqual(await answerOf(folder, "check"), []);
  await writeFile(join(folder, "wrong.yaml"), "name: wrong\nstrategy: one_for_won\nchildren: []\n");
  const { code, stdout } = await supertree(folder, "check", "supertree.yaml", "wrong.yaml", "--json");
  assert.equal(code, 1);
  const [problem, ...others] = JSON.parse(stdout);
  assert.deepEqual(others, []);
  assert.deepEqual(Object.keys(problem), ["file", "line", "column", "severity", "code", "message"]);
  assert.deepEqual([problem.file, problem.line, problem.column, problem.severity], ["wrong.yaml", 2, 11, "error"]);
  assert.deepEqual(await errorOf(folder, "check", "missing.yaml"), { exit: 1, code: "not_found" });
});

/** Follows the logs until this many lines have been written in all. */
async function untilLogged(folder: string, lines: number): Promise<void> {
  const runtime = await findRuntime(join(folder, "supertree.yaml"));
  if (!runtime) throw new Error(`no runtime runs in ${folder}`);
  const client = await connect(runtime);
  await new Promise<void>((settle, fail) => {
    let seen = 0;
    const count = (more: number) => {
      seen += more;
      if (seen >= lines) settle();
    };
    client.on("output", (notice) => count(notice.lines.length));
    client.call("logs", { paths: [], lines: 100, follow: true }).then((answer) => count(answer.lines.length), fail);
  });
  client.close();
}
