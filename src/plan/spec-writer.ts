import * as vscode from "vscode";
import { WireFailure } from "../../client/index.ts";
import type { Path, WriteBackAnswer, WriteBackParams } from "../../wire/index.ts";
import { ownSpec } from "../connection/own-spec.ts";
import type { RuntimeNode } from "../connection/runtime-node.ts";
import { isConfigModule, specLabel } from "../connection/specs.ts";
import type { Reporter } from "../reports/reporter.ts";
import { t } from "../t.ts";
import type { Proposals } from "./proposals.ts";

/** Asks the language server, which knows the spec language, for the new text. */
export type WriteBack = (params: WriteBackParams) => Promise<WriteBackAnswer>;

const command = t("Write to Spec");

/** Writes what was changed while a tree runs into its spec file: shown as a diff, done when the person says so, undone like every other edit. */
export class SpecWriter {
  readonly #writeBack: WriteBack;
  readonly #reporter: Reporter;
  readonly #proposals: Proposals;

  constructor(writeBack: WriteBack, proposals: Proposals, reporter: Reporter) {
    this.#proposals = proposals;
    this.#writeBack = writeBack;
    this.#reporter = reporter;
  }

  /** Says that something was changed, with a button that writes it. Nobody has to wait for the answer. */
  offer(node: RuntimeNode, path: Path, sentence: string): void {
    if (node.elsewhere || isConfigModule(node.specFile)) return;
    const asked = vscode.window.showInformationMessage(sentence, `${command}…`);
    Promise.resolve(asked)
      .then((answer) => (answer === undefined ? undefined : this.write(node, [path])))
      .catch((error: unknown) => this.#reporter.failed(command, error));
  }

  /** Proposes the file with plan, count, strategy, intensity and number of children as these children have them now. */
  async write(node: RuntimeNode, paths: readonly Path[]): Promise<void> {
    const specFile = ownSpec(node);
    const name = specLabel(specFile);
    if (isConfigModule(specFile)) {
      throw refusal(
        t("{0} is a program, and only its author knows where a plan comes from. Change it by hand.", name),
        specFile,
      );
    }
    const document = await vscode.workspace.openTextDocument(vscode.Uri.file(specFile));
    const before = document.getText();
    const format = specFile.endsWith(".json") ? "json" : "yaml";
    const answer = await this.#writeBack({
      text: before,
      format,
      children: paths.map((path) => runningOf(node, path)),
    });
    if (!answer.ok) throw new WireFailure(answer);
    if (answer.text === before) {
      await vscode.window.showInformationMessage(t("{0} says so already.", name));
      return;
    }
    const question = [t("Write this into {0}?", name), ...answer.notes].join(" ");
    const title = t("{0}: as it is ↔ as the tree has it", name);
    const decided = await this.#proposals.show(document.uri, answer.text, title, async () =>
      vscode.window.showInformationMessage(question, t("Write"), t("Cancel")),
    );
    if (decided === t("Write")) await replace(document, before, answer.text);
  }
}

/** One edit of what differs, so that one undo takes it back. A document with other changes is left for its author to save. */
async function replace(document: vscode.TextDocument, before: string, after: string): Promise<void> {
  const { uri, isDirty } = document;
  if (document.getText() !== before) {
    throw refusal(t("The spec was changed meanwhile. Look at it, then write again."), uri.fsPath);
  }
  const { start, end, text } = difference(before, after);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(uri, new vscode.Range(document.positionAt(start), document.positionAt(end)), text);
  if (!(await vscode.workspace.applyEdit(edit))) throw refusal(t("The editor did not take the change."), uri.fsPath);
  if (!isDirty) await document.save();
}

function difference(before: string, after: string): { start: number; end: number; text: string } {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  let kept = 0;
  while (kept < most - start && before.at(-kept - 1) === after.at(-kept - 1)) kept++;
  return { start, end: before.length - kept, text: after.slice(start, after.length - kept) };
}

/** What a child of a running tree has now, as the language server is told it; fails where there is no such child. */
export function runningOf({ state, specFile }: RuntimeNode, path: Path): WriteBackParams["children"][number] {
  const child = state.kind === "connected" ? state.outline.get(path) : undefined;
  if (state.kind !== "connected" || !child) throw refusal(t("{0} is not in the running tree.", path), specFile);
  const plan = child.plan && { elements: child.plan.elements, count: child.plan.count };
  const children = state.outline.children(path).map(({ id }) => id);
  const settings = child.kind === "supervisor" ? child : { strategy: null, intensity: null };
  return { path, running: { plan, strategy: settings.strategy, intensity: settings.intensity, children } };
}

function refusal(message: string, where: string): WireFailure {
  return new WireFailure({ code: "not_writable", message, where });
}
