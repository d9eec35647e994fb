import * as vscode from "vscode";
import type { NoticeParams } from "../../wire/index.ts";
import { reportFacts } from "../../words/index.ts";
import type { Nodes } from "../connection/nodes.ts";
import type { RuntimeNode } from "../connection/runtime-node.ts";
import { specLabel } from "../connection/specs.ts";
import { reloadSentence } from "../reload/sentence.ts";
import { t } from "../t.ts";

/**
 * Writes what runtimes report into the output channel. A report of severity `error` (a supervisor gave up) is also shown,
 * but only one at a time for each node: what follows while it stands is its consequence and can be read in the output.
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
    if (notice.params.severity !== "error" || shown.has(node)) return;
    shown.add(node);
    void show(notice.params, output).finally(() => shown.delete(node));
  });
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

async function show({ path, message }: NoticeParams<"report">, output: vscode.LogOutputChannel): Promise<void> {
  const chosen = await vscode.window.showErrorMessage(`${path}: ${message}`, t("Show Tree"), t("Show Output"));
  if (chosen === t("Show Tree")) await vscode.commands.executeCommand("supertree.showTree");
  if (chosen === t("Show Output")) output.show();
}
