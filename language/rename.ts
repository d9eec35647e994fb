import type { Range, TextEdit, WorkspaceEdit } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { parse, type Scalar } from "yaml";
import { formatOf } from "./diagnostics.ts";
import { covers, isWhole, type Name, nameAt, rangeOf } from "./names.ts";

/** Done, or why not, in a sentence for the person who asked. */
export type Asked<T> = { ok: true; value: T } | { ok: false; message: string };

/** The id that would be renamed; refuses where there is none, or where places that mean it may be missed. */
export function renameable(document: TextDocument, offset: number): Asked<{ range: Range; placeholder: string }> {
  const found = wanted(document, offset);
  if (!found.ok) return found;
  const { given, needed } = found.value;
  const here = [given, ...needed].find((scalar) => covers(scalar, offset));
  const text = String(given?.value);
  return { ok: true, value: { range: rangeOf(document, here ?? given), placeholder: text } };
}

/** A child's id changed everywhere in its spec: where it is given and where siblings need it. The running tree keeps its names. */
export function renamed(document: TextDocument, offset: number, to: string): Asked<WorkspaceEdit> {
  const found = wanted(document, offset);
  if (!found.ok) return found;
  const problem = problemOf(to, found.value);
  if (problem !== null) return refused(problem);
  const { given, needed } = found.value;
  const edits = [given, ...needed].map((scalar): TextEdit => {
    return { range: rangeOf(document, scalar), newText: written(to, scalar, document) };
  });
  return { ok: true, value: { changes: { [document.uri]: edits } } };
}

function wanted(document: TextDocument, offset: number): Asked<Name & { given: Scalar }> {
  const text = document.getText();
  const name = nameAt(text, offset);
  if (!name) return refused("Only a child's id and the tree's name can be renamed: place the cursor on one.");
  if (!isWhole(text))
    return refused("The spec has an error of syntax. Mend it first: a place that means this id could be missed.");
  const { given } = name;
  if (!given) return refused("No child beside this one has that id. Write the id of a sibling first.");
  if (name.siblings.includes(String(given.value))) {
    return refused(
      `Two children are called ${given.value} here, so that nobody knows which one is needed. Change one of them by hand.`,
    );
  }
  return { ok: true, value: { ...name, given } };
}

/** What speaks against an id, as the spec's schema and the check for duplicates have it. */
function problemOf(id: string, { child, siblings }: Name): string | null {
  if (id.trim() === "") return "An id is a word such as api or device-1; it cannot be empty.";
  if (/[/\\]/.test(id)) return `The id ${id} has a slash, which separates ids in a path. Use - or _.`;
  if (!/^[^\p{Cc}\p{Cs}*]+$/u.test(id) || id.trim() !== id || /^\.{1,2}$/.test(id)) {
    return `${JSON.stringify(id)} is no id. Write a word such as api or device-1.`;
  }
  if (siblings.includes(id)) return `A child beside it is called ${id} already. Ids are unique below one supervisor.`;
  if (child.kind === "template" && !id.includes("{n}")) {
    return `${id} would name all children of this template alike. Keep {n}, their number, in it.`;
  }
  return null;
}

/** The id with the quotes that stand there, or with those that it needs. */
function written(id: string, scalar: Scalar, document: TextDocument): string {
  if (formatOf(document.uri, document.languageId) === "json" || scalar.type === "QUOTE_DOUBLE")
    return JSON.stringify(id);
  if (scalar.type === "QUOTE_SINGLE") return `'${id.replaceAll("'", "''")}'`;
  return isPlain(id) ? id : JSON.stringify(id);
}

/** Whether YAML reads these characters as this text, in a line of its own and between brackets. */
function isPlain(id: string): boolean {
  if (!/^[\p{L}\p{N}_][\p{L}\p{N}_. -]*$/u.test(id)) return false;
  return parse(id) === id;
}

function refused(message: string): { ok: false; message: string } {
  return { ok: false, message };
}
