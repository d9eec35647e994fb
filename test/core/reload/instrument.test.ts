import assert from "node:assert/strict";
import { test } from "node:test";
import { instrument } from "../../../core/reload/index.ts";

/** `@` stands for where the module tells that it is loaded, and what it exports by which of its own variables. */
function check(text: string, expected: string, exports: Record<string, string> = {}): void {
  const accessor = "(__st_code__,__st_meta__)=>eval(__st_code__)";
  const given = `import.meta,"HASH",${accessor},${JSON.stringify(exports)}`;
  const tell = `;globalThis[Symbol.for("supertree.hot")]?.loaded(${given});`;
  test(`as loaded: ${text.replaceAll("\n", "⏎")}`, () => {
    assert.equal(instrument(text, "HASH", "typescript"), expected.replace("@", tell));
  });
}

check('import a from "a";\nconst f = () => 1;\n', 'import a from "a";@\nlet   f = () => 1;\n');
check(
  "export const f = function () {}, n = 1; // f\nconst n2 = 1;",
  "export let   f = function () {}, n = 1;@ // f\nconst n2 = 1;",
  { f: "f", n: "n" },
);
check("const a = 1;\nexport { a as b };", "let   a = 1;@\nexport { a as b };", { b: "a" });
check(
  'import { a } from "a";\nexport { a };\nexport * from "b";',
  'import { a } from "a";@\nexport { a };\nexport * from "b";',
);

const byName = "@export{__st_d__ as default};";
check("export default 1;", `let __st_d__=  1;${byName}`, { default: "__st_d__" });
check("export default (1);", `let __st_d__=  (1);${byName}`, { default: "__st_d__" });
check("export default async function* (a) {}", `async function*__st_d__        (a) {}${byName}`, {
  default: "__st_d__",
});
check("export default function (a) {}", `function __st_d__       (a) {}${byName}`, { default: "__st_d__" });
check("export default class extends A {}", `class __st_d__       extends A {}${byName}`, { default: "__st_d__" });
check("export default function f() {}", "export default function f() {}@", { default: "f" });
check("export default interface A {}", "export default interface A {}@");
check("interface A {}\nawait 1", "interface A {}@\nawait 1");
check("await 1; // waits", "await 1; // waits\n@");
check("a(); b()\n", "a(); b()@\n");
check("for await (const a of b) {}\nc();", "for await (const a of b) {}\nc();\n@");
check("run(async () => { await 1 });\n", "run(async () => { await 1 });@\n");

test("a text that does not parse is left to Node, which says why", () => {
  assert.equal(instrument("const = 1", "HASH", "javascript"), null);
});
