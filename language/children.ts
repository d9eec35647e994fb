import type { CodeLens, Range } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { isNode, isSeq, type Node } from "yaml";
import type { ChildPlaces } from "../wire/index.ts";
import { needsOf } from "./names.ts";
import { allOf, nameOf, type WrittenChild, writtenTree } from "./tree.ts";

/** Where each child of a text stands, with the elements of its plan: what an editor draws the running tree at. */
export function childPlaces(document: TextDocument): ChildPlaces {
  return allOf(writtenTree(document.getText())).map((child) => ({
    path: child.path,
    kind: child.kind,
    name: nameRange(child, document),
    plan: planOf(child).map((element) => rangeOf(document, element)),
  }));
}

/** What is to be said above a child without knowing of any running tree: who needs it, how many are below. */
export function lensesOf(document: TextDocument): CodeLens[] {
  const tree = writtenTree(document.getText());
  return allOf(tree).flatMap((supervisor) => {
    const needing = new Map<string, string[]>();
    for (const child of supervisor.below) {
      for (const { value } of needsOf(child))
        needing.set(String(value), [...(needing.get(String(value)) ?? []), nameOf(child)]);
    }
    const needed = supervisor.below.flatMap((child) => {
      const by = needing.get(nameOf(child));
      return by ? [lens(child, `needed by ${by.join(", ")}`, document)] : [];
    });
    return supervisor.kind === "supervisor" ? [lens(supervisor, size(supervisor), document), ...needed] : needed;
  });
}

function size({ settings, below }: WrittenChild): string {
  const strategy = settings?.get("strategy");
  const [first] = below;
  const many =
    first?.kind === "template" ? Number(first.map.get("to")) - Number(first.map.get("from")) + 1 : below.length;
  return `${typeof strategy === "string" ? strategy : "one_for_one"} · ${many === 1 ? "1 child" : `${many} children`}`;
}

function lens(child: WrittenChild, title: string, document: TextDocument): CodeLens {
  return { range: nameRange(child, document), command: { title, command: "" } };
}

function planOf({ map, kind }: WrittenChild): Node[] {
  const plan: unknown = kind === "template" ? null : map.get("plan");
  return isSeq(plan) ? plan.items.filter((item) => isNode(item)) : [];
}

function nameRange({ name, map }: WrittenChild, document: TextDocument): Range {
  const start = map.range?.[0] ?? 0;
  return rangeOf(document, name ?? { range: [start, start, start] });
}

function rangeOf(document: TextDocument, { range }: Pick<Node, "range">): Range {
  const [from, to] = range ?? [0, 0];
  return { start: document.positionAt(from), end: document.positionAt(to) };
}
