import assert from "node:assert/strict";
import { test } from "node:test";
import { functionPlaces } from "../../../core/index.ts";

/** `¦` stands where a body is to be found. */
function check(name: string, marked: string): void {
  const places = functionPlaces(marked.replaceAll("¦", ""), name);
  const expected = marked.split("\n").flatMap((line, index) => {
    const parts = line.split("¦").slice(0, -1);
    return parts.map((_, at) => ({ line: index + 1, column: parts.slice(0, at + 1).join("").length + 1 }));
  });
  assert.deepEqual(places, expected, marked);
}

test("functions are found by their names, however they are written", () => {
  check("f", "function f(a, b) {¦ return a; }");
  check("f", "async function* f() {\n  g(f());\n}".replace("{", "{¦"));
  check("f", "const f = (a) => {¦ };");
  check("f", "const f = async (a) => ¦a + 1;");
  check("f", "const f = a => ¦a;");
  check("f", "const f = function named(a) {¦ };");
  check("f", 'const f = /* @__PURE__ */ __name((a) => ¦a, "f");');
  check("f", "exports.f = function (a = ')', b = `}`) {¦ };");
  check("f", "module.exports = { f(a) {¦ }, g() {} };");
  check("f", "module.exports = { f: async (a) => {¦ } };");
  check("f", "class A {\n  static async f(a /* ) { */) {¦ }\n}");
  check("$f", "const $f = () => ¦1;");
});

test("calls, comparisons and values are no functions", () => {
  check("f", "f(1); if (f(2)) { } f == (3); other.f(4);");
  check("f", "const f = (a + b) * 2; const x = { f: 1 };");
  check("f", "const off = () => 1; function fa() {}");
  check("1 + 1", "1 + 1");
});

test("a method is one of its class or object only", () => {
  check("A.f", "class A {\n  f() {¦ }\n}\nclass B {\n  f() { }\n}\nfunction f() { }");
  check("A.f", "const A = { f() {¦ } };\nconst B = { f() { } };");
  check("A.f", "A.prototype.f = function () {¦ }; B.f = () => 1; A.f = () => ¦2;");
  check("lib.A.f", "class A extends B { f() {¦ } }");
});
