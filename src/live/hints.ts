import * as vscode from "vscode";
import type { Connected } from "../connection/runtime-node.ts";
import { isUp } from "../connection/states.ts";
import { t } from "../t.ts";
import { tooltipOf } from "../views/tooltip.ts";
import { type Live, rangeOf, type SpecDocuments } from "./spec-documents.ts";
import { planHint, stateText } from "./words.ts";

/** In a spec: ▸ before the plan element that the next exit runs, and behind an id its state where no lens says it. */
export class Hints implements vscode.InlayHintsProvider {
  readonly #specs: SpecDocuments;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeInlayHints = this.#changed.event;

  constructor(specs: SpecDocuments) {
    this.#specs = specs;
  }

  refresh(): void {
    this.#changed.fire();
  }

  async provideInlayHints(document: vscode.TextDocument, shown: vscode.Range): Promise<vscode.InlayHint[]> {
    const state = this.#specs.node(document)?.state;
    if (state?.kind !== "connected") return [];
    const lenses = vscode.workspace.getConfiguration("editor", document.uri).get("codeLens", true);
    const live = await this.#specs.live(document, state);
    return live
      .flatMap((at) => [...planHints(at), ...(lenses && at.place.kind !== "template" ? [] : stateHints(at, state))])
      .filter(({ position }) => shown.contains(position));
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

/** Only where the plan that runs has as many elements as the text: elsewhere ▸ would stand before another one. */
function planHints({ place, child }: Live): vscode.InlayHint[] {
  const plan = child?.plan;
  const next = plan && plan.elements.length === place.plan.length ? place.plan[plan.at] : undefined;
  if (!child || !next) return [];
  const hint = new vscode.InlayHint(rangeOf(next).start, "▸");
  hint.tooltip = planHint(child) ?? undefined;
  hint.paddingRight = true;
  return [hint];
}

function stateHints({ place, child }: Live, tree: Connected): vscode.InlayHint[] {
  const text = place.kind === "template" ? upBelow(place.path, tree) : child && stateText(child, tree);
  if (text === null) return [];
  const hint = new vscode.InlayHint(rangeOf(place.name).end, text);
  hint.paddingLeft = true;
  if (child) hint.tooltip = tooltipOf(child);
  return [hint];
}

/** Of a template's children: those of its supervisor, however they came to be there. */
function upBelow(template: string, { outline }: Connected): string {
  const below = outline.children(template.slice(0, template.lastIndexOf("/")));
  return t("{0} of {1} up", below.filter(isUp).length, below.length);
}
