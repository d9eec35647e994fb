import "./vscode/install.ts";
import assert from "node:assert/strict";
import { afterEach, beforeEach } from "node:test";
import type * as vscode from "vscode";
import { StandIn } from "./stand-in.ts";
import { fleet } from "./trees.ts";
import { editor, type Question, reset, until } from "./vscode/editor.ts";

const { activate } = await import("../../src/extension.ts");
const { person, Secrets, Uri } = await import("./vscode/index.ts");

let standing: StandIn | null = null;
let subscriptions: vscode.Disposable[] = [];

/** The extension is activated in a workspace with one spec before each test, and given back after it. */
beforeEach(async () => {
  standing = await StandIn.in(fleet());
  reset(standing.folder);
  editor.specs = [standing.specFile];
  subscriptions = [];
  const context: Pick<vscode.ExtensionContext, "subscriptions"> = { subscriptions };
  await activate({
    ...context,
    secrets: new Secrets(),
    extensionUri: Uri.file(process.cwd()),
  } as unknown as vscode.ExtensionContext);
});

afterEach(async () => {
  for (const subscription of subscriptions) subscription.dispose();
  await standing?.remove();
});

/** The runtime runs and the extension follows it. */
export async function running(): Promise<StandIn> {
  const runtime = current();
  await runtime.start();
  person.changesFiles();
  await until(() => editor.context.get("supertree.running") === true, "connected");
  return runtime;
}

/** Gives a command as a person would, with the answers to what it asks. */
export async function give(id: string, ...answers: (string | ((question: Question) => string | undefined))[]) {
  editor.answers.push(...answers.map((answer) => (typeof answer === "string" ? () => answer : answer)));
  await editor.commands.get(`supertree.${id}`)?.();
  assert.deepEqual(editor.answers, [], `${id} asked less than it was answered`);
}

/** The stand-in for the runtime of the workspace's spec. */
export function current(): StandIn {
  assert.ok(standing);
  return standing;
}
