import type * as vscode from "vscode";
import type { Path } from "../../wire/index.ts";
import type { Nodes } from "../connection/nodes.ts";
import type { RuntimeNode } from "../connection/runtime-node.ts";
import type { SpecWriter } from "../plan/spec-writer.ts";
import type { Reporter } from "../reports/reporter.ts";
import { t } from "../t.ts";
import { command } from "./command.ts";
import { type CallStackTarget, pickChildren } from "./pick-children.ts";

/** Writes what children have now into the spec files of their trees. */
export function writeSpecCommand(
  nodes: Nodes,
  writer: SpecWriter,
  callStack: CallStackTarget,
  reporter: Reporter,
): vscode.Disposable {
  const title = t("Write to Spec");
  return command("supertree.writeToSpec", title, reporter, async (...args) => {
    const targets = await pickChildren(nodes, callStack, args, { title, none: t("No tree runs."), fits: () => true });
    const byNode = new Map<RuntimeNode, Path[]>();
    for (const { node, child } of targets) byNode.set(node, [...(byNode.get(node) ?? []), child.path]);
    for (const [node, paths] of byNode) await writer.write(node, paths);
  });
}
