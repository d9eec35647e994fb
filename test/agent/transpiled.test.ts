import assert from "node:assert/strict";
import { test } from "node:test";
import { allNodes } from "../nodes.ts";
import { tsx } from "./child.ts";
import { shown, Tree } from "./tree.ts";
import { hot } from "./upgrades.ts";

/** Answers each line it reads with what the other module makes of it, which it imports in the ways there are. */
const main = `
import { createInterface } from "node:readline";
import * as all from "./store.js";
import greet, { add, limit, Box } from "./store";
const old = new Box();
const answer = (line: string): string =>
  [greet(line), limit, add(), old instanceof Box, new Box().kind, all.limit, Reflect.get(all, "extra") ?? "-"].join(" ");
createInterface({ input: process.stdin }).on("line", (line: string) => console.log(answer(line)));`;

const store = (greeting: string, limit: number, more = "") => `
import { hot } from "${hot.replace("file://", "")}";
import { where } from "./place.js";
export const limit: number = ${limit};
const counter = hot.state("counter", { version: 1, initial: () => ({ count: 0 }) });
let calls = 0;
export default (name: string) => "${greeting} " + name + " " + where + ++calls;
export function add(): number { counter.value.count += limit; return counter.value.count; }
export class Box { kind = "${greeting}"; }
${more}`;

for (const { program: node, name: version } of allNodes) {
  test(`${version}: TypeScript that tsx compiles to CommonJS is loaded anew and rolled back, for all that import it`, async (t) => {
    const files = {
      "package.json": "{}",
      "store.ts": store("hello", 1),
      "main.ts": main,
      "place.ts": 'export const where = "x";',
    };
    const tree = await Tree.make(t, files);
    const program = await tree.start("t/a", ["--import", tsx, "main.ts"], {}, node);
    const reload = async (files: Record<string, string>) => {
      tree.place.write(files);
      return shown(await tree.reload.reload(Object.keys(files), false), tree.place.folder);
    };
    assert.equal(await program.ask("a"), "hello a x1 1 1 true hello 1 -");
    const second = store("hi", 10, 'export const extra = "new";');
    assert.equal(
      await reload({ "store.ts": second }),
      "committed store.ts v2 limit Box extra in t/a\n  swap\n  anew calls",
    );
    assert.equal(await program.ask("b"), "hi b x1 10 11 true hi 10 -");
    assert.match(await reload({ "store.ts": `${second}}` }), /^syntax_error store\.ts:\d+:\d+ Unexpected token/);
    assert.match(
      await reload({ "store.ts": second.replace("export default", "const no =") }),
      /the export `default` is gone, which main\.ts uses/,
    );
    assert.equal(await program.ask("c"), "hi c x2 10 21 true hi 10 -");
    assert.equal(
      await reload({ "place.ts": 'export const where = "y";' }),
      "committed place.ts v2 where in t/a\n  swap",
    );
    assert.equal(await program.ask("d"), "hi d y3 10 31 true hi 10 -");
    tree.place.write({ "store.ts": "this is no program" });
    const late = await tree.start(
      "t/late",
      ["--import", tsx, "main.ts"],
      { committed: tree.reload.committed("t/late") },
      node,
    );
    assert.equal(await late.ask("e"), "hi e y1 10 10 true hi 10 new");
    assert.match(shown(await tree.reload.rollback(), ""), /^committed/);
    assert.deepEqual(
      [await program.ask("f"), await late.ask("f")],
      ["hi f x4 10 41 true hi 10 -", "hi f x2 10 20 true hi 10 new"],
    );
    program.closeInput();
    assert.equal(await program.ended, 0);
    assert.equal(program.errors, "");
  });
}
