import * as vscode from "vscode";
import type { SpecCall } from "../../wire/index.ts";
import { confirmed } from "../acts/confirm.ts";
import type { Nodes } from "../connection/nodes.ts";
import type { RuntimeNode } from "../connection/runtime-node.ts";
import { isConfigModule, specLabel } from "../connection/specs.ts";
import type { Differing } from "../live/differing.ts";
import type { Reporter } from "../reports/reporter.ts";
import { t } from "../t.ts";
import { command, tell } from "./command.ts";
import { selectedRows } from "./pick-children.ts";
import { isConnected, pickNode } from "./pick-node.ts";

const title = t("Apply Spec");

/** Makes a running tree as its file says, without starting it anew: all of it, or only the rows that it is given on. */
export function applySpecCommand(nodes: Nodes, differing: Differing, reporter: Reporter): vscode.Disposable {
  return command("supertree.applySpec", title, reporter, async (...args) => {
    const fits = (node: RuntimeNode) => isConnected(node) && !node.elsewhere && !isConfigModule(node.specFile);
    const node = await pickNode(nodes, fits, args, { title, none: t("No tree of a YAML or JSON spec runs.") });
    if (!node) return;
    const paths = new Set(selectedRows(args).flatMap((row) => (row.kind === "child" ? [row.path] : [])));
    const document = await vscode.workspace.openTextDocument(vscode.Uri.file(node.specFile));
    const found = await differing.of(node, document.getText());
    const wanted = found.filter((difference) => paths.size === 0 || difference.paths.some((path) => paths.has(path)));
    const calls = wanted.flatMap((difference) => difference.calls);
    if (calls.length === 0) {
      const left = wanted.map(({ message }) => message);
      const none = t("The running tree is as {0} says.", specLabel(node.specFile));
      await vscode.window.showInformationMessage(left.length > 0 ? left.join(" ") : none);
      return;
    }
    if (!(await confirmed(question(calls, paths.size > 0)))) return;
    for (const call of calls) await perform(node, call);
    tell(
      calls.length === 1
        ? t("{0} is as the file says.", calls[0]?.params.path ?? "")
        : t("{0} settings are as the file says.", calls.length),
    );
  });
}

/** One change that a person pointed at is done at once, unless it may stop children. */
function question(calls: readonly SpecCall[], pointedAt: boolean) {
  const scales = calls.some(({ name }) => name === "scale");
  if (pointedAt && calls.length === 1 && !scales) return null;
  const list = [...new Set(calls.map(({ name, params }) => words[name](params.path)))];
  const shown = list.slice(0, 8).join("\n") + (list.length > 8 ? `\n${t("… and {0} more", list.length - 8)}` : "");
  return { text: `${t("Make the running tree as the file says?")}\n\n${shown}`, button: t("Apply") };
}

const words: Record<SpecCall["name"], (path: string) => string> = {
  change_plan: (path) => t("plan of {0}", path),
  change_count: (path) => t("count of {0}", path),
  change_strategy: (path) => t("strategy of {0}", path),
  change_intensity: (path) => t("intensity of {0}", path),
  scale: (path) => t("number of children of {0}", path),
  start_child: (path) => t("a new child of {0}", path),
};

async function perform(node: RuntimeNode, call: SpecCall): Promise<void> {
  switch (call.name) {
    case "change_plan":
      await node.call(call.name, call.params);
      break;
    case "change_count":
      await node.call(call.name, call.params);
      break;
    case "change_strategy":
      await node.call(call.name, call.params);
      break;
    case "change_intensity":
      await node.call(call.name, call.params);
      break;
    case "scale":
      await node.call(call.name, call.params);
      break;
    case "start_child":
      await node.call(call.name, call.params);
      break;
  }
}
