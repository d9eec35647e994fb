import * as vscode from "vscode";
import type { Element } from "../views/elements.ts";

/** The command that keys of the Supervision view give; package.json names the one that is meant as its argument. */
export const onSelection = "supertree.onSelection";

/** A key names no row: what is selected in the view is handed to the command as its menu would. */
export function onSelectionCommand(selection: () => readonly Element[]): vscode.Disposable {
  return vscode.commands.registerCommand(onSelection, async (command: string) => {
    const [row] = selection();
    if (row) await vscode.commands.executeCommand(command, row, selection());
  });
}
