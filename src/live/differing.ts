import * as vscode from "vscode";
import type { Differences, DifferencesParams } from "../../wire/index.ts";
import type { RuntimeNode } from "../connection/runtime-node.ts";
import { runningOf } from "../plan/spec-writer.ts";
import { t } from "../t.ts";
import type { ChildElement } from "../views/elements.ts";
import { rangeOf, type SpecDocuments } from "./spec-documents.ts";

export type Difference = Differences[number];
/** Asks the language server, which knows the spec language, where a text and a running tree differ. */
export type AskDifferences = (params: DifferencesParams) => Promise<Differences>;

const code = "differs_from_running";

/** Marks the places of a spec that do not say what runs, each with both ways out: write it into the file, or apply the file. */
export class Differing implements vscode.CodeActionProvider {
  readonly #specs: SpecDocuments;
  readonly #ask: AskDifferences;
  readonly #marks = vscode.languages.createDiagnosticCollection("supertree-running");
  /** What was asked last for a document, so that a tree in which nothing of it changed is not asked about again. */
  readonly #asked = new Map<string, string>();

  constructor(specs: SpecDocuments, ask: AskDifferences) {
    this.#specs = specs;
    this.#ask = ask;
  }

  /** Where this text and the tree that runs by it differ; nowhere while none runs. */
  async of(node: RuntimeNode, text: string): Promise<Differences> {
    const params = paramsOf(node, text);
    return params ? this.#ask(params) : [];
  }

  async mark(document: vscode.TextDocument): Promise<void> {
    const node = this.#specs.node(document);
    const params = node && paramsOf(node, document.getText());
    const key = document.uri.toString();
    const asked = JSON.stringify(params ?? null);
    if (this.#asked.get(key) === asked) return;
    this.#asked.set(key, asked);
    const found = params ? await this.#ask(params) : [];
    if (this.#asked.get(key) === asked) this.#marks.set(document.uri, found.map(diagnosticOf));
  }

  forget({ uri }: vscode.TextDocument): void {
    this.#asked.delete(uri.toString());
    this.#marks.delete(uri);
  }

  async provideCodeActions(
    document: vscode.TextDocument,
    _range: vscode.Range,
    { diagnostics }: vscode.CodeActionContext,
  ): Promise<vscode.CodeAction[]> {
    const node = this.#specs.node(document);
    const ours = diagnostics.filter((diagnostic) => diagnostic.code === code);
    if (!node || ours.length === 0) return [];
    const found = await this.of(node, document.getText());
    return ours.flatMap((diagnostic) => {
      const difference = found.find(({ message }) => message === diagnostic.message);
      return difference ? actionsOf(difference, diagnostic, node) : [];
    });
  }

  dispose(): void {
    this.#marks.dispose();
  }
}

function paramsOf(node: RuntimeNode, text: string): DifferencesParams | null {
  if (node.state.kind !== "connected") return null;
  const format = node.specFile.endsWith(".json") ? "json" : "yaml";
  const { nodes } = node.state.snapshot;
  const children = nodes.map(({ path, restart }) => ({ ...runningOf(node, path), restart }));
  return { text, format, children };
}

function diagnosticOf({ range, message }: Difference): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(rangeOf(range), message, vscode.DiagnosticSeverity.Information);
  diagnostic.source = "supertree";
  diagnostic.code = code;
  return diagnostic;
}

function actionsOf(
  { paths, writes, calls }: Difference,
  diagnostic: vscode.Diagnostic,
  node: RuntimeNode,
): vscode.CodeAction[] {
  const rows = paths.map((path): ChildElement => ({ kind: "child", node, path }));
  const action = (title: string, command: string) => {
    const made = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
    made.diagnostics = [diagnostic];
    made.command = { title, command, arguments: [rows[0], rows] };
    return made;
  };
  return [
    ...(writes ? [action(t("Write to Spec: the file takes over what runs"), "supertree.writeToSpec")] : []),
    ...(calls.length > 0
      ? [action(t("Apply Spec: the running tree takes over what the file says"), "supertree.applySpec")]
      : []),
  ];
}
