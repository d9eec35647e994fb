import * as vscode from "vscode";

/** A text in the language of the editor. Its English form is its key in l10n/; `{0}` stands for the first value. */
export function t(text: string, ...values: (string | number)[]): string {
  return vscode.l10n.t(text, ...values);
}
