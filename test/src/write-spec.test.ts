import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { current, give, running } from "./activated.ts";
import { withChild } from "./trees.ts";
import { editor, until } from "./vscode/editor.ts";

const spec = `name: fleet
children:
  - id: broker
    run: broker
  - id: api # the api
    run: api
    plan: [restart, {restart: 5s}, stop]
  - id: devices
    supervisor: {}
    children: []
`;
const waiting = { plan: { elements: ["wait" as const], at: 0, runs: 0, count: 1 } };

function specText(): string {
  return readFileSync(current().specFile, "utf8");
}

/** The tree runs, its api with another plan than the spec has. */
async function changed() {
  current().become(withChild("fleet/api", waiting));
  const runtime = await running();
  writeFileSync(runtime.specFile, spec);
  return runtime;
}

test("what a child has is shown beside the spec, and written when the person says so", async () => {
  await changed();
  const after = spec.replace("[restart, {restart: 5s}, stop]", "[wait]");
  await give("writeToSpec", "fleet/api", "Write");
  assert.deepEqual(editor.diffs, [{ title: "supertree.yaml: as it is ↔ as the tree has it", before: spec, after }]);
  assert.deepEqual(editor.asked.at(-1)?.choices, ["Write", "Cancel"]);
  assert.equal(specText(), after);
  assert.deepEqual(editor.shown, ["saved supertree.yaml"]);
});

test("nothing is written when the person turns away", async () => {
  await changed();
  await give("writeToSpec", "fleet/api", "Cancel");
  assert.equal(specText(), spec);
  await give("writeToSpec", "fleet/api");
  assert.equal(specText(), spec);
});

test("a spec that says so already is left alone", async () => {
  const runtime = await running();
  writeFileSync(runtime.specFile, spec);
  await give("writeToSpec", "fleet/api");
  assert.equal(editor.asked.at(-1)?.text, "supertree.yaml says so already.");
  assert.deepEqual(editor.diffs, []);
});

test("what cannot be written is said", async () => {
  const runtime = await changed();
  writeFileSync(runtime.specFile, spec.replace("id: api", "id: other"));
  await give("writeToSpec", "fleet/api");
  assert.match(editor.asked.at(-1)?.text ?? "", /fleet\/api is not in the spec file/);
});

test("a change of plan offers to be written", async () => {
  const runtime = await changed();
  runtime.answers = {
    change_plan: ({ path }: { path: string }) => ({ path, plan: ["wait"], restart: null, at: 0, runs: 0, count: 1 }),
  };
  const answers = ["fleet/api", "[wait]", "Write to Spec…", "Write"];
  editor.answers.push(...answers.map((answer) => () => answer));
  await editor.commands.get("supertree.changePlan")?.();
  await until(() => editor.shown.includes("saved supertree.yaml"), "written");
  assert.equal(specText(), spec.replace("[restart, {restart: 5s}, stop]", "[wait]"));
});
