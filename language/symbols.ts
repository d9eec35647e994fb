import { type DocumentSymbol, SymbolKind } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { nameOf, type WrittenChild, writtenTree } from "./tree.ts";

/** The outline: the tree as it is written, as far as it can be read. */
export function symbolsOf(document: TextDocument): DocumentSymbol[] {
  const tree = writtenTree(document.getText());
  return tree ? [symbolOf(tree, document)] : [];
}

function symbolOf(child: WrittenChild, document: TextDocument): DocumentSymbol {
  const { map, name, below } = child;
  const [from = 0, to = from] = map.range ?? [];
  const [nameFrom = from, nameTo = nameFrom] = name?.range ?? [];
  const symbol: DocumentSymbol = {
    name: nameOf(child).trim() === "" ? "(no name yet)" : nameOf(child),
    detail: detail(child),
    kind: kinds[child.kind],
    range: { start: document.positionAt(from), end: document.positionAt(Math.max(to, nameTo)) },
    selectionRange: { start: document.positionAt(nameFrom), end: document.positionAt(nameTo) },
  };
  return child.kind === "supervisor" ? { ...symbol, children: below.map((each) => symbolOf(each, document)) } : symbol;
}

const kinds = { supervisor: SymbolKind.Module, worker: SymbolKind.Event, template: SymbolKind.Array };

function detail({ kind, map, settings }: WrittenChild): string {
  if (kind === "template") return `${map.get("from") ?? "?"}–${map.get("to") ?? "?"}`;
  const said = kind === "supervisor" ? (settings?.get("strategy") ?? "one_for_one") : map.get("run");
  return typeof said === "string" ? said : kind === "supervisor" ? "one_for_one" : "";
}
