import * as vscode from "vscode";
import type { Nodes } from "../connection/nodes.ts";
import type { Language } from "../language.ts";
import type { Reporter } from "../reports/reporter.ts";
import { Differing } from "./differing.ts";
import { Hints } from "./hints.ts";
import { LiveHover } from "./hover.ts";
import { Lenses } from "./lenses.ts";
import { Pulse } from "./pulse.ts";
import { SpecDocuments, specSelector } from "./spec-documents.ts";

const redrawMs = 150;

export interface LiveSpecs extends vscode.Disposable {
  readonly differing: Differing;
}

/** Draws the running tree into the specs that are open: lenses, hints, hovers, and marks where file and tree differ. */
export function showLive(nodes: Nodes, language: Language, reporter: Reporter): LiveSpecs {
  const specs = new SpecDocuments(nodes, language.children);
  const lenses = new Lenses(specs);
  const hints = new Hints(specs);
  const differing = new Differing(specs, language.differences);
  const mark = (document: vscode.TextDocument) => {
    differing.mark(document).catch((error: unknown) => reporter.output.warn(`${document.fileName}: ${String(error)}`));
  };
  const redraw = new Pulse(redrawMs, () => {
    lenses.refresh();
    hints.refresh();
    openSpecs(nodes).forEach(mark);
  });
  const all = vscode.Disposable.from(
    redraw,
    lenses,
    hints,
    differing,
    vscode.languages.registerCodeLensProvider(specSelector, lenses),
    vscode.languages.registerInlayHintsProvider(specSelector, hints),
    vscode.languages.registerHoverProvider(specSelector, new LiveHover(specs)),
    vscode.languages.registerCodeActionsProvider(specSelector, differing, {
      providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
    }),
    nodes.onDidChange(() => redraw.soon()),
    nodes.onDidHappen(({ event }) => {
      if (event.kind !== "notice") redraw.soon();
    }),
    vscode.workspace.onDidOpenTextDocument(() => redraw.soon()),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (isSpec(document, nodes)) redraw.soon();
    }),
    vscode.workspace.onDidCloseTextDocument((document) => differing.forget(document)),
  );
  return { differing, dispose: () => all.dispose() };
}

function openSpecs(nodes: Nodes): vscode.TextDocument[] {
  return vscode.workspace.textDocuments.filter((document) => isSpec(document, nodes));
}

function isSpec({ uri }: vscode.TextDocument, nodes: Nodes): boolean {
  return uri.scheme === "file" && nodes.all.some(({ specFile }) => specFile === uri.fsPath);
}
