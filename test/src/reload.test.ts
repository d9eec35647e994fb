import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import type { Refusal, ReloadResult } from "../../wire/index.ts";
import { give, running } from "./activated.ts";
import { withChild, worker } from "./trees.ts";
import { type Document, editor, until } from "./vscode/editor.ts";

const { person, Uri } = await import("./vscode/index.ts");
const { reloadSentence } = await import("../../src/reload/sentence.ts");
const { judge } = await import("../../src/reload/rolling-restart.ts");

const one = {
  ...{ file: "/p/device.ts", version: 2, how: "patch" as const, because: null, anew: [], stays: [] },
  ...{ patched: ["tick", "read"], processes: ["fleet/a", "fleet/b"] },
};
const nothing = { migrated: [], warnings: [] };
const refusal = (own: Partial<Refusal>): Refusal => ({
  path: null,
  code: "syntax_error",
  message: "Unexpected token. Correct it and save again.",
  where: null,
  ...own,
});

const sentences: [result: ReloadResult, sentence: string][] = [
  [
    { outcome: "committed", reloaded: [one], ...nothing, elapsedMs: 34.4 },
    "device.ts: 2 functions in 2 processes, 34 ms",
  ],
  [
    {
      outcome: "committed",
      reloaded: [{ ...one, patched: ["tick"], processes: ["fleet/a"] }],
      ...nothing,
      elapsedMs: 1.26,
    },
    "device.ts: 1 function in 1 process, 1.3 ms",
  ],
  [
    { outcome: "committed", reloaded: [{ ...one, patched: [] }], ...nothing, elapsedMs: 12 },
    "device.ts: 2 processes, 12 ms",
  ],
  [{ outcome: "unchanged" }, "every process already runs what is on disk"],
  [
    { outcome: "refused", refusals: [refusal({}), refusal({ path: "fleet/a" })], restart: [] },
    "Unexpected token. Correct it and save again. (and 1 more refusal)",
  ],
];
for (const [result, sentence] of sentences) {
  test(`a reload is told as “${sentence}”`, () => assert.equal(reloadSentence(result), sentence));
}

const before = 3;
const judgements: [text: string, child: Parameters<typeof judge>[0], verdict: boolean | null][] = [
  ["gone", undefined, false],
  ["still the old incarnation", worker("a", { incarnation: 3 }), null],
  ["stopping", worker("a", { incarnation: 3, state: "stopping" }), null],
  ["the next is held at entry", worker("a", { incarnation: 4, state: "held" }), null],
  ["the next runs", worker("a", { incarnation: 4, lastExit: { reason: "shutdown", at: 0, incarnation: 3 } }), true],
  ["the next pauses at a breakpoint", worker("a", { incarnation: 4, state: "paused" }), true],
  ["the next ended", worker("a", { incarnation: 4, lastExit: { reason: { code: 1 }, at: 0, incarnation: 4 } }), false],
];
for (const [text, child, verdict] of judgements) {
  test(`a rolling restart judges “${text}” as ${verdict}`, () =>
    assert.equal(judge(child, "a", before)?.ok ?? null, verdict));
}

test("Hot Reload Module saves the file, asks the runtime, and tells the result in the status bar", async () => {
  const runtime = await running();
  const document = await moduleIn(runtime.folder);
  document.isDirty = true;
  editor.activeDocument = document;
  runtime.answers = { reload: () => ({ outcome: "committed", reloaded: [one], ...nothing, elapsedMs: 34 }) };
  await give("hotReload");
  assert.equal(document.isDirty, false);
  assert.deepEqual(runtime.heard, [
    { name: "reload", params: { files: [document.fileName], dry_run: false, unless_anew: true } },
  ]);
  assert.deepEqual(editor.status, ["$(flame) Hot reload: device.ts: 2 functions in 2 processes, 34 ms"]);
});

test("where module state would begin anew, a person is asked first", async () => {
  const runtime = await running();
  const document = await moduleIn(runtime.folder);
  editor.activeDocument = document;
  const swapped = { ...one, how: "swap" as const, anew: ["calls", "sessions"] };
  const outcome = ({ unless_anew }: { unless_anew?: boolean }) => (unless_anew ? "checked" : "committed");
  runtime.answers = {
    reload: (params: object) => ({ outcome: outcome(params), reloaded: [swapped], ...nothing, elapsedMs: 3 }),
  };
  await give("hotReload", () => undefined);
  assert.equal(
    editor.asked.at(-1)?.text,
    "device.ts has to be loaded anew: calls, sessions would begin anew in 2 processes. Declared with hot.state, it lives on.",
  );
  assert.equal(runtime.heard.length, 1, "nothing is reloaded by itself");
  await give("hotReload", "Reload Anyway");
  assert.deepEqual(runtime.heard.at(-1)?.params, { files: [document.fileName], dry_run: false });
});

test("a refusal stands at its line until the next success", async () => {
  const runtime = await running();
  const document = await moduleIn(runtime.folder);
  editor.activeDocument = document;
  const where = { file: document.fileName, line: 7, column: 3 };
  runtime.answers = { reload: () => ({ outcome: "refused", refusals: [refusal({ where })], restart: [] }) };
  await give("hotReload", () => undefined);
  assert.equal(editor.asked.at(-1)?.text, "Hot reload refused: Unexpected token. Correct it and save again.");
  assert.deepEqual(editor.asked.at(-1)?.choices, ["Show Problem"]);
  assert.deepEqual(editor.diagnostics.get(document.fileName), [
    { line: 7, message: "Unexpected token. Correct it and save again." },
  ]);
  runtime.answers = { reload: () => ({ outcome: "committed", reloaded: [one], ...nothing, elapsedMs: 3 }) };
  await give("hotReload");
  assert.equal(editor.diagnostics.size, 0);
});

test("what a tree refused is forgotten when it has ended", async () => {
  const runtime = await running();
  editor.activeDocument = await moduleIn(runtime.folder);
  runtime.answers = { reload: () => ({ outcome: "refused", refusals: [refusal({})], restart: [] }) };
  await give("hotReload", () => undefined);
  assert.equal(editor.diagnostics.size, 1);
  await runtime.stop();
  await until(() => editor.diagnostics.size === 0, "no diagnostics");
});

test("“Restart these processes” restarts one after the other and stops at the first that fails", async () => {
  const runtime = await running();
  editor.activeDocument = await moduleIn(runtime.folder);
  const paths = ["fleet/api", "fleet/devices/device-1", "fleet/devices/device-2"];
  runtime.answers = {
    reload: () => ({ outcome: "refused", refusals: [refusal({ code: "not_swappable" })], restart: paths }),
    restart: ({ path }: { path: string }) => {
      const fails = path.endsWith("device-1");
      queueMicrotask(() => runtime.become(withChild(path, fails ? ended : { incarnation: 2 })));
      return {};
    },
  };
  await give("hotReload", "Restart these processes", () => undefined);
  assert.deepEqual(
    runtime.heard.slice(1).map(({ params }) => params),
    paths.slice(0, 2).map((path) => ({ path })),
  );
  assert.match(editor.asked.at(-1)?.text ?? "", /^Rolling restart: fleet\/devices\/device-1 ended again/);
});

const ended = {
  incarnation: 2,
  state: "restarting" as const,
  lastExit: { reason: { code: 1 }, at: 0, incarnation: 2 },
};

test("a refusal that is not about the file's text leaves no mark in it", async () => {
  const runtime = await running();
  const document = await moduleIn(runtime.folder);
  editor.activeDocument = document;
  const where = { file: document.fileName, line: 1, column: 1 };
  const refusals = [refusal({ code: "not_loaded", message: "No process has loaded it.", where })];
  runtime.answers = {
    reload: () => ({ outcome: "refused", refusals, restart: [] }),
    rollback: () => ({ outcome: "refused", refusals: [refusal({ message: "Nothing to roll back." })], restart: [] }),
  };
  await give("hotReload", () => undefined);
  await give("rollBack", () => undefined);
  assert.deepEqual(
    editor.asked.map(({ text, choices }) => [text, ...choices]),
    [["Hot reload refused: No process has loaded it."], ["Roll back refused: Nothing to roll back."]],
  );
  assert.equal(editor.diagnostics.size, 0);
});

test("saving reloads only where the setting says so, and says nothing of files that no process has", async () => {
  const runtime = await running();
  const document = await moduleIn(runtime.folder);
  runtime.answers = {
    reload: () => ({ outcome: "refused", refusals: [refusal({ code: "not_loaded" })], restart: [] }),
  };
  person.saves(document as never);
  editor.settings.set("hotReload.onSave", true);
  person.saves(document as never);
  await until(() => editor.log.some((line) => line.includes("device.ts: Unexpected token")), "written down");
  assert.equal(runtime.heard.length, 1);
  assert.deepEqual(editor.asked, []);
});

async function moduleIn(folder: string): Promise<Document> {
  const fileName = join(folder, "device.ts");
  await writeFile(fileName, "");
  const document: Document = {
    uri: Uri.file(fileName) as never,
    fileName,
    languageId: "typescript",
    isDirty: false,
    getText: () => "",
    save: async () => {
      document.isDirty = false;
      return true;
    },
  };
  return document;
}
