import * as vscode from "vscode";
import { t } from "../t.ts";

/** The scheme of a spec as it would be; its path is that of the file, so that it is coloured alike. */
export const proposalScheme = "supertree-proposal";

/** Texts that are shown beside their file until somebody has decided about them. */
export class Proposals implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #registered = vscode.workspace.registerTextDocumentContentProvider(proposalScheme, this);
  readonly onDidChange = this.#changed.event;

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.toString()) ?? t("This proposal has been decided about.");
  }

  /** Shows the file on the left and the text on the right, or the text alone where there is no file yet, for as long as `decide` takes. */
  async show<T>(file: vscode.Uri, text: string, title: string, decide: () => Promise<T>): Promise<T> {
    const uri = vscode.Uri.from({ scheme: proposalScheme, path: file.path });
    this.#texts.set(uri.toString(), text);
    this.#changed.fire(uri);
    if (await exists(file)) await vscode.commands.executeCommand("vscode.diff", file, uri, title);
    else await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: true });
    try {
      return await decide();
    } finally {
      this.#texts.delete(uri.toString());
      await close(uri);
    }
  }

  dispose(): void {
    this.#registered.dispose();
    this.#changed.dispose();
  }
}

/** Whether there is a file; one that cannot be looked at is shown as it is, and says why. */
export async function exists(file: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(file);
    return true;
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === "FileNotFound") return false;
    throw error;
  }
}

async function close(uri: vscode.Uri): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  const shown = tabs.filter(({ input }) => {
    const text =
      input instanceof vscode.TabInputTextDiff ? input.modified : input instanceof vscode.TabInputText && input.uri;
    return text && text.toString() === uri.toString();
  });
  await vscode.window.tabGroups.close(shown);
}
