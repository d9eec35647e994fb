import assert from "node:assert/strict";
import { test } from "node:test";
import { languages } from "./languages.ts";
import { shown, Tree } from "./tree.ts";

const hot = new URL("../../dist/hot.js", import.meta.url).href;

/** Answers each line it reads with what the other module makes of it. */
const main = `
import { createInterface } from "node:readline";
import * as all from "./store.js";
import greet, { add, limit, Box } from "./store.js";
const old = new Box();
for await (const line of createInterface({ input: process.stdin }))
  console.log([line, greet(line), limit, add(), old instanceof Box, new Box().kind, all.limit].join(" "));`;

const store = (greeting: string, limit: number, more = "") => `
import { hot } from "${hot}";
export const limit/*: number */ = ${limit};
const counter = hot.state("counter", { version: 1, initial: () => ({ count: 0 }) });
export default (name/*: string */) => "${greeting}, " + name;
export function add()/*: number */ { counter.value.count += limit; return counter.value.count; }
export class Box { kind = "${greeting}"; }
${more}`;

for (const { name, node, args, ending, strips, write } of languages) {
  const file = `store.${ending}`;
  test(`${name}: what cannot be patched is loaded anew, for all that import it, with declared state`, async (t) => {
    const importing = strips ? main.replaceAll("./store.js", "./store.ts") : main;
    const tree = await Tree.make(t, { [file]: write(store("hello", 1)), "main.js": importing });
    const program = await tree.start("t/a", [...args, "main.js"], {}, node);
    const reload = async (text: string, dryRun = false) => {
      tree.place.write({ [file]: write(text) });
      return shown(await tree.reload.reload([file], dryRun), tree.place.folder);
    };
    assert.equal(await program.ask("a"), "a hello, a 1 1 true hello 1");
    assert.equal(await reload(store("hi", 10), true), `checked ${file} v2 limit Box in t/a\n  swap`);
    assert.equal(await program.ask("b"), "b hello, b 1 2 true hello 1");
    assert.equal(await reload(store("hi", 10)), `committed ${file} v2 limit Box in t/a\n  swap`);
    assert.equal(await program.ask("c"), "c hi, c 10 12 true hi 10");
    assert.equal(await reload(store("hey", 100, "const x = 1;")), `committed ${file} v3 limit Box x in t/a\n  swap`);
    assert.equal(await program.ask("d"), "d hey, d 100 112 true hey 100");
    const rolledBack = shown(await tree.reload.rollback(), tree.place.folder);
    assert.equal(rolledBack, `committed ${file} v2 limit Box x in t/a\n  swap`);
    assert.equal(await program.ask("e"), "e hi, e 10 122 true hi 10");
    const patched = store("hi", 10).replace("+= limit", "+= limit * 2");
    assert.equal(await reload(patched), `committed ${file} v4 add in t/a`);
    assert.equal(await program.ask("f"), "f hi, f 10 142 true hi 10");
    program.closeInput();
    assert.equal(await program.ended, 0);
    assert.equal(program.errors, "");
  });
}
