import * as vscode from "vscode";

/** The scheme of a spec as it would be; its path is that of the file, so that it is coloured alike. */
export const proposalScheme = "supertree-proposal";

/** Texts that are shown beside their file until somebody has decided about them. */
export class Proposals implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #registered = vscode.workspace.registerTextDocumentContentProvider(proposalScheme, this);
  readonly onDidChange = this.#changed.event;

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.toString()) ?? "This proposal has been decided about.";
  }

  /** Shows the file on the left and the text on the right, for as long as `decide` takes. */
  async show<T>(file: vscode.Uri, text: string, title: string, decide: () => Promise<T>): Promise<T> {
    const uri = vscode.Uri.from({ scheme: proposalScheme, path: file.path });
    this.#texts.set(uri.toString(), text);
    this.#changed.fire(uri);
    await vscode.commands.executeCommand("vscode.diff", file, uri, title);
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

async function close(uri: vscode.Uri): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  const shown = tabs.filter(
    ({ input }) => input instanceof vscode.TabInputTextDiff && input.modified.toString() === uri.toString(),
  );
  await vscode.window.tabGroups.close(shown);
}
