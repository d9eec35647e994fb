import assert from "node:assert/strict";
import { test } from "node:test";
import type { Program } from "./child.ts";
import { shown, Tree } from "./tree.ts";
import { asking, counting } from "./upgrades.ts";

/** A new text of the module, or something else that goes wrong, and what a person reads; the program goes on as it was after each. */
const faults: [name: string, text: string, refusal: RegExp][] = [
  ["a syntax error", `${counting(2)}\n}`, /^syntax_error a\.js:16:1 Unexpected token/],
  [
    "an import that is missing",
    `import "./gone.js";\n${counting(2)}`,
    /^refused_by_process .* loading it failed: Cannot find module .*gone\.js/,
  ],
  [
    "an import that does not export",
    `import { no } from "./main.js";\nno;${counting(2)}`,
    /does not provide an export named 'no'/,
  ],
  [
    "a throw at its top level",
    counting(2, { more: "let x = null;\nconst y = x.z;" }),
    /loading it failed: Cannot read properties of null \(reading 'z'\) \(line 11\)/,
  ],
  [
    "no migration",
    counting(2, { migrations: "{}" }),
    /the state `tally` runs in version 1 and has no way to version 2: add `migrations\[2\]`/,
  ],
  [
    "a migration that throws",
    counting(2, { migrations: "{ 2() { throw new Error('no'); } }" }),
    /the migration of `tally` to version 2 failed: no/,
  ],
  [
    "a migration that hangs",
    counting(2, { migrations: "{ 2() { for (;;); } }" }),
    /the migration of `tally` to version 2 did not end within 1 s/,
  ],
  [
    "a migration that waits for ever",
    counting(2, { migrations: "{ 2: () => new Promise(() => {}) }" }),
    /to version 2 returns a promise: a migration must be done/,
  ],
  [
    "a migration that returns what the schema refuses",
    counting(2, {
      schema:
        "{ '~standard': { version: 1, vendor: 't', validate: () => ({ issues: [{ message: 'too few', path: ['a', 0] }] }) } }",
    }),
    /the schema of `tally` refuses what the migration to version 2 returns at a\.0 \(too few\)/,
  ],
  [
    "a port opened at its top level",
    `import { createServer } from "node:net";\n${counting(2, { more: "const server = createServer().listen(0);" })}`,
    /it opens a port when it is loaded, .* hot\.keep or hot\.effect.* \(line 11\)/,
  ],
  [
    "a timer started at its top level",
    counting(2, { more: "const timer = setInterval(() => {}, 1000);" }),
    /it starts a timer when it is loaded/,
  ],
  [
    "an effect on what it does not own",
    `import { createServer } from "node:net";\n${counting(2, { more: "process.on('x', () => {});" })}`,
    /loading the module anew would run line 11 a second time/,
  ],
  [
    "a wait that never ends",
    counting(2, { more: "const never = await new Promise(() => {});" }),
    /did not finish loading within 1 s/,
  ],
  [
    "an export that is gone",
    counting(2).replace("export function", "export const other = 1;\nfunction"),
    /the export `answer` is gone, which main\.js uses/,
  ],
  [
    "more arguments than callers pass",
    counting(2).replace("(line)", "(line, more)"),
    /`answer` needs 2 arguments now; callers pass 1, which main\.js uses/,
  ],
];

test("whatever is wrong with a new version: old code, old state, running, and a message that says what to do", async (t) => {
  const tree = await Tree.make(t, { "a.js": counting(1), "main.js": asking("./a.js") });
  const programs: Program[] = [await tree.start("t/a", ["main.js"]), await tree.start("t/b", ["main.js"])];
  let count = 0;
  const goesOn = async () => {
    count += 1;
    for (const program of programs) assert.equal(await program.ask("x"), `v1 ${count}`);
  };
  await goesOn();
  for (const [name, text, refusal] of faults) {
    await t.test(name, async () => {
      tree.place.write({ "a.js": text });
      const said = shown(await tree.reload.reload(["a.js"], false), tree.place.folder);
      assert.match(said, refusal);
      await goesOn();
    });
  }
  tree.place.write({ "a.js": counting(2) });
  const done = shown(await tree.reload.reload(["a.js"], false), tree.place.folder);
  assert.equal(done, "committed a.js v2 tally answer in t/a t/b\n  swap\n  t/a tally 1 → 2\n  t/b tally 1 → 2");
  for (const program of programs) assert.equal(await program.ask("x"), `v2 ${count + 1}`);
  for (const program of programs) assert.equal(await program.ask("y"), `v2 ${count + 2}`);
  const back = shown(await tree.reload.rollback(), tree.place.folder);
  assert.equal(back, "committed a.js v1 tally answer in t/a t/b\n  swap\n  t/a tally 2 → 1\n  t/b tally 2 → 1");
  for (const program of programs) assert.equal(await program.ask("x"), `v1 ${count + 3}`);
  for (const program of programs) assert.equal(program.errors, "");
});
