import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { current, give } from "../activated.ts";
import { editor } from "../vscode/editor.ts";

/** Files in the workspace, in place of its spec. */
async function workspace(files: Record<string, string>): Promise<string> {
  const { folder, specFile } = current();
  await rm(specFile);
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return folder;
}

test("a spec is made of what is found, shown, and written when the person says so", async () => {
  const folder = await workspace({ Procfile: "web: node web.js\nworker: node worker.js\n" });
  const file = join(folder, "supertree.yaml");
  await give("specFromWorkspace", "web", ({ text }) => {
    assert.equal(text, "Write supertree.yaml with 1 children?");
    assert.equal(existsSync(file), false, "nothing is written before");
    assert.deepEqual(editor.shown, [file], "it is shown");
    return "Write";
  });
  assert.match(await readFile(file, "utf8"), /worker \(Procfile\): it was not chosen[\s\S]*id: web\n/);
  assert.deepEqual(editor.status, ["$(check) Wrote supertree.yaml."]);
});

test("a spec that is there is compared with the new one first, and stays when the person turns away", async () => {
  const { folder, specFile } = current();
  await writeFile(join(folder, "Procfile"), "web: node web.js\n");
  await give("specFromWorkspace", "web", "Cancel");
  assert.equal(await readFile(specFile, "utf8"), "name: fleet\n");
  assert.deepEqual(
    editor.diffs.map(({ before, after }) => [before, /id: web/.test(after)]),
    [["name: fleet\n", true]],
  );
});

test("a file that cannot be read is said in the spec, and hides nothing of the others", async () => {
  const folder = await workspace({ Procfile: "web: node web.js\n", "ecosystem.config.cjs": "module.exports = {" });
  await give("specFromWorkspace", "web", "Write");
  const text = await readFile(join(folder, "supertree.yaml"), "utf8");
  assert.match(text, /ecosystem\.config\.cjs: it cannot be read: SyntaxError: /);
});

test("a pm2 ecosystem file is asked for what it exports, whatever it prints", async () => {
  const program = 'console.log("loaded"); module.exports = { apps: [{ name: "api", script: "api.js" }] };';
  const folder = await workspace({ "ecosystem.config.cjs": program });
  await give("specFromWorkspace", "api", "Write");
  assert.match(await readFile(join(folder, "supertree.yaml"), "utf8"), /run: node api\.js/);
});

test("where nothing is found, a first spec is offered", async () => {
  const folder = await workspace({ "package.json": '{ "scripts": { "build": "tsc" } }' });
  await give("specFromWorkspace", ({ text }) => {
    assert.match(text, /^No process was found/);
    return "New Spec";
  });
  assert.ok(existsSync(join(folder, "supertree.yaml")));
});

test("the example is not copied over a folder that is there", async () => {
  const { folder } = current();
  await writeFile(join(folder, "supertree-fleet"), "");
  await give("openExample", folder, () => undefined);
  assert.match(editor.asked.at(-1)?.text ?? "", /^Open Example: .*supertree-fleet is there already/);
});
