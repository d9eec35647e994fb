import * as vscode from "vscode";
import type { StartTree } from "../acts/start-tree.ts";
import { canStart } from "../connection/context-keys.ts";
import type { Nodes } from "../connection/nodes.ts";
import { ownSpec } from "../connection/own-spec.ts";
import type { RuntimeNode } from "../connection/runtime-node.ts";
import { noSpec, specLabel } from "../connection/specs.ts";
import type { StartFailures } from "../connection/start-failures.ts";
import { startDebugging } from "../debug/start.ts";
import type { Reporter } from "../reports/reporter.ts";
import { t } from "../t.ts";
import { command, tell } from "./command.ts";
import { isConnected, pickNode } from "./pick-node.ts";

/** Start, stop and debug a whole tree, and look at its spec. */
export function treeCommands(
  nodes: Nodes,
  startTree: StartTree,
  failures: StartFailures,
  reporter: Reporter,
): vscode.Disposable {
  const onTree = (
    id: string,
    title: string,
    fits: (node: RuntimeNode) => boolean,
    none: string,
    act: (node: RuntimeNode) => unknown,
  ) =>
    command(id, title, reporter, async (...args) => {
      const node = await pickNode(nodes, fits, args, { title, none: nodes.all.length === 0 ? noSpec : none });
      if (node) await act(node);
    });
  return vscode.Disposable.from(
    onTree("supertree.startTree", t("Start Tree"), canStart, t("Every tree of this workspace runs."), async (node) =>
      tell(await startTree(node)),
    ),
    command("supertree.showStartFailure", t("Show Why Start Failed"), reporter, async () => {
      if (!failures.any) await vscode.window.showInformationMessage(t("No start has failed."));
      for (const [{ specFile }, failure] of failures.all())
        await reporter.failed(t("Start {0}", specLabel(specFile)), failure);
    }),
    onTree("supertree.stopTree", t("Stop Tree"), isConnected, t("No tree runs."), stopTree),
    onTree(
      "supertree.debugTree",
      t("Debug Tree"),
      () => true,
      noSpec,
      (node) => startDebugging(node),
    ),
    onTree(
      "supertree.openSpec",
      t("Open Spec"),
      () => true,
      noSpec,
      (node) => vscode.window.showTextDocument(vscode.Uri.file(ownSpec(node))),
    ),
  );
}

async function stopTree(node: RuntimeNode): Promise<void> {
  const name = specLabel(node.specFile);
  await vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title: t("Stopping {0}", name) }, () =>
    node.call("shutdown", {}),
  );
  tell(t("Stopped {0}.", name));
}
