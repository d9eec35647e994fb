import * as vscode from "vscode";
import { startRuntime, WireFailure } from "../../client/index.ts";
import type { RuntimeNode } from "../connection/runtime-node.ts";
import { specLabel } from "../connection/specs.ts";
import type { StartFailures } from "../connection/start-failures.ts";
import { t } from "../t.ts";

/** Starts a tree, and answers with a sentence; one that cannot be started is remembered, so that the view can tell. */
export type StartTree = (node: RuntimeNode) => Promise<string>;

export function treeStarter(runtimeFile: string, failures: StartFailures): StartTree {
  return async (node) => {
    if (!vscode.workspace.isTrusted) throw untrusted(node.specFile);
    failures.forget(node);
    try {
      return await start(node, runtimeFile);
    } catch (error) {
      failures.note(node, error);
      throw error;
    }
  };
}

/** Starts a runtime where none runs; a tree that is down in a running one is started again. */
async function start(node: RuntimeNode, runtimeFile: string): Promise<string> {
  const name = specLabel(node.specFile);
  await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: t("Starting {0}", name) },
    async () => {
      await node.look();
      if (node.state.kind === "connected") return node.call("start_tree", {});
      await startRuntime({ specFile: node.specFile, runtimeFile });
      return node.look();
    },
  );
  return t("Started {0}.", name);
}

function untrusted(specFile: string): WireFailure {
  const message = t(
    "Nothing is started in a workspace that is not trusted. Trust it with “Workspaces: Manage Workspace Trust”.",
  );
  return new WireFailure({ code: "start_failed", message, where: specFile });
}
