import * as vscode from "vscode";
import { WireFailure } from "../../client/index.ts";
import { t } from "../t.ts";

/** Where everything is written down, and who tells a person what went wrong and what to do. */
export class Reporter implements vscode.Disposable {
  readonly output: vscode.LogOutputChannel;

  constructor() {
    this.output = vscode.window.createOutputChannel("Supertree", { log: true });
  }

  /** Shows a failure with a remedy. A fault that nobody expected is written down with its stack. */
  async failed(what: string, error: unknown): Promise<void> {
    if (!(error instanceof WireFailure)) {
      this.output.error(`${what}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      const message = error instanceof Error ? error.message : String(error);
      return this.#offer(`${what}: ${message}`, [showOutput(this.output)]);
    }
    this.output.error(`${what}: ${error.code} at ${error.where ?? "–"}: ${error.message}`);
    for (const problem of error.problems) this.output.error(`  ${place(problem)} ${problem.message}`);
    const first = error.problems.find((problem) => problem.severity === "error") ?? error.problems[0];
    const [whole = error.message] = error.message.split("\n"); // the lines below repeat the problems
    const message = first ? `${whole} ${place(first)}: ${first.message}` : error.message;
    const remedies = first ? [openAt(t("Open Spec"), first)] : error.code === "no_runtime" ? [startTree] : [];
    return this.#offer(`${what}: ${message}`, [...remedies, showOutput(this.output)]);
  }

  dispose(): void {
    this.output.dispose();
  }

  async #offer(message: string, remedies: readonly Remedy[]): Promise<void> {
    const chosen = await vscode.window.showErrorMessage(message, ...remedies.map(({ title }) => title));
    await remedies.find(({ title }) => title === chosen)?.run();
  }
}

interface Remedy {
  title: string;
  run(): unknown;
}

const startTree: Remedy = { title: t("Start Tree"), run: () => vscode.commands.executeCommand("supertree.startTree") };

function showOutput(output: vscode.LogOutputChannel): Remedy {
  return { title: t("Show Output"), run: () => output.show() };
}

/** Opens a file at a place whose line and column count from 1. */
export function openAt(title: string, { file, line, column }: { file: string; line: number; column: number }): Remedy {
  const position = new vscode.Position(Math.max(0, line - 1), Math.max(0, column - 1));
  const selection = new vscode.Range(position, position);
  return { title, run: () => vscode.window.showTextDocument(vscode.Uri.file(file), { selection }) };
}

function place({ file, line, column }: { file: string; line: number; column: number }): string {
  return `${vscode.workspace.asRelativePath(file)}:${line}:${column}`;
}
