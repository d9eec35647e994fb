import type * as vscode from "vscode";
import type { Nodes } from "../connection/nodes.ts";
import { noSpec } from "../connection/specs.ts";
import type { Reporter } from "../reports/reporter.ts";
import { t } from "../t.ts";
import type { TracesPanels } from "../traces/traces-panels.ts";
import { command } from "./command.ts";
import { isConnected, pickNode } from "./pick-node.ts";

/** Shows the traces of a tree that runs. */
export function tracesCommand(nodes: Nodes, panels: TracesPanels, reporter: Reporter): vscode.Disposable {
  return command("supertree.showTraces", t("Show Traces"), reporter, async (...args) => {
    const none = nodes.all.length === 0 ? noSpec : t("No tree runs.");
    const node = await pickNode(nodes, isConnected, args, { title: t("Show Traces"), none });
    if (node) panels.show(node);
  });
}
