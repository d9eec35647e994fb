import * as vscode from "vscode";
import type { ModuleVersion } from "../../wire/index.ts";
import { t } from "../t.ts";
import type { ModuleFile, ModuleVersions } from "./versions.ts";
import { isStale, versionsText } from "./words.ts";

/** The view's id, as package.json contributes it. */
export const modulesView = "supertree.modules";

/** A row of the view: a source file, or what one process runs of it. */
export type ModuleRow = ({ kind: "file" } & ModuleFile) | { kind: "process"; of: ModuleFile; module: ModuleVersion };

/** The view “Module Versions”: source files → processes, each with the version that runs; a mark where that is not what is on disk. */
export function showModules(versions: ModuleVersions): vscode.Disposable {
  const changed = versions.onDidChange;
  const provider: vscode.TreeDataProvider<ModuleRow> = {
    onDidChangeTreeData: (listener) => changed(() => listener(undefined)),
    getChildren: (row) => (row === undefined ? versions.files.map(fileRow) : processesOf(row)),
    getTreeItem: (row) => (row.kind === "file" ? fileItem(row) : processItem(row)),
  };
  const view = vscode.window.createTreeView(modulesView, { treeDataProvider: provider, showCollapseAll: true });
  let looking: vscode.Disposable | null = null;
  const follow = (visible: boolean) => {
    looking?.dispose();
    looking = visible ? versions.look() : null;
  };
  follow(view.visible);
  const seen = view.onDidChangeVisibility(({ visible }) => follow(visible));
  return vscode.Disposable.from(view, seen, { dispose: () => looking?.dispose() });
}

export function isModuleRow(value: unknown): value is ModuleRow {
  return (
    typeof value === "object" &&
    value !== null &&
    "kind" in value &&
    (value.kind === "file" || value.kind === "process")
  );
}

function fileRow(file: ModuleFile): ModuleRow {
  return { kind: "file", ...file };
}

function processesOf(row: ModuleRow): ModuleRow[] {
  return row.kind === "file" ? row.versions.map((module) => ({ kind: "process", of: row, module })) : [];
}

function fileItem({ node, file, versions }: ModuleFile): vscode.TreeItem {
  const item = new vscode.TreeItem(vscode.workspace.asRelativePath(file), vscode.TreeItemCollapsibleState.Collapsed);
  const stale = isStale(versions);
  item.id = `${node.specFile}\n${file}`;
  item.description = stale ? t("{0} · differs from disk", versionsText(versions)) : versionsText(versions);
  item.iconPath = iconOf(stale);
  item.contextValue = stale ? "file stale" : "file";
  item.tooltip = `${file}\n${item.description}`;
  item.accessibilityInformation = { label: `${item.label}, ${item.description}` }; // else the tooltip is read
  item.command = { command: "vscode.open", title: t("Open"), arguments: [vscode.Uri.file(file)] };
  return item;
}

function processItem({ of: { node, file }, module }: Extract<ModuleRow, { kind: "process" }>): vscode.TreeItem {
  const { path, version, current, states } = module;
  const item = new vscode.TreeItem(path);
  const parts = [
    t("version {0}", version),
    ...states.map((state) => t("state {0}, version {1}", state.name, state.version)),
  ];
  item.id = `${node.specFile}\n${file}\n${path}`;
  item.description = [...parts, ...(current ? [] : [t("differs from disk")])].join(" · ");
  item.iconPath = iconOf(!current);
  item.contextValue = current ? "process" : "process stale";
  item.accessibilityInformation = { label: `${path}, ${item.description}` };
  return item;
}

function iconOf(stale: boolean): vscode.ThemeIcon {
  return stale
    ? new vscode.ThemeIcon("warning", new vscode.ThemeColor("list.warningForeground"))
    : new vscode.ThemeIcon("pass", new vscode.ThemeColor("charts.green"));
}
