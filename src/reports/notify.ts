import * as vscode from "vscode";
import type { NoticeParams } from "../../wire/index.ts";
import { reportFacts } from "../../words/index.ts";
import type { Nodes } from "../connection/nodes.ts";
import type { RuntimeNode } from "../connection/runtime-node.ts";
import { specLabel } from "../connection/specs.ts";
import { reloadSentence } from "../reload/sentence.ts";
import { t } from "../t.ts";

/**
 * Writes what runtimes report into the output channel. Exits that nobody asked for are also shown, as the setting says, but only one
 * at a time for each node: what follows while it stands can be read in the output.
 */
export function keepReports(nodes: Nodes, output: vscode.LogOutputChannel): vscode.Disposable {
  const shown = new Set<RuntimeNode>();
  return nodes.onDidHappen(({ node, event }) => {
    if (event.kind === "state") output.info(`${specLabel(node.specFile)}: ${stateSentence(node)}`);
    if (event.kind !== "notice") return;
    const { notice } = event;
    if (notice.name === "reloaded") output.info(`${specLabel(node.specFile)}: ${reloadSentence(notice.params.result)}`);
    if (notice.name !== "report") return;
    write(output, notice.params);
    if (!isShown(node, notice.params) || shown.has(node)) return;
    shown.add(node);
    void show(notice.params, output).finally(() => shown.delete(node));
  });
}

/** Whether a person is to be told: of supervisors that gave up, and of exits other than those that this window brought about. */
function isShown(node: RuntimeNode, { severity, about, path }: NoticeParams<"report">): boolean {
  const wanted = vscode.workspace.getConfiguration("supertree").get<string>("notifyOfExits", "all");
  const own = about?.context === "child_terminated" && node.hasKilled(path);
  if (wanted === "none" || own) return false;
  return severity === "error" || (wanted === "all" && severity === "warning" && about?.context === "child_terminated");
}

/** The sentence, and behind it what the supervisor knew of the child; the channel itself writes when and how grave. */
function write(output: vscode.LogOutputChannel, report: NoticeParams<"report">): void {
  const { severity, path, message, about } = report;
  const facts = reportFacts(report);
  const head = `${path}${about ? ` #${about.incarnation}` : ""}: ${message}`;
  const line = facts === "" ? head : `${head}\n    ${facts}`;
  if (severity === "debug") output.debug(line);
  else if (severity === "error") output.error(line);
  else if (severity === "warning") output.warn(line);
  else output.info(line);
}

function stateSentence({ state }: RuntimeNode): string {
  switch (state.kind) {
    case "idle":
      return "no runtime";
    case "connecting":
      return "connecting";
    case "lost":
      return `connection lost. ${state.message}`;
    case "connected":
      return `connected to ${state.runtime.url}, pid ${state.runtime.pid}`;
  }
}

async function show(
  { severity, path, message }: NoticeParams<"report">,
  output: vscode.LogOutputChannel,
): Promise<void> {
  const text = `${path}: ${message}`;
  const chosen =
    severity === "error"
      ? await vscode.window.showErrorMessage(text, t("Show Tree"), t("Show Output"))
      : await vscode.window.showWarningMessage(text, t("Show Tree"), t("Show Output"));
  if (chosen === t("Show Tree")) await vscode.commands.executeCommand("supertree.showTree");
  if (chosen === t("Show Output")) output.show();
}
