import assert from "node:assert/strict";
import { test } from "node:test";
import { allNodes } from "../nodes.ts";
import { shown, Tree } from "./tree.ts";

/** Holds what a reload cannot take back: a function by value, a generator and a pending call; and imports by a star, in a cycle. */
const main = `
import { createInterface } from "node:readline";
import * as star from "./index.js";
import { f, numbers, slow, throughB } from "./index.js";
const held = f;
const running = numbers();
let release;
const pending = slow(new Promise((settle) => { release = settle; }));
for await (const line of createInterface({ input: process.stdin })) {
  if (line === "release") release();
  console.log(line === "release" ? await pending : [f(), star.f(), throughB(), held(), running.next().value].join(" "));
}`;
const index = 'export * from "./a.js";\nexport * from "./b.js";\n';
const b = (say: string) => `
import { f } from "./a.js";
export function b() { return "${say}"; }
export function throughB() { return f(); }`;
const a = (name: string, more = "") => `
import { b } from "./b.js";
const name = ${name};
export function f() { return name + b(); }
export function* numbers() { for (;;) yield name; }
export async function slow(gate) { await gate; return name; }
${more}`;

for (const { program: node, name: version } of allNodes) {
  test(`${version}: cycles and stars lead to the new code, with top-level await in it; what was under way ends in the old`, async (t) => {
    const files = { "main.js": main, "index.js": index, "a.js": a('"v1"'), "b.js": b("b") };
    const tree = await Tree.make(t, files);
    const program = await tree.start("t/a", ["main.js"], {}, node);
    const reload = async (name: string, text: string) => {
      tree.place.write({ [name]: text });
      return shown(await tree.reload.reload([name], false), tree.place.folder);
    };
    assert.equal(await program.ask("x"), "v1b v1b v1b v1b v1");
    assert.equal(
      await reload("a.js", a('await Promise.resolve("v2")', "export const fresh = 1;")),
      [
        "committed a.js v2 name fresh in t/a",
        "  swap",
        "  stays calls of `numbers` that are under way a.js:5",
        "  stays calls of `slow` that are under way a.js:6",
        "  stays `f` was handed over by value main.js:5",
      ].join("\n"),
    );
    assert.equal(await program.ask("x"), "v2b v2b v2b v1b v1");
    const hidden = a('"v3"').replace("export function* numbers", "function* numbers");
    assert.match(await reload("a.js", hidden), /the export `numbers` is gone, which main\.js uses/);
    assert.equal(await reload("b.js", b("B")), "committed b.js v2 b in t/a");
    assert.equal(await program.ask("x"), "v2B v2B v2B v1B v1");
    assert.equal(await program.ask("release"), "v1");
    assert.match(shown(await tree.reload.rollback(), ""), /^committed/);
    assert.equal(await program.ask("x"), "v2b v2b v2b v1b v1");
    assert.equal(program.errors, "");
  });
}
