import { type DocumentSymbol, SymbolKind } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { isMap, isNode, isScalar, isSeq, type YAMLMap } from "yaml";
import { documentOf } from "./place.ts";

/** The outline: the tree as it is written, as far as it can be read. */
export function symbolsOf(document: TextDocument): DocumentSymbol[] {
  const contents = documentOf(document.getText())?.contents;
  return isMap(contents) ? [supervisorSymbol(contents, "name", contents, document)] : [];
}

function supervisorSymbol(map: YAMLMap, nameKey: string, settings: unknown, document: TextDocument): DocumentSymbol {
  const strategy = isMap(settings) ? settings.get("strategy") : undefined;
  return {
    ...symbolOf(map, nameKey, document),
    kind: SymbolKind.Module,
    detail: typeof strategy === "string" ? strategy : "one_for_one",
    children: childSymbols(map.get("children"), document),
  };
}

function childSymbols(children: unknown, document: TextDocument): DocumentSymbol[] {
  if (isMap(children))
    return [{ ...symbolOf(children, "id", document), kind: SymbolKind.Array, detail: numbers(children) }];
  if (!isSeq(children)) return [];
  return children.items.filter(isMap).map((child) => {
    if (child.has("supervisor")) return supervisorSymbol(child, "id", child.get("supervisor"), document);
    const run = child.get("run");
    return { ...symbolOf(child, "id", document), kind: SymbolKind.Event, detail: typeof run === "string" ? run : "" };
  });
}

function symbolOf(map: YAMLMap, nameKey: string, document: TextDocument): DocumentSymbol {
  const name = map.get(nameKey, true);
  const [from = 0, to = from] = map.range ?? [];
  const [nameFrom = from, nameTo = nameFrom] = (isNode(name) && name.range) || [];
  const written = isScalar(name) ? String(name.value) : "";
  return {
    name: written === "" ? "(no name yet)" : written,
    kind: SymbolKind.Object,
    range: { start: document.positionAt(from), end: document.positionAt(to) },
    selectionRange: { start: document.positionAt(nameFrom), end: document.positionAt(nameTo) },
  };
}

function numbers(template: YAMLMap): string {
  return `${template.get("from") ?? "?"}–${template.get("to") ?? "?"}`;
}
