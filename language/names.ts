import type { Range } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { isScalar, isSeq, type Scalar } from "yaml";
import { documentOf } from "./place.ts";
import { allOf, nameOf, type WrittenChild, writtenTree } from "./tree.ts";

/** A child's id with all places that mean this child: where it is given, and its siblings' `needs`. */
export interface Name {
  child: WrittenChild;
  /** Where it is given; null for an id that is needed and that no sibling has. */
  given: Scalar | null;
  needed: Scalar[];
  /** The ids of the others on its level. */
  siblings: string[];
}

/** The id that stands at an offset, in its own child or in a sibling's `needs`; null anywhere else. */
export function nameAt(text: string, offset: number): Name | null {
  for (const { child, siblings } of levels(writtenTree(text))) {
    if (child.name && covers(child.name, offset)) return named(child, child.name, siblings);
    const need = needsOf(child).find((scalar) => covers(scalar, offset));
    if (!need) continue;
    const meant = siblings.find((sibling) => nameOf(sibling) === String(need.value));
    return named(meant ?? child, meant?.name ?? null, siblings, String(need.value));
  }
  return null;
}

/** Whether a text can be read to its end: where it cannot, places that mean a child may be missing. */
export function isWhole(text: string): boolean {
  return documentOf(text)?.errors.length === 0;
}

/** The ids that a child needs, as they are written. */
export function needsOf({ map }: WrittenChild): Scalar[] {
  const needs: unknown = map.get("needs");
  return isSeq(needs) ? needs.items.filter((item) => isScalar(item)) : [];
}

export function covers(scalar: Scalar, offset: number): boolean {
  return !!scalar.range && scalar.range[0] <= offset && offset <= scalar.range[1];
}

export function rangeOf(document: TextDocument, { range }: Pick<Scalar, "range">): Range {
  const [from, to] = range ?? [0, 0];
  return { start: document.positionAt(from), end: document.positionAt(to) };
}

function named(child: WrittenChild, given: Scalar | null, level: WrittenChild[], id = nameOf(child)): Name {
  const needed = level.flatMap(needsOf).filter(({ value }) => String(value) === id);
  const siblings = level.filter((other) => other !== child).map(nameOf);
  return { child, given, needed, siblings };
}

/** Each child with those of its level, itself among them. */
function levels(tree: WrittenChild | null): { child: WrittenChild; siblings: WrittenChild[] }[] {
  if (!tree) return [];
  const below = allOf(tree).flatMap((parent) => parent.below.map((child) => ({ child, siblings: parent.below })));
  return [{ child: tree, siblings: [tree] }, ...below];
}
