import assert from "node:assert/strict";
import { test } from "node:test";
import { instrument } from "../../../core/reload/index.ts";

const tell =
  ';globalThis[Symbol.for("supertree.hot")]?.loaded(import.meta,"HASH",(__st_code__,__st_meta__)=>eval(__st_code__));';

/** `@` stands for where the module tells that it is loaded. */
function check(text: string, expected: string): void {
  test(`as loaded: ${text.replaceAll("\n", "⏎")}`, () => {
    assert.equal(instrument(text, "HASH", "typescript"), expected.replace("@", tell));
  });
}

check('import a from "a";\nconst f = () => 1;\n', 'import a from "a";@\nlet   f = () => 1;\n');
check(
  "export const f = function () {}, n = 1; // f\nconst n2 = 1;",
  "export let   f = function () {}, n = 1;@ // f\nconst n2 = 1;",
);
check("interface A {}\nawait 1", "interface A {}@\nawait 1");
check("await 1; // waits", "await 1; // waits\n@");
check("a(); b()\n", "a(); b()@\n");
check("for await (const a of b) {}\nc();", "for await (const a of b) {}\nc();\n@");
check("run(async () => { await 1 });\n", "run(async () => { await 1 });@\n");

test("a text that does not parse is left to Node, which says why", () => {
  assert.equal(instrument("const = 1", "HASH", "javascript"), null);
});
