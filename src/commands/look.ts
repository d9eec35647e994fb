import * as vscode from "vscode";
import type { Nodes } from "../connection/nodes.ts";
import { noSpec } from "../connection/specs.ts";
import type { LogDocuments } from "../logs/log-documents.ts";
import type { TreePanels } from "../panel/tree-panels.ts";
import type { Reporter } from "../reports/reporter.ts";
import { t } from "../t.ts";
import { command } from "./command.ts";
import { type CallStackTarget, pickChildren } from "./pick-children.ts";
import { pickNode } from "./pick-node.ts";

/** Commands that only show: the panel, a log, the output. */
export function lookCommands(
  nodes: Nodes,
  panels: TreePanels,
  logs: LogDocuments,
  callStack: CallStackTarget,
  reporter: Reporter,
): vscode.Disposable {
  return vscode.Disposable.from(
    command("supertree.showTree", t("Show Tree"), reporter, async (...args) => {
      const running = nodes.all.filter(({ state }) => state.kind === "connected");
      const fits = running.length > 0 ? running : nodes.all;
      const node = await pickNode(nodes, (one) => fits.includes(one), args, { title: t("Show Tree"), none: noSpec });
      if (node) panels.show(node);
    }),
    command("supertree.revealInPanel", t("Reveal in Tree Panel"), reporter, async (...args) => {
      const [target] = await pickChildren(nodes, callStack, args, {
        title: t("Reveal in Tree Panel"),
        none: t("No tree runs."),
        fits: () => true,
      });
      if (target) panels.show(target.node, { kind: "select", path: target.child.path });
    }),
    command("supertree.whatIf", t("What If…"), reporter, async (...args) => {
      const [target] = await pickChildren(nodes, callStack, args, {
        title: t("What If…"),
        none: t("No process is there that could exit."),
        fits: (child) => child.kind === "worker",
      });
      if (target) panels.show(target.node, { kind: "what_if", path: target.child.path });
    }),
    command("supertree.openLog", t("Open Log"), reporter, async (...args) => {
      const targets = await pickChildren(nodes, callStack, args, {
        title: t("Open Log"),
        none: t("No tree runs."),
        fits: (child) => child.kind === "worker",
      });
      for (const { node, child } of targets) await logs.show(node, child.path);
    }),
    command("supertree.showOutput", t("Show Output"), reporter, () => reporter.output.show()),
  );
}
