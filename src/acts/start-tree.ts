import * as vscode from "vscode";
import { startRuntime, WireFailure } from "../../client/index.ts";
import type { RuntimeNode } from "../connection/runtime-node.ts";
import { specLabel } from "../connection/specs.ts";

/** Starts a runtime where none runs; a tree that is down in a running one is started again. */
export async function startTree(node: RuntimeNode, runtimeFile: string): Promise<string> {
  if (!vscode.workspace.isTrusted) throw untrusted(node.specFile);
  const name = specLabel(node.specFile);
  await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: `Starting ${name}` },
    async () => {
      await node.look();
      if (node.state.kind === "connected") return node.call("start_tree", {});
      await startRuntime({ specFile: node.specFile, runtimeFile });
      return node.look();
    },
  );
  return `Started ${name}.`;
}

function untrusted(specFile: string): WireFailure {
  const message =
    "Nothing is started in a workspace that is not trusted. Trust it with “Workspaces: Manage Workspace Trust”.";
  return new WireFailure({ code: "start_failed", message, where: specFile });
}
