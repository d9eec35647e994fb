import { dirname, sep } from "node:path";
import * as vscode from "vscode";
import { matches, type Path, type ReloadResult } from "../../wire/index.ts";
import type { Nodes } from "../connection/nodes.ts";
import type { RuntimeNode } from "../connection/runtime-node.ts";
import { openAt, type Reporter } from "../reports/reporter.ts";
import { t } from "../t.ts";
import { withReloadProgress } from "./progress.ts";
import { isOfALine, RefusalMarks } from "./refusal-marks.ts";
import { rollingRestart } from "./rolling-restart.ts";
import { anewSentence, reloadSentence } from "./sentence.ts";

/** Languages whose modules a process can have loaded. */
export const reloadable = ["javascript", "javascriptreact", "typescript", "typescriptreact"];

const statusMs = 10_000;

/** Hot reload from the editor: asks the runtimes, and shows what became of it. */
export class Reloader implements vscode.Disposable {
  readonly #nodes: Nodes;
  readonly #reporter: Reporter;
  readonly #marks = new RefusalMarks();
  readonly #listening: vscode.Disposable;

  constructor(nodes: Nodes, reporter: Reporter) {
    this.#nodes = nodes;
    this.#reporter = reporter;
    this.#listening = nodes.onDidHappen(({ event }) => {
      // What a tree refused means nothing once it is gone: the next start loads what is on disk.
      if (event.kind === "state" && nodes.all.every(({ state }) => state.kind === "idle")) this.#marks.clear();
    });
  }

  /** Reloads a saved file in every node that it may belong to. `unasked`: nobody asked for this file in particular, so nothing is said of files that no process has. */
  async reloadFile(file: string, { unasked }: { unasked: boolean }): Promise<void> {
    for (const node of nodesOf(this.#nodes.all, file)) {
      const result = await this.#reload(node, [file]);
      if (result === null) continue;
      if (unasked && result.outcome === "refused" && result.refusals.every(({ code }) => code === "not_loaded")) {
        this.#reporter.output.info(`${file}: ${reloadSentence(result)}`);
        continue;
      }
      await this.#show(node, [file], result);
    }
  }

  /** Reloads everything that a process, or any below a supervisor, runs in another version than the one on disk. */
  async reloadProcess(node: RuntimeNode, path: Path): Promise<{ ok: boolean; message: string }> {
    const { modules } = await node.call("modules", {});
    const stale = modules.filter((module) => matches(path, module.path) && !module.current);
    const files = [...new Set(stale.map(({ file }) => file))];
    if (files.length === 0) return { ok: true, message: t("{0} already runs what is on disk.", path) };
    const result = await this.#reload(node, files);
    if (result === null) return { ok: false, message: t("Nothing was reloaded.") };
    void this.#show(node, files, result).catch((error) => this.#reporter.failed(t("Hot reload"), error));
    return { ok: result.outcome !== "refused", message: reloadSentence(result) };
  }

  async rollBack(node: RuntimeNode): Promise<void> {
    const result = await withReloadProgress(this.#nodes, node, t("Roll back"), () => node.call("rollback", {}));
    await this.#show(node, [], result, t("Roll back"));
  }

  dispose(): void {
    this.#listening.dispose();
    this.#marks.dispose();
  }

  /** Where module state would begin anew, a person is asked first; null where they would rather not. */
  async #reload(node: RuntimeNode, files: string[]): Promise<ReloadResult | null> {
    const params = { files, dry_run: false };
    const give = (more: { unless_anew?: boolean }) =>
      withReloadProgress(this.#nodes, node, t("Hot reload"), () => node.call("reload", { ...params, ...more }));
    const result = await give({ unless_anew: true });
    if (result.outcome !== "checked") return result;
    const anyway = t("Reload Anyway");
    const chosen = await vscode.window.showWarningMessage(anewSentence(result.reloaded), anyway);
    return chosen === anyway ? give({}) : null;
  }

  async #show(
    node: RuntimeNode,
    files: readonly string[],
    result: ReloadResult,
    what = t("Hot reload"),
  ): Promise<void> {
    this.#marks.mark(files, result);
    const sentence = reloadSentence(result);
    if (result.outcome !== "refused") {
      this.#reporter.output.info(sentence);
      const icon = result.outcome === "unchanged" ? "$(info)" : "$(flame)";
      vscode.window.setStatusBarMessage(`${icon} ${what}: ${sentence}`, statusMs);
      return;
    }
    this.#reporter.output.warn(sentence);
    await this.#offer(node, t("{0} refused: {1}", what, sentence), result);
  }

  async #offer(
    node: RuntimeNode,
    message: string,
    { restart, refusals }: Extract<ReloadResult, { outcome: "refused" }>,
  ): Promise<void> {
    const restartThese = t("Restart these processes");
    const place = refusals.find((refusal) => refusal.where !== null && isOfALine(refusal))?.where;
    const problem = place ? openAt(t("Show Problem"), place) : null;
    const titles = [...(restart.length > 0 ? [restartThese] : []), ...(problem ? [problem.title] : [])];
    const chosen = await vscode.window.showWarningMessage(message, ...titles);
    if (chosen === problem?.title) await problem?.run();
    if (chosen !== restartThese) return;
    const restarted = await rollingRestart(this.#nodes, node, restart);
    if (!restarted.ok) await vscode.window.showErrorMessage(t("Rolling restart: {0}", restarted.message));
    else vscode.window.setStatusBarMessage(`$(check) ${t("Restarted {0} processes", restart.length)}`, statusMs);
  }
}

/** The connected nodes whose spec lies above the file; all of them when none does. */
export function nodesOf(nodes: readonly RuntimeNode[], file: string): RuntimeNode[] {
  const connected = nodes.filter(({ state }) => state.kind === "connected");
  const above = connected.filter(({ specFile }) => file.startsWith(dirname(specFile) + sep));
  return above.length > 0 ? above : connected;
}
