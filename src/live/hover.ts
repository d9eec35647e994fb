import * as vscode from "vscode";
import { tooltipOf } from "../views/tooltip.ts";
import { rangeOf, type SpecDocuments } from "./spec-documents.ts";

/** Over an id or a plan of a child that runs: what the Supervision view says of it, beneath what the text means. */
export class LiveHover implements vscode.HoverProvider {
  readonly #specs: SpecDocuments;

  constructor(specs: SpecDocuments) {
    this.#specs = specs;
  }

  async provideHover(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.Hover | undefined> {
    const state = this.#specs.node(document)?.state;
    if (state?.kind !== "connected") return undefined;
    const places = await this.#specs.places(document);
    const over = places.find(({ name, plan }) => [name, ...plan].some((range) => rangeOf(range).contains(position)));
    const child = over && state.outline.get(over.path);
    return child && new vscode.Hover(tooltipOf(child));
  }
}
