import assert from "node:assert/strict";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { TextDocument } from "vscode-languageserver-textdocument";
import { completionsAt } from "../../language/completion.ts";
import { offersAt } from "../../language/offers.ts";
import type { Machine } from "../../machine/index.ts";
import { parseSpec } from "../../spec/index.ts";
import { cursor } from "./cursor.ts";

const files = ["src/api.ts", "src/db.ts", "packages/web/main.js", ".env", "node_modules/x.js", "package.json"];
const machine: Machine = {
  searched: [],
  programEndings: [""],
  kind: async (path) =>
    files.some((file) => path === `/p/${file}`)
      ? "file"
      : files.some((file) => `/p/${file}`.startsWith(`${path}/`))
        ? "folder"
        : null,
  isExecutable: async () => true,
  read: async (path) => (path === "/p/package.json" ? '{ "scripts": { "dev": "tsx src/api.ts", "test": "x" } }' : null),
  list: async (folder) => [
    ...new Set(
      files
        .filter((file) => `/p/${file}`.startsWith(`${folder}/`))
        .map((file) => `/p/${file}`.slice(folder.length + 1).split("/")[0] ?? ""),
    ),
  ],
};

/** The texts that are offered at the cursor. */
async function check(lines: string, expected: string): Promise<void> {
  const { document, position } = cursor(`name: t\nchildren:\n  - id: a\n${lines.replace(/^/gm, "    ")}`);
  const own = TextDocument.create(String(pathToFileURL("/p/supertree.yaml")), "yaml", 1, document.getText());
  const items = await offersAt(own, position, machine);
  assert.equal(items.map(({ textEdit }) => textEdit?.newText).join(" | "), expected);
}

test("scripts of the package, files of a command, folders", async () => {
  await check("run: npm run <|>", "dev | test");
  await check("run: npm run d<|>\ncwd: packages/web", "dev | test");
  await check("run: node <|>", "src/ | packages/ | package.json");
  await check("run: node src/<|>", "src/api.ts | src/db.ts");
  await check("run: node --env-file=.<|>", "--env-file=.env");
  await check("cwd: packages/web\nrun: node <|>", "main.js");
  await check("cwd: <|>", "src | packages");
  await check("run: no<|>", "");
  await check("env: { A: <|> }", "");
});

test("whole children, which are specs once their places are filled in", () => {
  const { document, position } = cursor("name: t\nchildren:\n  - <|>\n");
  const items = completionsAt(document, position, true).filter(({ insertTextFormat }) => insertTextFormat === 2);
  assert.equal(
    items.map(({ label }) => label).join(" | "),
    "worker | worker with readiness | supervisor with children | group of like children",
  );
  for (const { textEdit } of items) {
    assert.ok(textEdit && "range" in textEdit);
    const text = TextDocument.applyEdits(document, [textEdit]);
    const filled = text.replace(/\$\{\d\|(\w+)[^}]*\}/g, "$1").replace(/\$\{\d:([^}]*)\}/g, "$1");
    assert.deepEqual(parseSpec(filled, "yaml").problems, [], filled);
  }
});
