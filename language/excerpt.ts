import type { Position } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { sectionsOf } from "../spec/index.ts";

/**
 * A long text with but one of its children, the one at a position: what can be said of that place without reading all others.
 * Of those only the line ends are left, so that every line keeps its number.
 */
export function excerptAt(document: TextDocument, position: Position): TextDocument {
  const text = document.getText();
  const offset = document.offsetAt(position);
  const sections = sectionsOf(text, false);
  if (!sections || offset < sections.start || offset >= sections.end) return document;
  const lines = sections.items.map(({ from }) => text.lastIndexOf("\n", from - 1) + 1);
  const index = Math.max(
    0,
    lines.findLastIndex((from) => from <= offset),
  );
  const from = lines[index] ?? sections.start;
  const to = lines[index + 1] ?? sections.end;
  const parts = [
    text.slice(0, sections.start),
    lineEnds(text, sections.start, from),
    text.slice(from, to),
    lineEnds(text, to, sections.end),
    text.slice(sections.end),
  ];
  return TextDocument.create(document.uri, document.languageId, document.version, parts.join(""));
}

function lineEnds(text: string, from: number, to: number): string {
  let many = 0;
  for (let at = text.indexOf("\n", from); at >= 0 && at < to; at = text.indexOf("\n", at + 1)) many++;
  return "\n".repeat(many);
}
