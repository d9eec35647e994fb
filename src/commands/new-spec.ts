import * as vscode from "vscode";
import type { Nodes } from "../connection/nodes.ts";
import { exists } from "../plan/proposals.ts";
import type { Reporter } from "../reports/reporter.ts";
import { t } from "../t.ts";
import { command } from "./command.ts";

/** Writes a first spec into a workspace folder and opens it; a spec that is there already is only opened. */
export function newSpecCommand(nodes: Nodes, reporter: Reporter): vscode.Disposable {
  return command("supertree.newSpec", t("New Spec"), reporter, async () => {
    const folder = await pickFolder();
    if (!folder) return;
    const file = vscode.Uri.joinPath(folder.uri, "supertree.yaml");
    if (!(await exists(file)))
      await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(firstSpec(folder.name)));
    await nodes.of(file.fsPath).look();
    await vscode.window.showTextDocument(file);
  });
}

/** The only folder of the workspace, or the one that a person picks. */
export async function pickFolder(): Promise<vscode.WorkspaceFolder | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  return folders.length > 1 ? vscode.window.showWorkspaceFolderPick() : folders[0];
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
