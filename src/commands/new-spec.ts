import * as vscode from "vscode";
import type { Nodes } from "../connection/nodes.ts";
import type { Reporter } from "../reports/reporter.ts";
import { command } from "./command.ts";

/** Writes a first spec into a workspace folder and opens it; a spec that is there already is only opened. */
export function newSpecCommand(nodes: Nodes, reporter: Reporter): vscode.Disposable {
  return command("supertree.newSpec", "New Spec", reporter, async () => {
    const folders = vscode.workspace.workspaceFolders ?? [];
    const folder = folders.length > 1 ? await vscode.window.showWorkspaceFolderPick() : folders[0];
    if (!folder) return;
    const file = vscode.Uri.joinPath(folder.uri, "supertree.yaml");
    if (!(await exists(file)))
      await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(firstSpec(folder.name)));
    await nodes.of(file.fsPath).look();
    await vscode.window.showTextDocument(file);
  });
}

async function exists(file: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(file);
    return true;
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === "FileNotFound") return false;
    throw error;
  }
}

function firstSpec(folderName: string): string {
  const name =
    folderName
      .toLowerCase()
      .replaceAll(/[^a-z0-9_-]+/g, "-")
      .replaceAll(/^-+|-+$/g, "") || "program";
  return `name: ${name}
strategy: one_for_one
children:
  - id: main
    run: node main.js
    # 1st exit: restart at once; 2nd: after 5 s; 3rd: the tree ends with it.
    plan: [restart, { restart: 5s }, stop]
`;
}
