import assert from "node:assert/strict";
import { utimesSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { build } from "esbuild";
import { Debugger } from "./debugger.ts";
import { marked, shown, Tree } from "./tree.ts";

const answering = (say: string) => `
import { createInterface } from "node:readline";
function answer(line) {
  return ${say} + line;
}
for await (const line of createInterface({ input: process.stdin })) console.log(answer(line));`;

test("one process that is paused makes all stay as they are: at once where that is known, and it does not change when it goes on", async (t) => {
  const tree = await Tree.make(t, { "a.js": answering("1") });
  const free = await tree.start("t/free", ["a.js"]);
  const stuck = await tree.start("t/stuck", ["a.js"]);
  const client = await Debugger.attach(await tree.openInspector("t/stuck"));
  await client.call("Debugger.enable");
  await client.call("Debugger.pause");
  const answer = stuck.ask("x");
  await client.paused();
  tree.place.write({ "a.js": answering("2") });
  tree.paused.add("t/stuck");
  assert.equal(
    shown(await tree.reload.reload(["a.js"], false), tree.place.folder),
    "refused_by_process t/stuck #1 is paused in the debugger; let it go on and reload again\nrestart t/free t/stuck",
  );
  tree.paused.clear();
  assert.equal(
    shown(await tree.reload.reload(["a.js"], false), tree.place.folder),
    "refused_by_process t/stuck #1 did not answer within 2 s: it is busy, or paused by a debugger of its own; let it go on and reload again\nrestart t/free t/stuck",
  );
  await client.call("Debugger.resume");
  assert.equal(await answer, "1x");
  await client.close();
  assert.deepEqual([await free.ask("y"), await stuck.ask("y")], ["1y", "1y"]);
  assert.equal(
    shown(await tree.reload.reload(["a.js"], false), tree.place.folder),
    "committed a.js v2 answer in t/free t/stuck",
  );
  assert.deepEqual([await free.ask("z"), await stuck.ask("z")], ["2z", "2z"]);
});

test("a process that cannot take the patch makes all stay as they are", async (t) => {
  const guarded = (say: string) => `
import { createInterface } from "node:readline";
class Teller { say() { return ${say}; } }
if (process.argv[2] === "frozen") Object.freeze(Teller.prototype);
const teller = new Teller();
for await (const line of createInterface({ input: process.stdin })) console.log(teller.say() + line);`;
  const tree = await Tree.make(t, { "a.js": guarded("1") });
  const free = await tree.start("t/free", ["a.js"]);
  await tree.start("t/frozen", ["a.js", "frozen"]);
  tree.place.write({ "a.js": guarded("2") });
  assert.equal(
    shown(await tree.reload.reload(["a.js"], false), tree.place.folder),
    "refused_by_process t/frozen #1: `Teller.say` was frozen\nrestart t/free t/frozen",
  );
  assert.equal(await free.ask("x"), "1x");
});

test("what cannot be reloaded is refused with its reason, its place and the processes to restart", async (t) => {
  const top = (period: string) => `${answering("1").replace("function", `export const period = ${period};\nfunction`)}`;
  const tree = await Tree.make(t, {
    "a.js": top("1"),
    "b.cjs": "exports.b = 1;\n",
    "main.cjs": 'require("./b.cjs"); import("./a.js");\n',
  });
  await tree.start("t/a", ["a.js"]);
  const reload = async (files: Record<string, string>) => {
    tree.place.write(files);
    return shown(await tree.reload.reload(Object.keys(files), false), tree.place.folder);
  };
  const { text, at } = marked(top("2").replace("period", "§period"));
  assert.equal(
    await reload({ "a.js": text }),
    `not_swappable a.js:${at.line}:${at.column} \`period\` was computed by a top-level statement that ran when the module loaded and cannot run again; loading the module anew would run line 7 a second time, unless that is put into hot.effect or hot.keep; restart the processes that run it\nrestart t/a`,
  );
  assert.match(await reload({ "c.js": "" }), /^not_loaded c\.js:1:1 no running process has loaded c\.js/);
  tree.young = ["t/b", "t/c", "t/d", "t/e"];
  assert.match(
    await reload({ "c.js": "" }),
    /^not_loaded .* yet, and t\/b, t\/c, t\/d and 1 more only just started: try/,
  );
  tree.young = [];
  assert.equal(
    shown(await tree.reload.reload(["d.js"], false), tree.place.folder),
    "not_loaded d.js:1:1 there is no file d.js",
  );
  const twice = [tree.reload.reload(["a.js"], true), tree.reload.reload(["a.js"], true)];
  assert.match((await Promise.all(twice)).map((result) => shown(result, tree.place.folder))[1] ?? "", /^busy /);
});

test("a source is reloaded through what was compiled from it, once that is built", async (t) => {
  const tree = await Tree.make(t, {
    "src/a.ts": `${answering("1")}// of type string\n`.replace("line)", "line: string)"),
  });
  const file = (name: string) => join(tree.place.folder, name);
  const compile = () =>
    build({
      entryPoints: [file("src/a.ts")],
      outfile: file("dist/a.js"),
      format: "esm",
      sourcemap: true,
      logLevel: "silent",
    });
  await compile();
  const program = await tree.start("t/a", ["dist/a.js"]);
  assert.equal(await program.ask("x"), "1x");
  tree.place.write({ "src/a.ts": answering("2").replace("line)", "line: string)") });
  const later = Date.now() / 1000 + 5;
  utimesSync(file("src/a.ts"), later, later);
  const reload = async () => shown(await tree.reload.reload(["src/a.ts"], false), tree.place.folder);
  assert.equal(
    await reload(),
    "stale_build src/a.ts:1:1 dist/a.js, which processes run, is older than src/a.ts: build first, then reload",
  );
  await compile();
  utimesSync(file("dist/a.js"), later, later);
  assert.equal(await reload(), "committed src/a.ts v2 answer in t/a");
  assert.equal(await program.ask("y"), "2y");
});

test("a breakpoint set by URL binds in the new code at its line of the new file", async (t) => {
  const before = answering("1");
  const { text, at } = marked(`\n\n${answering("2")}`.replace("  return", "  const number = 5;\n  §return"));
  const tree = await Tree.make(t, { "a.js": before });
  const program = await tree.start("t/a", ["a.js"]);
  const client = await Debugger.attach(await tree.openInspector("t/a"));
  await client.call("Debugger.enable");
  const url = tree.place.url("a.js");
  await client.call("Debugger.setBreakpointByUrl", {
    urlRegex: `^${url.replaceAll(".", "\\.")}\\?hot=\\d+$`,
    lineNumber: at.line - 1,
    columnNumber: at.column - 1,
  });
  tree.place.write({ "a.js": text });
  assert.equal(shown(await tree.reload.reload(["a.js"], false), tree.place.folder), "committed a.js v2 answer in t/a");
  const answer = program.ask("x");
  const [frame] = await client.paused();
  assert.deepEqual(frame, { url: `${url}?hot=2`, name: "answer", ...at });
  await client.call("Debugger.resume");
  assert.equal(await answer, "2x");
  await client.close();
});
