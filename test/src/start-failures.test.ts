import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { test } from "node:test";
import { current, give, running } from "./activated.ts";
import { editor, until } from "./vscode/editor.ts";

const failed = () => editor.context.get("supertree.startFailed");

test("a tree that F5 could not start is told of until it runs", async () => {
  const listener = editor.tracker?.createDebugAdapterTracker({ configuration: { spec: current().specFile } });
  listener?.onDidSendMessage({ type: "response", command: "threads", success: false });
  listener?.onDidSendMessage({ type: "response", command: "launch", success: true });
  assert.equal(failed(), false);
  listener?.onDidSendMessage({ type: "response", command: "launch", success: false, message: "no broker.js here" });
  assert.equal(failed(), true);
  await give("showStartFailure", () => undefined);
  assert.equal(editor.asked.at(-1)?.text, "Start supertree.yaml: no broker.js here");
  await running();
  assert.equal(failed(), false);
});

test("a tree that Start Tree could not start is told of until somebody tries again", async () => {
  await writeFile(current().specFile, "name: fleet\nchildren:\n  - { id: api, rum: node api.js }\n");
  await give("startTree", () => undefined);
  assert.equal(failed(), true);
  await give("showStartFailure", () => undefined);
  assert.match(editor.asked.at(-1)?.text ?? "", /^Start supertree\.yaml: ./);
  await writeFile(current().specFile, "name: [\n");
  const again = give("startTree", () => undefined);
  await until(() => failed() === false, "forgotten");
  await again;
  assert.equal(failed(), true);
});

test("where nothing failed there is nothing to tell", async () => {
  await give("showStartFailure", () => undefined);
  assert.equal(editor.asked.at(-1)?.text, "No start has failed.");
});
