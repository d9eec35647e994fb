import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { current, give, running } from "./activated.ts";
import { withChild } from "./trees.ts";
import { type Document, editor, until } from "./vscode/editor.ts";

const { person, Position, Range, Uri } = await import("./vscode/index.ts");

const spec = `name: fleet
strategy: rest_for_one
children:
  - id: broker
    run: broker
  - id: api
    run: api
    plan: [restart, {restart: 5s}, stop]
  - id: devices
    supervisor:
      dynamic: { max: 100 }
    children: []
  - id: web
    run: web
`;
const everywhere = new Range(new Position(0, 0), new Position(99, 0));

/** The spec is open in the editor, as a text with this content. */
function open(text: string): Document {
  const { specFile } = current();
  writeFileSync(specFile, text);
  const document = {
    ...{ uri: Uri.file(specFile), fileName: specFile, languageId: "yaml", isDirty: false, version: 1 },
    getText: () => readFileSync(specFile, "utf8"),
    save: async () => true,
  };
  person.opens(document);
  return document;
}

async function lenses(document: Document): Promise<string[]> {
  const found = await editor.drawing.lenses.provideCodeLenses(document);
  return found.map(({ range, command }) => `${range.start.line + 1} ${command?.title.replace("\u00a0", " ")}`);
}

async function press(document: Document, line: number, title: string): Promise<void> {
  const found = await editor.drawing.lenses.provideCodeLenses(document);
  const lens = found.find(({ range, command }) => range.start.line + 1 === line && command?.title === title);
  assert.ok(lens?.command, title);
  await editor.commands.get(lens.command.command)?.(...lens.command.arguments);
}

/** The marks of the spec, once there are some. */
async function marks(): Promise<{ line: number; message: string }[]> {
  const found = () => editor.diagnostics.get(current().specFile) ?? [];
  await until(() => found().length > 0, "a mark in the spec");
  return found();
}

test("a spec whose tree does not run offers to start it", async () => {
  const document = open(spec);
  assert.deepEqual(await lenses(document), ["1 $(play) Start Tree", "1 $(debug-alt) Debug Tree"]);
});

test("above each child stands what it does and what can be done", async () => {
  current().become(withChild("fleet/broker", { state: "stopped", pid: null, restarts: 2 }));
  await running();
  assert.deepEqual(await lenses(open(spec)), [
    "1 $(pass) running · 2 of 3 up",
    ...["1 Stop Tree", "1 Debug Tree", "1 Show Tree"],
    "4 $(circle-slash) stopped · 2 restarts",
    ...["4 Start", "4 Log"],
    "6 $(pass) running · pid 4711",
    ...["6 Restart", "6 Stop", "6 Debug", "6 Log"],
    "9 $(pass) running · 2 of 2 up",
    ...["9 Restart", "9 Stop"],
    "13 $(circle-outline) not in the running tree",
  ]);
});

test("a lens does its command to its child", async () => {
  const runtime = await running();
  const document = open(spec);
  await press(document, 6, "Restart");
  assert.deepEqual(runtime.heard.at(-1), { name: "restart", params: { path: "fleet/api" } });
  await press(document, 6, "Debug");
  const [configuration] = editor.debugged;
  assert.deepEqual((configuration as { only: string[] }).only, ["fleet/api"]);
  await press(document, 1, "Stop Tree");
  assert.equal(runtime.heard.at(-1)?.name, "shutdown");
});

test("▸ stands before the plan element that the next exit runs; without lenses a state stands behind each id", async () => {
  const plan = { elements: ["restart" as const, { restart: "5s" }, "stop" as const], at: 1, runs: 0, count: 1 };
  current().become(withChild("fleet/api", { plan }));
  await running();
  const document = open(spec);
  const hints = async () => {
    const found = await editor.drawing.hints.provideInlayHints(document, everywhere);
    return found.map(({ position, label }) => `${position.line + 1}:${position.character + 1} ${label}`);
  };
  assert.deepEqual(await hints(), ["8:21 ▸"]);
  editor.settings.set("codeLens", false);
  assert.deepEqual(await hints(), [
    ...["1:12 running · 3 of 3 up", "4:15 running · pid 4711", "8:21 ▸", "6:12 running · pid 4711"],
    "9:16 running · 2 of 2 up",
  ]);
});

test("a hover over an id tells of the child that runs", async () => {
  await running();
  const document = open(spec);
  const over = async (line: number, character: number) => {
    const hover = await editor.drawing.hovers.provideHover(document, new Position(line, character));
    return hover?.contents.value ?? "";
  };
  assert.match(await over(5, 9), /fleet\/api\*\* — running since/);
  assert.match(await over(7, 12), /plan: \*\*`restart`\*\*/);
  assert.equal(await over(1, 3), "");
});

test("where the running tree differs from the file, both ways are offered", async () => {
  current().become(withChild("fleet/api", { plan: { elements: ["wait"], at: 0, runs: 0, count: 1 } }));
  const runtime = await running();
  const answer = { path: "fleet/api", plan: ["wait"], restart: null, at: 0, runs: 0, count: 1 };
  runtime.answers = { change_plan: () => answer };
  const document = open(spec);
  const [plan, web] = await marks();
  assert.deepEqual(plan, {
    line: 8,
    message: "fleet/api runs with the plan [wait]; the file says [restart, {restart: 5s}, stop].",
  });
  assert.deepEqual(web, { line: 13, message: "fleet/web does not run: it is in the file only." });
  const diagnostics = [{ code: "differs_from_running", message: plan?.message }];
  const actions = await editor.drawing.actions.provideCodeActions(document, everywhere, { diagnostics });
  assert.deepEqual(
    actions.map(({ title }) => title),
    ["Write to Spec: the file takes over what runs", "Apply Spec: the running tree takes over what the file says"],
  );
  const apply = actions[1]?.command;
  await editor.commands.get(apply?.command ?? "")?.(...(apply?.arguments ?? []));
  const params = { path: "fleet/api", plan: ["restart", { restart: "5s" }, "stop"], count: 1 };
  assert.deepEqual(runtime.heard.at(-1), { name: "change_plan", params });
  assert.equal(editor.status.at(-1), "$(check) fleet/api is as the file says.");
});

test("a whole file is applied after a question", async () => {
  const runtime = await running();
  runtime.answers = { start_child: () => ({ path: "fleet/web" }) };
  writeFileSync(runtime.specFile, spec.replace("rest_for_one", "one_for_all"));
  await give("applySpec", "Apply");
  assert.equal(
    editor.asked.at(-1)?.text,
    "Make the running tree as the file says?\n\nstrategy of fleet\na new child of fleet",
  );
  assert.deepEqual(
    runtime.heard.slice(-2).map(({ name }) => name),
    ["change_strategy", "start_child"],
  );
});

test("a file that says what runs is not applied", async () => {
  const runtime = await running();
  writeFileSync(runtime.specFile, spec.slice(0, spec.indexOf("  - id: web")));
  await give("applySpec");
  assert.equal(editor.asked.at(-1)?.text, "The running tree is as supertree.yaml says.");
});
