import * as vscode from "vscode";
import type { ChildPlaces, TreeNode } from "../../wire/index.ts";
import type { Nodes } from "../connection/nodes.ts";
import type { Connected, RuntimeNode } from "../connection/runtime-node.ts";
import { textSpecGlob } from "../connection/specs.ts";

/** The documents that the running tree is drawn into. */
export const specSelector: vscode.DocumentFilter = { scheme: "file", pattern: textSpecGlob };

export type ChildPlace = ChildPlaces[number];

/** A child of a spec's text with what runs of it. */
export interface Live {
  place: ChildPlace;
  /** Null for a template, and for a child that is not in the running tree. */
  child: TreeNode | null;
}

/** Open specs beside the trees that run by them. Where the children stand is asked once for each version of a text. */
export class SpecDocuments {
  readonly #nodes: Nodes;
  readonly #ask: (uri: vscode.Uri) => Promise<ChildPlaces>;
  readonly #places = new WeakMap<vscode.TextDocument, { version: number; places: Promise<ChildPlaces> }>();

  constructor(nodes: Nodes, ask: (uri: vscode.Uri) => Promise<ChildPlaces>) {
    this.#nodes = nodes;
    this.#ask = ask;
  }

  node({ uri }: vscode.TextDocument): RuntimeNode | undefined {
    return this.#nodes.all.find(({ specFile }) => specFile === uri.fsPath);
  }

  places(document: vscode.TextDocument): Promise<ChildPlaces> {
    const known = this.#places.get(document);
    if (known?.version === document.version) return known.places;
    const places = this.#ask(document.uri);
    this.#places.set(document, { version: document.version, places });
    return places;
  }

  /** The children of a text, each with the one that runs. */
  async live(document: vscode.TextDocument, { outline }: Connected): Promise<Live[]> {
    const places = await this.places(document);
    return places.map((place) => ({ place, child: outline.get(place.path) ?? null }));
  }
}

export function rangeOf({ start, end }: ChildPlace["name"]): vscode.Range {
  return new vscode.Range(
    new vscode.Position(start.line, start.character),
    new vscode.Position(end.line, end.character),
  );
}
