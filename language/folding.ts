import { type FoldingRange, FoldingRangeKind } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { isCollection, isDocument, isPair, isScalar, type Node, visit } from "yaml";
import { documentOf } from "./place.ts";

/** What can be folded away: each key and each list item that goes over several lines, and comments of several lines. */
export function foldingOf(document: TextDocument): FoldingRange[] {
  const text = document.getText();
  const lineAt = (offset: number) => document.positionAt(offset).line;
  const lastLine = ({ range }: Node) => lineAt(text.slice(0, range?.[1] ?? 0).trimEnd().length);
  const folds = new Map<number, FoldingRange>();
  const fold = (startLine: number, endLine: number) => {
    const wider = folds.get(startLine);
    if (endLine > startLine && (!wider || wider.endLine < endLine)) folds.set(startLine, { startLine, endLine });
  };
  const parsed = documentOf(text);
  if (!parsed) return [];
  visit(parsed, {
    Pair(_key, { key, value }) {
      if (isScalar(key) && key.range && (isCollection(value) || isScalar(value)))
        fold(lineAt(key.range[0]), lastLine(value));
    },
    Map(_key, map, ancestors) {
      const whole = isDocument(ancestors.at(-1)) && !map.flow;
      if (map.range && !whole && !isPair(ancestors.at(-1))) fold(lineAt(map.range[0]), lastLine(map));
    },
  });
  return [...folds.values(), ...comments(text)].sort((a, b) => a.startLine - b.startLine);
}

function comments(text: string): FoldingRange[] {
  const found: FoldingRange[] = [];
  let startLine = -1;
  const lines = [...text.split("\n"), ""];
  for (const [line, written] of lines.entries()) {
    const comment = /^\s*#/.test(written);
    if (comment && startLine < 0) startLine = line;
    if (comment || startLine < 0) continue;
    if (line - 1 > startLine) found.push({ startLine, endLine: line - 1, kind: FoldingRangeKind.Comment });
    startLine = -1;
  }
  return found;
}
