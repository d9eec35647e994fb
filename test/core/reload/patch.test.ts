import assert from "node:assert/strict";
import { test } from "node:test";
import { classify } from "../../../core/reload/index.ts";
import { typeStripper } from "../../../runtime/reload/strip.ts";

const strip = await typeStripper();

function patch(before: string, after: string) {
  const verdict = classify(before, after, { language: "typescript", strip });
  assert.equal(verdict.kind, "patch");
  return verdict.kind === "patch" ? verdict : assert.fail();
}

/** The code of a patch without its last line, with a dot for each blank. */
function check(before: string, after: string, expected: string[]): void {
  test(`code of ${after.replaceAll("\n", "⏎")}`, () => {
    const lines = patch(before, after).code.split("\n").slice(0, -1);
    assert.deepEqual(
      lines.map((line) => line.trimEnd().replaceAll(" ", "·")),
      expected,
    );
  });
}

check("function f(a) {}", "function f(a) { a }", ["f=function(a)·{·a·};"]);
check("start();\nexport async function* f(a) {}", "start();\nexport async function* f(a: number) {\n  await a;\n}", [
  "",
  "·······f=async·function*(a········)·{",
  "··await·a;",
  "};",
]);
check("export const f = (a: number): number => a;", "export const f = (a: number): number => -a;", [
  "···············f=(a········)·········=>·-a;",
]);
check("class A {\n  private async m(): Promise<void> {}\n}", "class A {\n  private async m(): Promise<void> { 1 }\n}", [
  "",
  "__st_0__={async·m()················{·1·}};",
]);
check("class A {\n  m() {}\n  get n() {}\n}", "class A {\n  m() { 1 }\n  get n() { 2 }\n}", [
  "__st_0__={",
  "··m()·{·1·}};__st_1__={",
  "··get·n()·{·2·}};",
]);
check("function f() {}", "function f() { return import.meta.url }\nconst g = (): number => 1, k: string[] = [];", [
  "f=function()·{·return·__st_meta__.url·};",
  "····let·g=()·········=>·1;const·k···········=·[];",
]);

test("a name that an import must have brought in is said", () => {
  const before = 'import { a, b } from "x";\nconst state = a();\nfunction f() { state }';
  assert.deepEqual(patch(before, before.replace("{ state }", "{ state; b() }")).needs, ["b"]);
});
