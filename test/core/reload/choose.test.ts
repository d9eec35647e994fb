import assert from "node:assert/strict";
import { test } from "node:test";
import { type Choice, choose, type Importer } from "../../../core/reload/index.ts";
import { typeStripper } from "../../../runtime/reload/strip.ts";

const strip = await typeStripper();

/** What an edit comes to: `patch f`, `swap f; anew a; stays …`, or the reason of a refusal. `users`: exported names that `b.ts` uses. */
function check(before: string, after: string, expected: string, users: string[] = []): void {
  test(`${before.replaceAll("\n", "⏎")} → ${after.replaceAll("\n", "⏎")} (${users.join()})`, () => {
    const importers: Importer[] = users.length > 0 ? [{ file: "b.ts", names: users }] : [];
    assert.equal(shown(choose(before, after, { language: "typescript", strip }, importers)), expected);
  });
}

function shown(choice: Choice): string {
  if (choice.kind === "unchanged") return "unchanged";
  if (choice.kind === "refused") return choice.reason;
  const parts = [`${choice.kind} ${choice.names.join(" ")}`];
  if (choice.kind === "swap" && choice.anew.length > 0) parts.push(`anew ${choice.anew.join(" ")}`);
  for (const { what, place } of choice.stays) parts.push(`stays ${what} ${place.line}`);
  return parts.join("; ");
}

// In place where that is possible; else anew, where the module only computes its own variables.
check("function f() { 1 }", "function f() { 2 }", "patch f");
check("const x = 1;", "const x = 2;", "swap x");
check("export default 1;", "export default 2;", "swap ");
check("", "export const fresh = 1;", "swap fresh");
check('import "a";', 'import "b";', "swap ");
check("class A { constructor() { 1 } }", "class A { constructor() { 2 } }", "swap A");
check("const x = load();", "const x = await load();", "swap x; anew x");

// What begins anew: variables that are assigned, computed, or changed; not constants, and not what is declared.
check("let n = 0; const x = 1; function f() { n++ }", "let n = 0; const x = 2; function f() { n++ }", "swap x; anew n");
check(
  "const all = new Map(); const x = 1; all.set(1, 2)",
  "const all = new Map(); const x = 2; all.set(1, 2)",
  "swap x; anew all",
);
check("const table = { a: 1 }; const x = 1;", "const table = { a: 1 }; const x = 2;", "swap x");
check("const s = hot.state('s', {}); const x = 1;", "const s = hot.state('s', {}); const x = 2;", "swap x");

// What would be done a second time.
const twice = (line: number) =>
  `\`x\` was computed by a top-level statement that ran when the module loaded and cannot run again; loading the module anew would run line ${line} a second time, unless that is put into hot.effect or hot.keep`;
for (const acts of [
  "main();",
  "bus.on('x', f);",
  "if (a) process.on('x', f);",
  "globalThis.a = 1;",
  "for await (const l of i) f(l);",
])
  check(`const x = 1;\n${acts}`, `const x = 2;\n${acts}`, twice(2));
for (const acts of [
  "hot.effect(() => bus.on('x', f));",
  "const own = [];\nown.push(1);",
  "console.log(1);",
  "class A {}\nA.all = [];",
  "let n;\nn = 1;",
])
  check(
    `const x = 1;\n${acts}`,
    `const x = 2;\n${acts}`,
    acts.includes("own") ? "swap x; anew own" : acts.includes("n = 1") ? "swap x; anew n" : "swap x",
  );

// What importers use.
const gone = "the export `f` is gone, which b.ts uses: reload both, or restart";
check("export function f() {}", "function f() {}", gone, ["f"]);
check("export function f() {}", "function f() {}", "swap ");
check(
  "export function f() {}",
  "export class f {}",
  "the export `f` was a function and is a class now, which b.ts uses: reload both, or restart",
  ["f"],
);
check(
  "export function f(a) {}",
  "export function f(a, b) { b }",
  "`f` needs 2 arguments now; callers pass 1, which b.ts uses: reload both, or restart",
  ["f"],
);
check("export function f(a) {}", "export function f(a, b) { b }", "patch f");
check(
  "export let n = 0; const x = 1; n++;",
  "export let n = 0; const x = 2; n++;",
  "the export `n` is assigned by its own module, and b.ts could not follow: export a function that returns it",
  ["n"],
);
check("export const f = 1;", 'export * from "c";', "swap ", ["f"]);

// What goes on with the old code.
check(
  "function f() { 1 }\nsetInterval(f, 1);",
  "function f() { 2 }\nsetInterval(f, 1);",
  "patch f; stays `f` was handed over by value 2",
);
check("function f() { 1 }\nhot.entry('f', f);", "function f() { 2 }\nhot.entry('f', f);", "patch f");
check(
  "async function f() { await 1 }",
  "async function f() { await 2 }",
  "patch f; stays calls of `f` that are under way 1",
);
check("function f() { 1 }\nf();", "function f() { 2 }\nf();", "patch f");
