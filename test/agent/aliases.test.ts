import assert from "node:assert/strict";
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { allNodes } from "../nodes.ts";
import { tsx } from "./child.ts";
import { shown, Tree } from "./tree.ts";

/** The ways by which one module names another, beside where it lies: each file uses one of them. */
const files = {
  "package.json": `{ "type": "module", "name": "own", "exports": { "./a": "./a.js" }, "imports": { "#b": "./b.js" } }`,
  "main.js": `import "./by-self.js"; import "./by-hash.js"; import "./by-link.js";`,
  "by-self.js": `import { a } from "own/a"; setInterval(() => a, 1000);`,
  "by-hash.js": `import { b } from "#b"; b;`,
  "by-link.js": `import { c } from "linked"; c;`,
  "a.js": "export const a = 1;",
  "b.js": "export const b = 1;",
  "packages/c/package.json": `{ "type": "module", "name": "linked", "exports": "./c.js" }`,
  "packages/c/c.js": "export const c = 1;",
};
const typed = {
  "tsconfig.json": `{ "compilerOptions": { "paths": { "@/*": ["./lib/*"] } } }`,
  "main.ts": `import { d } from "@/d"; setInterval(() => d, 1000);`,
  "lib/d.ts": "export const d: number = 1;",
  "old/package.json": "{}",
  "old/main.ts": `import { e } from "@/e"; setInterval(() => e, 1000);`,
  "lib/e.ts": "export const e: number = 1;",
};

for (const { program: node, name: version } of allNodes) {
  test(`${version}: an export that is used by an alias is missed when it is gone`, async (t) => {
    const tree = await Tree.make(t, { ...files, ...typed });
    mkdirSync(join(tree.place.folder, "node_modules"));
    symlinkSync("../packages/c", join(tree.place.folder, "node_modules/linked"));
    await tree.start("t/plain", ["main.js"], {}, node);
    await tree.start("t/typed", ["--import", tsx, "main.ts"], {}, node);
    await tree.start("t/old", ["--import", tsx, "old/main.ts"], {}, node);
    const without = async (file: string, name: string) => {
      tree.place.write({ [file]: `export const other = 1;` });
      const said = shown(await tree.reload.reload([file], false), tree.place.folder);
      assert.match(said, new RegExp(`the export \`${name}\` is gone, which `));
      return /which (\S+) uses/.exec(said)?.[1];
    };
    assert.equal(await without("a.js", "a"), "by-self.js");
    assert.equal(await without("b.js", "b"), "by-hash.js");
    assert.equal(await without("packages/c/c.js", "c"), "by-link.js");
    assert.equal(await without("lib/d.ts", "d"), "main.ts");
    assert.equal(await without("lib/e.ts", "e"), "old/main.ts");
  });
}
