import { dirname } from "node:path";
import * as vscode from "vscode";
import type { Path } from "../../wire/index.ts";
import type { RuntimeNode } from "../connection/runtime-node.ts";
import { t } from "../t.ts";
import { configurationFor, configurationOfNode } from "./configuration.ts";

/**
 * Launches a tree, or attaches to it when it runs: ending that session then leaves it as it was.
 * With paths only those children are debugged, and the rest runs on as it does. False when the editor started nothing; it has said why.
 */
export async function startDebugging(node: RuntimeNode, only: readonly Path[] = []): Promise<boolean> {
  const folder = vscode.workspace.getWorkspaceFolder(vscode.Uri.file(dirname(node.specFile)));
  const configuration = node.elsewhere
    ? configurationOfNode(node.elsewhere.name)
    : configurationFor(node.specFile, node.state.kind === "connected" ? "attach" : "launch");
  const whom = only.length === 1 ? only[0] : t("{0} children", only.length);
  const alone = only.length === 0 ? {} : { only: [...only], name: `${configuration.name} · ${whom}` };
  return vscode.debug.startDebugging(folder, { ...configuration, ...alone });
}
