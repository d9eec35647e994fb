import * as vscode from "vscode";
import type { RuntimeNode } from "../connection/runtime-node.ts";
import type { ChildElement, RuntimeElement } from "../views/elements.ts";
import { type Live, rangeOf, type SpecDocuments } from "./spec-documents.ts";
import { childLenses, type LensText, notRunning, treeLenses } from "./words.ts";

/** Above each child of a spec: what it is doing, and the commands for it. */
export class Lenses implements vscode.CodeLensProvider {
  readonly #specs: SpecDocuments;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.#changed.event;

  constructor(specs: SpecDocuments) {
    this.#specs = specs;
  }

  refresh(): void {
    this.#changed.fire();
  }

  async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    const node = this.#specs.node(document);
    if (!node) return [];
    const { state } = node;
    if (state.kind !== "connected") {
      const [root] = await this.#specs.places(document);
      return root ? treeLenses(null, null).map((text) => lensAt({ place: root, child: null }, text, node)) : [];
    }
    const live = await this.#specs.live(document, state);
    return live.flatMap((at, index) => {
      if (at.place.kind === "template") return [];
      const texts = index === 0 ? treeLenses(at.child, state) : at.child ? childLenses(at.child, state) : [notRunning];
      return texts.map((text) => lensAt(at, text, node));
    });
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

/** The command is given the row that the same command has in the Supervision view. */
function lensAt({ place }: Live, { title, command, tooltip }: LensText, node: RuntimeNode): vscode.CodeLens {
  const tree: RuntimeElement = { kind: "runtime", node };
  const child: ChildElement = { kind: "child", node, path: place.path };
  const row = treeCommands.has(command) && !place.path.includes("/") ? tree : child;
  return new vscode.CodeLens(rangeOf(place.name), { title, command, tooltip, arguments: [row] });
}

const treeCommands = new Set([
  "supertree.startTree",
  "supertree.stopTree",
  "supertree.debugTree",
  "supertree.showTree",
]);
