import { join } from "node:path";
import * as vscode from "vscode";
import type { Nodes } from "../connection/nodes.ts";
import { draftOf } from "../first-steps/draft.ts";
import { copyExample, installPackages } from "../first-steps/example.ts";
import type { Found } from "../first-steps/found.ts";
import { lookInto } from "../first-steps/workspace.ts";
import type { Proposals } from "../plan/proposals.ts";
import type { Reporter } from "../reports/reporter.ts";
import { t } from "../t.ts";
import { command, tell } from "./command.ts";
import { pickFolder } from "./new-spec.ts";

/** As package.json contributes it, behind the extension's own id. */
const walkthrough = "supertree.supertree#firstSteps";

/** What somebody does first: makes a spec from what the workspace has, or looks at the example. */
export function firstStepCommands(
  nodes: Nodes,
  proposals: Proposals,
  extension: vscode.Uri,
  reporter: Reporter,
): vscode.Disposable {
  return vscode.Disposable.from(
    command("supertree.specFromWorkspace", t("Make Spec from Workspace"), reporter, async () => {
      const folder = await pickFolder();
      if (folder) await makeSpec(folder, nodes, proposals);
    }),
    command("supertree.openWalkthrough", t("First Steps"), reporter, () =>
      vscode.commands.executeCommand("workbench.action.openWalkthrough", walkthrough),
    ),
    command("supertree.openExample", t("Open Example"), reporter, () =>
      openExample(vscode.Uri.joinPath(extension, "examples", "fleet").fsPath, reporter),
    ),
  );
}

async function makeSpec(folder: vscode.WorkspaceFolder, nodes: Nodes, proposals: Proposals): Promise<void> {
  const found = await lookInto(folder.uri.fsPath);
  if (found.every(({ processes }) => processes.length === 0)) {
    const looked = t(
      "No process was found: there is no Procfile, compose file, pm2 ecosystem file or package.json script that stays.",
    );
    const chosen = await vscode.window.showInformationMessage(looked, t("New Spec"));
    if (chosen) await vscode.commands.executeCommand("supertree.newSpec");
    return;
  }
  const chosen = await choose(found);
  if (!chosen) return;
  const file = vscode.Uri.joinPath(folder.uri, "supertree.yaml");
  const text = draftOf(folder.name, chosen);
  const count = chosen.reduce((sum, { processes }) => sum + processes.length, 0);
  const decided = await proposals.show(file, text, t("supertree.yaml as it would be"), async () =>
    vscode.window.showInformationMessage(t("Write supertree.yaml with {0} children?", count), t("Write"), t("Cancel")),
  );
  if (decided !== t("Write")) return;
  await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
  await nodes.of(file.fsPath).look();
  await vscode.window.showTextDocument(file);
  tell(t("Wrote supertree.yaml."));
}

/** All are taken until the person takes one out; what is not chosen is said among what is left out. */
async function choose(found: readonly Found[]): Promise<Found[] | null> {
  const items = found.flatMap(({ processes }) =>
    processes.map((process) => ({
      label: process.id,
      description: process.run,
      detail: process.from,
      picked: true,
      process,
    })),
  );
  const picked = await vscode.window.showQuickPick(items, {
    title: t("Make Spec from Workspace"),
    placeHolder: t("Which of these are processes of the program?"),
    canPickMany: true,
  });
  if (!picked || picked.length === 0) return null;
  const wanted = new Set(picked.map(({ process }) => process));
  return found.map(({ processes, leftOut }) => ({
    processes: processes.filter((process) => wanted.has(process)),
    leftOut: [
      ...leftOut,
      ...processes.flatMap((process) =>
        wanted.has(process) ? [] : [{ name: process.id, from: process.from, why: t("it was not chosen") }],
      ),
    ],
  }));
}

async function openExample(example: string, reporter: Reporter): Promise<void> {
  const [parent] =
    (await vscode.window.showOpenDialog({
      title: t("Where shall the example be copied to?"),
      openLabel: t("Copy the Example Here"),
      canSelectFolders: true,
      canSelectFiles: false,
    })) ?? [];
  if (!parent) return;
  const folder = join(parent.fsPath, "supertree-fleet");
  await copyExample(example, folder);
  try {
    await withCancelling(t("Installing the example's packages (npm install)"), (signal) =>
      installPackages(folder, signal),
    );
  } catch (error) {
    await reporter.failed(t("Run “npm install” in {0} before you start the example", folder), error);
  }
  await vscode.commands.executeCommand("vscode.openFolder", vscode.Uri.file(folder), {
    forceNewWindow: (vscode.workspace.workspaceFolders ?? []).length > 0,
  });
}

function withCancelling(title: string, work: (signal: AbortSignal) => Promise<void>): Thenable<void> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, (_progress, token) => {
    const controller = new AbortController();
    token.onCancellationRequested(() => controller.abort());
    return work(controller.signal);
  });
}
