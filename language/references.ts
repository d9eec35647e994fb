import { type DocumentHighlight, DocumentHighlightKind, type Location } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { nameAt, rangeOf } from "./names.ts";

/** Where a child's id is needed and, if asked, where it is given. */
export function referencesAt(document: TextDocument, offset: number, withGiven: boolean): Location[] {
  const name = nameAt(document.getText(), offset);
  if (!name) return [];
  const places = withGiven && name.given ? [name.given, ...name.needed] : name.needed;
  return places.map((scalar) => ({ uri: document.uri, range: rangeOf(document, scalar) }));
}

/** The child that the id at an offset means. */
export function childAt(document: TextDocument, offset: number): Location | null {
  const given = nameAt(document.getText(), offset)?.given;
  return given ? { uri: document.uri, range: rangeOf(document, given) } : null;
}

/** The same id everywhere: given in one place, read in the others. */
export function highlightsAt(document: TextDocument, offset: number): DocumentHighlight[] {
  const name = nameAt(document.getText(), offset);
  if (!name) return [];
  const given = name.given ? [{ range: rangeOf(document, name.given), kind: DocumentHighlightKind.Write }] : [];
  return [
    ...given,
    ...name.needed.map((scalar) => ({ range: rangeOf(document, scalar), kind: DocumentHighlightKind.Read })),
  ];
}
