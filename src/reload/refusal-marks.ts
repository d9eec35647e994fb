import * as vscode from "vscode";
import type { Refusal, ReloadResult } from "../../wire/index.ts";

/** The refusals of a reload as diagnostics at their line; the next reload of the same file that is not refused clears them. */
export class RefusalMarks implements vscode.Disposable {
  readonly #collection = vscode.languages.createDiagnosticCollection("supertree");
  /** The files marked on behalf of each reloaded file: a refusal may lie in another one. */
  readonly #marked = new Map<string, vscode.Uri[]>();

  mark(files: readonly string[], result: ReloadResult): void {
    for (const file of files) this.#unmark(file);
    const [reloaded] = files;
    if (result.outcome !== "refused" || reloaded === undefined) return;
    const byFile = new Map<string, vscode.Diagnostic[]>();
    for (const refusal of result.refusals.filter(isOfALine)) {
      const { file, line, column } = refusal.where ?? { file: reloaded, line: 1, column: 1 };
      const marks = byFile.get(file) ?? [];
      marks.push(diagnostic(refusal, line, column));
      byFile.set(file, marks);
    }
    const uris = [...byFile].map(([file, marks]) => {
      const uri = vscode.Uri.file(file);
      this.#collection.set(uri, marks);
      return uri;
    });
    this.#marked.set(reloaded, uris);
  }

  clear(): void {
    this.#collection.clear();
    this.#marked.clear();
  }

  dispose(): void {
    this.#collection.dispose();
  }

  #unmark(file: string): void {
    for (const uri of this.#marked.get(file) ?? []) this.#collection.delete(uri);
    this.#marked.delete(file);
    this.#collection.delete(vscode.Uri.file(file));
  }
}

/** Whether the text of the file is in the way, and not that no process has it or that a reload is under way. */
export function isOfALine({ code }: Refusal): boolean {
  switch (code) {
    case "syntax_error":
    case "not_swappable":
    case "stale_build":
    case "refused_by_process":
      return true;
    case "not_loaded":
    case "nothing_to_roll_back":
    case "busy":
      return false;
  }
}

function diagnostic(refusal: Refusal, line: number, column: number): vscode.Diagnostic {
  const start = new vscode.Position(Math.max(0, line - 1), Math.max(0, column - 1));
  const word = new vscode.Range(start, start.translate(0, 1));
  const severity =
    refusal.code === "syntax_error" ? vscode.DiagnosticSeverity.Error : vscode.DiagnosticSeverity.Warning;
  const message = refusal.path === null ? refusal.message : `${refusal.path}: ${refusal.message}`;
  const made = new vscode.Diagnostic(word, message, severity);
  made.source = "supertree";
  made.code = refusal.code;
  return made;
}
