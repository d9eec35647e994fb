import { dirname } from "node:path";
import * as vscode from "vscode";
import type { Path } from "../../wire/index.ts";
import { startTree } from "../acts/start-tree.ts";
import { canStart } from "../connection/context-keys.ts";
import type { Nodes } from "../connection/nodes.ts";
import type { RuntimeNode } from "../connection/runtime-node.ts";
import { noSpec, specLabel } from "../connection/specs.ts";
import { configurationFor } from "../debug/configuration.ts";
import type { Reporter } from "../reports/reporter.ts";
import { isElement } from "../views/elements.ts";
import { command, tell } from "./command.ts";
import { isConnected, pickNode } from "./pick-node.ts";

/** Start, stop and debug a whole tree, and look at its spec. */
export function treeCommands(nodes: Nodes, runtimeFile: string, reporter: Reporter): vscode.Disposable {
  const onTree = (
    id: string,
    title: string,
    fits: (node: RuntimeNode) => boolean,
    none: string,
    act: (node: RuntimeNode, path: Path | null) => unknown,
  ) =>
    command(id, title, reporter, async (...args) => {
      const node = await pickNode(nodes, fits, args, { title, none: nodes.all.length === 0 ? noSpec : none });
      const [row] = args;
      if (node) await act(node, isElement(row) && row.kind === "child" ? row.path : null);
    });
  return vscode.Disposable.from(
    onTree("supertree.startTree", "Start Tree", canStart, "Every tree of this workspace runs.", async (node) =>
      tell(await startTree(node, runtimeFile)),
    ),
    onTree("supertree.stopTree", "Stop Tree", isConnected, "No tree runs.", stopTree),
    onTree("supertree.debugTree", "Debug Tree", () => true, noSpec, debugTree),
    onTree(
      "supertree.openSpec",
      "Open Spec",
      () => true,
      noSpec,
      ({ specFile }) => vscode.window.showTextDocument(vscode.Uri.file(specFile)),
    ),
  );
}

async function stopTree(node: RuntimeNode): Promise<void> {
  const name = specLabel(node.specFile);
  await vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title: `Stopping ${name}` }, () =>
    node.call("shutdown", {}),
  );
  tell(`Stopped ${name}.`);
}

/** Launches the tree, or attaches to it when it runs: ending that session then leaves it as it was. With a path, only that child is debugged. */
async function debugTree(node: RuntimeNode, path: Path | null): Promise<void> {
  const folder = vscode.workspace.getWorkspaceFolder(vscode.Uri.file(dirname(node.specFile)));
  const configuration = configurationFor(node.specFile, isConnected(node) ? "attach" : "launch");
  const alone = path === null ? {} : { only: [path], name: `${configuration.name} · ${path}` };
  await vscode.debug.startDebugging(folder, { ...configuration, ...alone });
}
