import "./vscode/install.ts";
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { transform } from "esbuild";

const { originalOf } = await import("../../src/panel/source.ts");

const source = 'interface A {\n  b: number;\n}\n\nexport function f(a: A) {\n  throw new Error("boom");\n}\n';
let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "supertree-source-"));
});
after(() => rm(folder, { recursive: true, force: true }));

async function built(map: "inline" | "external" | false): Promise<string> {
  const file = join(folder, `${map}.js`);
  const { code, map: text } = await transform(source, { loader: "ts", sourcefile: "a.ts", sourcemap: map });
  await writeFile(file, map === "external" ? `${code}//# sourceMappingURL=external.js.map\n` : code);
  if (map === "external") await writeFile(`${file}.map`, text);
  return file;
}

for (const map of ["inline", "external"] as const) {
  test(`a place in a built file leads to its source, with a map that is ${map}`, async () => {
    assert.deepEqual(await originalOf({ file: await built(map), line: 2, column: 9 }), {
      file: join(folder, "a.ts"),
      line: 6,
      column: 9,
    });
  });
}

test("a file without a map is its own source", async () => {
  const place = { file: await built(false), line: 2, column: 9 };
  assert.deepEqual(await originalOf(place), place);
});
