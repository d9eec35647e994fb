import * as vscode from "vscode";
import { reloadable } from "../reload/reloader.ts";
import { t } from "../t.ts";
import type { ModuleVersions } from "./versions.ts";
import { isStale, newest, versionsText } from "./words.ts";

/** The version of the open module that runs, in the status bar; pressed, it shows the view of all. */
export function showModuleStatus(versions: ModuleVersions): vscode.Disposable {
  const item = vscode.window.createStatusBarItem("supertree.module", vscode.StatusBarAlignment.Right, 90);
  item.name = t("Running module version");
  item.command = "supertree.modules.focus";
  let looking: vscode.Disposable | null = null;
  const draw = () => {
    const document = vscode.window.activeTextEditor?.document;
    const module = document && versions.of(document.fileName);
    if (!module) return item.hide();
    const stale = isStale(module.versions);
    item.text = `$(flame) ${t("version {0}", newest(module.versions))}${stale ? " $(warning)" : ""}`;
    item.tooltip = stale
      ? t("{0}. What runs differs from the file on disk.", versionsText(module.versions))
      : t("{0}.", versionsText(module.versions));
    item.show();
  };
  const follow = () => {
    looking?.dispose();
    const document = vscode.window.activeTextEditor?.document;
    looking = document && reloadable.includes(document.languageId) ? versions.look() : null;
    draw();
  };
  follow();
  return vscode.Disposable.from(item, versions.onDidChange(draw), vscode.window.onDidChangeActiveTextEditor(follow), {
    dispose: () => looking?.dispose(),
  });
}
