import assert from "node:assert/strict";
import { test } from "node:test";
import { shown, Tree } from "./tree.ts";
import { asking, counting } from "./upgrades.ts";

/** A way to version 2 that does something the `n`th time it is walked, in the process that was started with this word. */
const walking = (word: string, n: number, what: string) => `{ 2: { down: () => 0, up: (total) => {
  globalThis.walked = (globalThis.walked ?? 0) + 1;
  if (process.argv[2] === "${word}" && globalThis.walked === ${n}) { ${what} }
  return { before: total };
} } }`;

async function three(t: Parameters<typeof Tree.make>[0]) {
  const tree = await Tree.make(t, { "a.js": counting(1), "main.js": asking("./a.js") });
  const [one, odd, other] = [
    await tree.start("t/one", ["main.js"]),
    await tree.start("t/odd", ["main.js", "odd"]),
    await tree.start("t/other", ["main.js"]),
  ];
  const reload = async (text: string) => {
    tree.place.write({ "a.js": text });
    return shown(await tree.reload.reload(["a.js"], false), tree.place.folder);
  };
  return { tree, one, odd, other, reload };
}

test("one that fails in prepare, or in commit, makes all stay; one that ends in prepare, too; the state is as it was", async (t) => {
  const { one, odd, other, reload } = await three(t);
  const all = [one, odd, other];
  for (const program of all) assert.equal(await program.ask("x"), "v1 1");
  const thrown =
    "refused_by_process t/odd #1: loading it failed: the migration of `tally` to version 2 failed: odd (line 9)";
  const fails = await reload(counting(2, { migrations: walking("odd", 1, "throw new Error('odd')") }));
  assert.equal(fails, `${thrown}\nrestart t/one t/odd t/other`);
  for (const program of all) assert.equal(await program.ask("x"), "v1 2");
  const late = await reload(counting(2, { migrations: walking("odd", 3, "throw new Error('odd')") }));
  assert.match(late, /failed: odd\nrestart t\/one t\/odd t\/other$/);
  for (const program of all) assert.equal(await program.ask("x"), "v1 3");
  const ends = await reload(counting(2, { migrations: walking("odd", 4, "process.exit(7)") }));
  assert.match(
    ends,
    /^refused_by_process t\/odd #1 ended while it prepared: see its log; .*\nrestart t\/one t\/other$/,
  );
  assert.equal(await odd.ended, 7);
  for (const program of [one, other]) assert.equal(await program.ask("x"), "v1 4");
});

test("one that ends in commit holds nobody up, and starts again in the new version, as does who comes late", async (t) => {
  const { tree, one, odd, other, reload } = await three(t);
  const done = await reload(counting(2, { migrations: walking("odd", 2, "process.exit(7)") }));
  assert.match(done, /^committed a\.js v2 .* in t\/one t\/odd t\/other/);
  assert.equal(await odd.ended, 7);
  for (const program of [one, other]) assert.equal(await program.ask("x"), "v2 1");
  tree.place.write({ "a.js": "this is no program" });
  const again = await tree.start("t/odd", ["main.js"], { committed: tree.reload.committed("t/odd") });
  assert.equal(await again.ask("x"), "v2 1");
  const versions = (await tree.reload.modules()).filter(({ file }) => file.endsWith("a.js"));
  assert.deepEqual(
    versions.map(({ path, version, current, states }) => [path, version, current, states]),
    ["t/odd", "t/one", "t/other"].map((path) => [path, 2, false, [{ name: "tally", version: 2 }]]),
  );
  tree.reload.startsAnew("t/one");
  assert.deepEqual(
    [tree.reload.committed("t/one"), Object.keys(tree.reload.committed("t/odd"))],
    [{}, [tree.place.url("a.js")]],
  );
});

test("a call that is under way is waited for, and new ones wait meanwhile; one that does not end refuses the reload", async (t) => {
  const slow = (version: string) => `
import { hot } from "${new URL("../../dist/hot.js", import.meta.url).href}";
const name = "${version}";
const sleep = (ms) => new Promise((settle) => setTimeout(settle, ms));
export const answer = hot.entry("answer", async (line) => {
  const before = name;
  await sleep(Number(line));
  return before + name;
});
hot.before(() => { if (globalThis.stubborn) throw new Error("not now"); });`;
  const tree = await Tree.make(t, { "a.js": slow("one"), "main.js": asking("./a.js") });
  const program = await tree.start("t/a", ["main.js"]);
  program.send("300");
  program.send("2500");
  tree.place.write({ "a.js": slow("two") });
  const refused = shown(await tree.reload.reload(["a.js"], false), tree.place.folder);
  assert.match(
    refused,
    /t\/a #1: 1 call of an entry did not end in time: give entries that take long \{ wait: false \}/,
  );
  assert.equal(await program.line(), "oneone");
  assert.equal(await program.line(), "oneone");
  program.send("300");
  const reloading = tree.reload.reload(["a.js"], false);
  assert.equal(await program.line(), "oneone");
  assert.match(shown(await reloading, tree.place.folder), /^committed/);
  assert.equal(await program.ask("1"), "twotwo");
});

test("a roll back takes those along that started since; who started during a reload is brought up to it", async (t) => {
  const { tree, one, odd, other, reload } = await three(t);
  const committed = tree.reload.committed("t/late"); // its process is on its way now, and tells of its modules when all is done
  assert.match(await reload(counting(2, { step: 5 })), /^committed a\.js v2 .* in t\/one t\/odd t\/other/);
  tree.place.write({ "a.js": counting(1) });
  const late = await tree.start("t/late", ["main.js"], { committed });
  assert.equal(await tree.caughtUp, "t/late");
  assert.equal(await late.ask("x"), "v2 5");
  odd.closeInput();
  await odd.ended;
  const since = await tree.start("t/since", ["main.js"], { committed: tree.reload.committed("t/since") });
  assert.equal(await since.ask("x"), "v2 5");
  const back = shown(await tree.reload.rollback(), tree.place.folder);
  assert.match(back, /^committed a\.js v1 .* in t\/one t\/other t\/late t\/since\n/);
  for (const [program, sum] of [
    [one, 1],
    [other, 1],
    [late, 6],
    [since, 6],
  ] as const)
    assert.equal(await program.ask("x"), `v1 ${sum}`);
});

test("a runtime that dies in the middle of a commit leaves all in the old version, with the state as it was", async (t) => {
  const { tree, one, odd, other, reload } = await three(t);
  for (const program of [one, odd, other]) assert.equal(await program.ask("x"), "v1 1");
  const found: Promise<unknown>[] = [];
  tree.progress = ({ step }) => {
    if (step !== "commit" || found.length > 0) return;
    for (const agent of tree.agents.values()) agent.close();
    found.push(tree.place.agents(3));
  };
  await reload(counting(2));
  await Promise.all(found); // each process has noticed, and looks for the next runtime
  for (const program of [one, odd, other]) assert.equal(await program.ask("x"), "v1 2");
});
