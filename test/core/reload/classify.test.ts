import assert from "node:assert/strict";
import { test } from "node:test";
import { classify, type Verdict } from "../../../core/reload/index.ts";
import { typeStripper } from "../../../runtime/reload/strip.ts";

const strip = await typeStripper();

/** What an edit comes to, in a line: `patch f A.m`, `unchanged`, or `2:3 the reason`. */
function check(before: string, after: string, expected: string): void {
  test(`${before.replaceAll("\n", "⏎")} → ${after.replaceAll("\n", "⏎")}`, () => {
    assert.equal(shown(classify(before, after, { language: "typescript", strip })), expected);
  });
}

function shown(verdict: Verdict): string {
  switch (verdict.kind) {
    case "unchanged":
      return "unchanged";
    case "patch":
      return ["patch", ...verdict.names].join(" ");
    case "refused":
      return `${verdict.line}:${verdict.column} ${verdict.reason}`;
  }
}

const ran = "a top-level statement ran when the module loaded and cannot run again";

// Bodies of functions are exchanged, whatever form the function has.
check("function f() { return 1 }", "function f() { return 2 }", "patch f");
check("export const f = () => 1;", "export const f = () => 2;", "patch f");
check("const f = async function (a: number) {};", "const f = async function (a: number) { await a };", "patch f");
check("export default function f() {}", "export default function f() { f() }", "patch f");
check("function* f() { yield 1 }", "function* f() { yield 2 }", "patch f");
check("const f = (() => 1) as () => number;", "const f = (() => 2) as () => number;", "patch f");
check("function f() {}", "const f = () => {};", "patch f");

// Types, comments and layout mean nothing to the program; only code that they moved is exchanged, for its breakpoints.
check("const x: number = 1;", "const x = 1 as number; // one", "unchanged");
check("interface A { a: 1 }\nfunction f() {}", "interface B { b: 1 }\nfunction f() {}", "unchanged");
check('import { A } from "a";\nlet a: A;', 'import { A, B } from "a";\nlet a: B;', "unchanged");
check("function f() {}", "// a comment\nfunction f() {}", "patch");
check("function f() {}\nfunction g() {}", "function f() { 1 }\n\nfunction g() {}", "patch f");

// New helpers come in; values only if computing them has no effect.
check(
  "function f() {}",
  "const limit = new Map<string, number>();\nfunction f() { g() }\nfunction g() {}",
  "patch f limit g",
);
check("function f() {}", "class Helper { m() {} }\nfunction f() { new Helper() }", "patch f Helper");
check("function f() {}\nfunction g() {}", "function f() { 2 }", "patch f");
check(
  "function f() {}",
  "const server = listen();\nfunction f() { server }",
  "1:7 the new `server` is computed by calling code, which could not be undone if a process refused the reload",
);

// What ran when the module loaded cannot run again.
check("start(1);", "start(2);", `1:1 ${ran}`);
check("start(() => 1);", "start(() => 2);", `1:1 ${ran}`);
check("function f() {}", "function f() {}\nf();", `2:1 ${ran}`);
check(
  "const x = 1;",
  "const x = 2;",
  "1:7 `x` was computed by a top-level statement that ran when the module loaded and cannot run again",
);
check(
  "start();\n",
  "",
  "1:1 a top-level statement was removed that ran when the module loaded (line 1 of the old text); what it did cannot be undone",
);
check(
  "a();\nb();",
  "b();",
  "1:1 a top-level statement was removed that ran when the module loaded (line 1 of the old text); what it did cannot be undone",
);
check("a();\nb();", "b();\na();", `1:1 ${ran}`);
check("enum A { a }", "enum A { b }", `1:1 ${ran}`);
check(
  "function f() {}",
  "const f = memo(() => {});",
  "1:7 `f` was a function and is now computed by a top-level statement, which cannot run again",
);
check("let f = memo();", "let f = () => 1;", "1:5 `f` was no function before");
check("export default () => 1;", "export default () => 2;", `1:1 ${ran}`);
check(
  "let f = () => 1;\nfunction g() { f = g }",
  "let f = () => 2;\nfunction g() { f = g }",
  "1:5 `f` is assigned elsewhere in the module, so a new body could undo that",
);

// Imports and exports were linked when the module loaded.
check(
  'import { a } from "a";\nfunction f() {}',
  'import { a, b } from "a";\nfunction f() { b() }',
  "1:13 `b` is a new import, and a running module's imports cannot be linked again",
);
check(
  "function f() {}",
  'import "a";\nfunction f() {}',
  "1:1 a new import runs code that a running module's reload could not undo",
);
check('import { a } from "a";\nfunction f() { a() }', "function f() { }", "patch f");
check(
  "export function f() {}",
  "function f() {}",
  "1:1 the export `f` was removed; modules that import it still need it",
);
check(
  "function f() {}",
  "export function f() {}",
  "1:1 `f` is a new export, which modules that run already cannot see",
);
check(
  "function f() {}\nfunction g() {}\nexport { f as x };",
  "function f() {}\nfunction g() {}\nexport { g as x };",
  "3:10 the export `x` was `f` and is now `g`",
);
check(
  "export function f(a) {}",
  "export function f(a, b) {}",
  "1:8 `f` is exported and needs 2 arguments now; callers pass 1",
);
check("export function f(a) {}", "export function f(a, b = 1) {}", "patch f");
check(
  "export function f() {}",
  "export async function f() {}",
  "1:8 `f` is exported and answers with a promise only in one version",
);
check("function f() {}", "async function f() {}", "patch f");

// Methods are exchanged on the prototype; what builds objects stays.
check("class A { m() {} }", "class A { m() { super.m() } n() {} }", "patch A.m A.n");
check(
  "class A { static m() {} get v() { return 1 } }",
  "class A { static m() { 1 } get v() { return 2 } }",
  "patch A.m A.v",
);
check("class A { m() {} }", "class A { }", "1:1 `A.m` was removed; running code may still call it");
check(
  "class A { constructor() {} }",
  "class A { constructor() { 1 } }",
  "1:11 the constructor of `A` changed, and objects that the old one made exist",
);
check("class A { x = 1 }", "class A { x = 2 }", "1:11 a field of `A` changed, and objects that the old one made exist");
check(
  "class A { #x = 1; m() {} }",
  "class A { #x = 1; m() { this.#x } }",
  "1:19 `A.m` uses `#private` names, which only code inside of the class can",
);
check(
  "class A extends B {}",
  "class A extends C {}",
  "1:1 `A` extends another class now, and objects of the old one exist",
);
check(
  "class A { [k]() {} }",
  "class A { [k]() { 1 } }",
  "1:11 a method with a computed name of `A` changed, and objects that the old one made exist",
);

// What cannot be read, and TypeScript that is not just taken away.
check("function f() {}", "function f() {\n  f( = ;\n}", "2:6 Unexpected token");
check("enum E { a }\nfunction f() {}", "enum E { a }\nfunction f() { return E.a }", "patch f");
check(
  "function f() {}",
  "function f() { enum E { a } }",
  "1:16 this TypeScript is compiled, not just taken away, so it cannot be exchanged",
);
