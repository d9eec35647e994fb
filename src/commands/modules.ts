import { readdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import * as vscode from "vscode";
import { stateFolder } from "../../wire/index.ts";
import type { ModuleVersions } from "../modules/versions.ts";
import { isModuleRow, type ModuleRow } from "../modules/view.ts";
import type { Reloader } from "../reload/reloader.ts";
import type { Reporter } from "../reports/reporter.ts";
import { t } from "../t.ts";
import { command } from "./command.ts";

/** What can be done with a running module: reload it, or compare what runs with what is on disk. */
export function moduleCommands(versions: ModuleVersions, reloader: Reloader, reporter: Reporter): vscode.Disposable {
  return vscode.Disposable.from(
    command("supertree.reloadModule", t("Hot Reload Module"), reporter, async (given) => {
      const row = await meant(versions, given, t("Hot Reload Module"));
      if (row) await reloader.reloadFile(fileOf(row), { unasked: false });
    }),
    command("supertree.compareModule", t("Compare Running with Disk"), reporter, async (given) => {
      const row = await meant(versions, given, t("Compare Running with Disk"));
      if (row) await compare(row);
    }),
  );
}

/** The row of the menu, or the file that a person picks. */
async function meant(versions: ModuleVersions, given: unknown, title: string): Promise<ModuleRow | undefined> {
  if (isModuleRow(given)) return given;
  const items = versions.files.map((file) => ({
    label: vscode.workspace.asRelativePath(file.file),
    row: { kind: "file" as const, ...file },
  }));
  if (items.length === 0) {
    await vscode.window.showInformationMessage(
      t("No process has told of a module yet. Open the view “Module Versions”."),
    );
    return undefined;
  }
  const picked = await vscode.window.showQuickPick(items, { title, placeHolder: t("Which module?") });
  return picked?.row;
}

function fileOf(row: ModuleRow): string {
  return row.kind === "file" ? row.file : row.of.file;
}

/** Of a file, the version of the first process that does not run what is on disk. */
async function compare(row: ModuleRow): Promise<void> {
  const { node } = row.kind === "file" ? row : row.of;
  const module =
    row.kind === "process" ? row.module : (row.versions.find(({ current }) => !current) ?? row.versions[0]);
  if (!module) return;
  const running = await keptText(node.specFile, module.hash);
  const title = t("{0}: version {1} of {2} ↔ disk", basename(module.file), module.version, module.path);
  await vscode.commands.executeCommand("vscode.diff", running, vscode.Uri.file(module.file), title);
}

/** The runtime keeps the text of each module that a process has loaded, named by its whole hash. */
async function keptText(specFile: string, hash: string): Promise<vscode.Uri> {
  const folder = join(dirname(specFile), stateFolder, "state", "sources");
  const name = (await readdir(folder)).find((each) => each.startsWith(hash));
  if (name === undefined) throw new Error(t("The text that runs is not kept in {0} any more.", folder));
  return vscode.Uri.file(join(folder, name));
}
