import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import * as vscode from "vscode";
import type { Nodes } from "../connection/nodes.ts";
import { type Reloader, reloadable } from "../reload/reloader.ts";
import type { Reporter } from "../reports/reporter.ts";
import { t } from "../t.ts";
import { command, tell } from "./command.ts";
import { type CallStackTarget, pickChildren } from "./pick-children.ts";
import { isConnected, pickNode } from "./pick-node.ts";

/** Hot reload of the active editor's module, of a process's changed modules, on save if wished; and the way back. */
export function reloadCommands(
  nodes: Nodes,
  reloader: Reloader,
  callStack: CallStackTarget,
  reporter: Reporter,
): vscode.Disposable {
  /** Documents that are saved only to be reloaded: “on save” leaves them to that. */
  const saving = new Set<vscode.TextDocument>();
  return vscode.Disposable.from(
    command("supertree.hotReload", t("Hot Reload Module"), reporter, async (given) => {
      const document = await documentOf(given);
      if (document && (await canReload(document, nodes))) {
        await save(document, saving);
        await reloader.reloadFile(document.fileName, { unasked: false });
      }
    }),
    command("supertree.reloadProcess", t("Hot Reload Process"), reporter, async (...args) => {
      const targets = await pickChildren(nodes, callStack, args, {
        title: t("Hot Reload Process"),
        none: t("No process can be reloaded: only Node processes carry the agent."),
        fits: (child) => child.kind === "supervisor" || child.node !== null,
      });
      for (const { node, child } of targets) tell((await reloader.reloadProcess(node, child.path)).message);
    }),
    command("supertree.rollBack", t("Roll Back Hot Reload"), reporter, async (...args) => {
      const words = { title: t("Roll Back Hot Reload"), none: t("No tree runs.") };
      const node = await pickNode(nodes, isConnected, args, words);
      if (node) await reloader.rollBack(node);
    }),
    vscode.workspace.onDidSaveTextDocument((document) => {
      if (saving.has(document) || !wantsReload(document, nodes)) return;
      reloader
        .reloadFile(document.fileName, { unasked: true })
        .catch((error: unknown) => reporter.failed(t("Hot reload on save"), error));
    }),
  );
}

/** A menu of an editor hands over its file; without one it is the active editor's. */
async function documentOf(given: unknown): Promise<vscode.TextDocument | null> {
  if (given instanceof vscode.Uri) return vscode.workspace.openTextDocument(given);
  return vscode.window.activeTextEditor?.document ?? null;
}

async function canReload(document: vscode.TextDocument, nodes: Nodes): Promise<boolean> {
  const isModule = reloadable.includes(document.languageId);
  if (isModule && nodes.all.some(isConnected)) return true;
  await vscode.window.showInformationMessage(
    isModule
      ? t("No tree runs. Start it with “Supertree: Start Tree”.")
      : t("Only JavaScript and TypeScript modules can be hot-reloaded."),
  );
  return false;
}

/** How long a save that somebody else began, autosave for one, may take to reach the disk. */
const autosaveMs = 5_000;

async function save(document: vscode.TextDocument, saving: Set<vscode.TextDocument>): Promise<void> {
  if (!document.isDirty) return;
  saving.add(document);
  const text = document.getText();
  const saved = nextSave(document);
  try {
    if (await document.save()) return;
    // It also answers false when another save was on its way or came first, whether or not this side has heard of that.
    if (await isOnDisk(document.fileName, text)) return;
    await Promise.race([saved.done, sleep(autosaveMs)]);
    if (await isOnDisk(document.fileName, text)) return;
    throw new Error(t("{0} could not be saved, so nothing was reloaded. Save it, then reload it.", document.fileName));
  } finally {
    saved.dispose();
    saving.delete(document);
  }
}

function nextSave(document: vscode.TextDocument): { done: Promise<void>; dispose(): void } {
  let listening: vscode.Disposable | null = null;
  const done = new Promise<void>((settle) => {
    listening = vscode.workspace.onDidSaveTextDocument((one) => {
      if (one === document) settle();
    });
  });
  return { done, dispose: () => listening?.dispose() };
}

async function isOnDisk(file: string, text: string): Promise<boolean> {
  const onDisk = await readFile(file, "utf8").catch(() => null); // a file that cannot be read is not there
  return onDisk === text;
}

function wantsReload(document: vscode.TextDocument, nodes: Nodes): boolean {
  const onSave = vscode.workspace.getConfiguration("supertree", document.uri).get<boolean>("hotReload.onSave", false);
  return onSave && reloadable.includes(document.languageId) && nodes.all.some(isConnected);
}
