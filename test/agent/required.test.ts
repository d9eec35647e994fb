import assert from "node:assert/strict";
import { test } from "node:test";
import { allNodes } from "../nodes.ts";
import { shown, Tree } from "./tree.ts";

/** Requires the other module in the three ways there are, and holds what it got. */
const main = `
const { createInterface } = require("node:readline");
const { double, limit } = require("./lib.cjs");
const lib = require("./lib.cjs");
const settings = require("./settings.json");
const answer = (line) => [double(Number(line)), limit, lib.double(1), lib.extra ?? "-", settings.name, settings.deep.tags].join(" ");
createInterface({ input: process.stdin }).on("line", (line) => console.log(answer(line)));`;

const lib = (factor: string, limit: number, more = "") => `
const limit = ${limit};
let calls = 0;
function double(n) { calls += 1; return ${factor} + "/" + calls; }
module.exports = { double, limit${more} };`;

for (const { program: node, name: version } of allNodes) {
  test(`${version}: CommonJS is patched, loaded anew and rolled back, for all that required it; JSON gets new contents`, async (t) => {
    const files = {
      "main.cjs": main,
      "lib.cjs": lib("n * 2", 1),
      "settings.json": '{ "name": "a", "deep": { "tags": [1, 2] } }',
    };
    const tree = await Tree.make(t, files);
    const program = await tree.start("t/a", ["main.cjs"], {}, node);
    const reload = async (files: Record<string, string>) => {
      tree.place.write(files);
      return shown(await tree.reload.reload(Object.keys(files), false), tree.place.folder);
    };
    assert.equal(await program.ask("5"), "10/1 1 2/2 - a 1,2");
    assert.equal(await reload({ "lib.cjs": lib("n * 3", 1) }), "committed lib.cjs v2 double in t/a");
    assert.equal(await program.ask("5"), "15/3 1 3/4 - a 1,2");
    const anew = lib("n * 4", 9, ", extra: 'x'");
    assert.equal(await reload({ "lib.cjs": anew }), "committed lib.cjs v3 limit double in t/a\n  swap\n  anew calls");
    assert.equal(await program.ask("5"), "20/1 9 4/2 x a 1,2");
    assert.equal(await reload({ "lib.cjs": anew.replace("n * 4", "n * 5") }), "committed lib.cjs v4 double in t/a");
    assert.equal(await program.ask("5"), "25/3 9 5/4 x a 1,2");
    assert.match(shown(await tree.reload.rollback(), ""), /^committed/);
    assert.equal(await program.ask("5"), "20/5 9 4/6 x a 1,2");
    assert.match(
      await reload({ "lib.cjs": lib("n", 1).replace("double, ", "") }),
      /the export `double` is gone, which main\.cjs uses/,
    );
    const settings = { "settings.json": '{ "name": "b", "deep": { "tags": [3] } }' };
    assert.equal(await reload(settings), "committed settings.json v2  in t/a\n  data");
    assert.equal(await program.ask("5"), "20/7 9 4/8 x b 3");
    assert.match(shown(await tree.reload.rollback(), ""), /^committed/);
    assert.equal(await program.ask("5"), "20/9 9 4/10 x a 1,2");
    program.closeInput();
    assert.equal(await program.ended, 0);
    assert.equal(program.errors, "");
  });
}

for (const { program: node, name: version } of allNodes) {
  test(`${version}: a package of node_modules is reloaded where the spec asks for it, and another one is not`, async (t) => {
    const say = (what: string) => `module.exports.say = function say() { return "${what}"; };`;
    const spoken = (what: string) => `export function speak() { return "${what}"; }`;
    const files = {
      "main.js": `
import { createInterface } from "node:readline";
import { speak } from "@our/new";
import old from "old";
import other from "other";
createInterface({ input: process.stdin }).on("line", () => console.log([speak(), old.say(), other.say()].join(" ")));`,
      "node_modules/@our/new/package.json": '{ "type": "module", "exports": "./index.js" }',
      "node_modules/@our/new/index.js": spoken("1"),
      "node_modules/old/index.js": say("1").replace("module.exports.say = ", "module.exports = { say };\n"),
      "node_modules/other/index.js": say("1"),
    };
    const tree = await Tree.make(t, files);
    const program = await tree.start("t/a", ["main.js"], { packages: ["@our/new", "old"] }, node);
    assert.equal(await program.ask(""), "1 1 1");
    const reload = async (name: keyof typeof files, text: string) => {
      tree.place.write({ [name]: text });
      return shown(await tree.reload.reload([name], false), tree.place.folder);
    };
    const ours = "node_modules/@our/new/index.js";
    assert.equal(await reload(ours, spoken("2")), `committed ${ours} v2 speak in t/a`);
    const old = files["node_modules/old/index.js"].replace('"1"', '"2"');
    assert.match(await reload("node_modules/old/index.js", old), /^committed \S+ v2 say in t\/a/);
    assert.match(await reload("node_modules/other/index.js", say("2")), /^not_loaded /);
    assert.equal(await program.ask(""), "2 2 1");
  });
}
