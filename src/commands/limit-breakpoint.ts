import * as vscode from "vscode";
import type { Reporter } from "../reports/reporter.ts";
import { t } from "../t.ts";
import { command } from "./command.ts";

/** Limits the breakpoint of the line where the cursor is to some processes: `@path` before its condition, as one may write it by hand. */
export function limitBreakpointCommand(reporter: Reporter): vscode.Disposable {
  return command("supertree.limitBreakpoint", t("Limit Breakpoint to Processes"), reporter, async () => {
    const editor = vscode.window.activeTextEditor;
    if (!editor) return;
    const { document, selection } = editor;
    const line = selection.active.line;
    const old = vscode.debug.breakpoints.find(
      (one): one is vscode.SourceBreakpoint =>
        one instanceof vscode.SourceBreakpoint &&
        one.location.uri.toString() === document.uri.toString() &&
        one.location.range.start.line === line,
    );
    const pattern = await vscode.window.showInputBox({
      title: t("Limit Breakpoint to Processes"),
      prompt: t("A path, or a pattern such as devices/*; empty for every process"),
      value: /^\s*@(\S+)/.exec(old?.condition ?? "")?.[1] ?? "",
      validateInput: (text) => (/\s/.test(text.trim()) ? t("A path has no spaces.") : undefined),
    });
    if (pattern === undefined) return;
    const condition = limited(old?.condition ?? "", pattern.trim());
    const place = old?.location ?? new vscode.Location(document.uri, new vscode.Position(line, 0));
    if (old) vscode.debug.removeBreakpoints([old]);
    vscode.debug.addBreakpoints([
      new vscode.SourceBreakpoint(place, true, condition || undefined, old?.hitCondition, old?.logMessage),
    ]);
  });
}

/** `@api n > 1` and `devices/*` → `@devices/* n > 1`. */
export function limited(condition: string, pattern: string): string {
  const rest = condition.replace(/^\s*@\S+\s*/, "");
  return [pattern === "" ? "" : `@${pattern}`, rest].filter((part) => part !== "").join(" ");
}
