import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { connect, findRuntime } from "../../client/index.ts";
import { isAlive } from "./processes.ts";
import { projectWith, runtimeFile, start } from "./tree.ts";

const one = 'name: t\nchildren:\n  - { id: a, run: "node FIXTURES/begins.mjs" }\n';

/** Runs a runtime as its starter does: what it says on its one line, and how it ended. */
async function begin(words: string[]) {
  const child = spawn(process.execPath, [runtimeFile, ...words], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(child, "exit");
  let said = "";
  for await (const chunk of child.stdout) {
    said += chunk;
    if (said.includes("\n")) break; // the stream is destroyed: nobody reads it any more
  }
  return { child, ended, said: JSON.parse(said) };
}

async function refused(t: TestContext, spec: string) {
  const project = await projectWith(t, spec);
  const { ended, said } = await begin(["--spec", project.specFile]);
  const [code] = await ended;
  return { ...project, code, ...said };
}

test("it says that it is ready, keeps its files private, and takes them away when it ends", async (t) => {
  const { folder, specFile } = await projectWith(t, one);
  const { child, ended, said } = await begin(["--spec", specFile]);
  assert.deepEqual(Object.keys(said), ["ready"]);
  const state = join(folder, ".supertree");
  assert.deepEqual(JSON.parse(readFileSync(join(state, "state/runtime.json"), "utf8")), said.ready);
  assert.equal(said.ready.pid, child.pid);
  assert.match(readFileSync(join(state, "token"), "utf8"), /^[0-9a-f]{64}\n$/);
  assert.equal(statSync(join(state, "token")).mode & 0o777, 0o600);
  assert.equal(statSync(state).mode & 0o777, 0o700);

  const found = await findRuntime(specFile);
  assert.ok(found);
  const client = await connect(found);
  const answer = await client.call("watch_tree", {});
  const pids =
    "snapshot" in answer
      ? answer.snapshot.nodes.flatMap((node) => (node.kind === "worker" ? (node.pid ?? []) : []))
      : [];
  child.kill("SIGTERM");
  assert.deepEqual(await ended, [0, null]);
  assert.deepEqual(pids.filter(isAlive), []);
  assert.deepEqual(readdirSync(join(state, "state")), ["output", "sources", "taken"]);
  assert.equal(existsSync(join(state, "token")), false);
});

test("a second runtime on the same spec is refused and told of the first, which goes on", async (t) => {
  const { watcher, pid, specFile } = await start(t, one);
  const { ended, said } = await begin(["--spec", specFile]);
  assert.deepEqual(await ended, [2, null]);
  assert.equal(said.error.code, "runtime_exists");
  assert.match(said.error.message, new RegExp(`process ${pid}\\) runs this tree already. End it with: supertree down`));
  assert.equal((await watcher.client.call("status", {})).state, "running");
});

test("a runtime takes over from one that was killed", async (t) => {
  const { specFile } = await projectWith(t, "name: t\nchildren: []\n");
  const first = await begin(["--spec", specFile]);
  first.child.kill("SIGKILL");
  await first.ended;
  const second = await begin(["--spec", specFile]);
  assert.deepEqual(Object.keys(second.said), ["ready"]);
  second.child.kill("SIGINT");
  assert.deepEqual(await second.ended, [0, null]);
});

test("a spec with errors starts nothing and names every error at its place", async (t) => {
  const spec = "name: t\nstrategy: one_for_none\nchildren:\n  - { id: a, run: sleep 1, colour: blue }\n";
  const { code, error, problems, folder, specFile } = await refused(t, spec);
  assert.equal(code, 2);
  assert.equal(error.code, "invalid_spec");
  assert.equal(error.where, `${specFile}:2:11`);
  assert.match(error.message, /supertree\.yaml:2:11: .*\n.*supertree\.yaml:4:\d+: .*colour/);
  assert.deepEqual(
    problems.map((problem: { line: number }) => problem.line),
    [2, 4],
  );
  assert.equal(existsSync(join(folder, ".supertree")), false);
});

test("a spec that is not there, or a wrong command line, is said", async () => {
  assert.match((await begin(["--spec", "/nowhere/supertree.yaml"])).said.error.message, /There is no spec/);
  assert.equal((await begin(["--spec", "/nowhere/notes.txt"])).said.error.code, "not_found");
  assert.match((await begin([])).said.error.message, /--spec is missing. Start it as:/);
  assert.equal((await begin(["--fast"])).said.error.code, "usage");
});
