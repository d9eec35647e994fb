import * as vscode from "vscode";
import type { Reporter } from "../reports/reporter.ts";

/** Registers a command; whatever goes wrong in it is shown to the person who gave it, under `what`. */
export function command(
  id: string,
  what: string,
  reporter: Reporter,
  run: (...args: unknown[]) => unknown,
): vscode.Disposable {
  return vscode.commands.registerCommand(id, async (...args: unknown[]) => {
    try {
      await run(...args);
    } catch (error) {
      await reporter.failed(what, error);
    }
  });
}

/** Says in the status bar that something was done. */
export function tell(sentence: string): void {
  vscode.window.setStatusBarMessage(`$(check) ${sentence}`, 5_000);
}
