import { isMap, isScalar, isSeq, type Scalar, type YAMLMap } from "yaml";
import { readDocument } from "../spec/index.ts";
import { documentOf } from "./place.ts";

/** A child (or the root) as it stands in a text: half of it may be missing. */
export interface WrittenChild {
  kind: "supervisor" | "worker" | "template";
  /** Ids from the root down, joined by `/`; of a template with its `{n}`. */
  path: string;
  /** The value of its `id`, of the root its `name`; null where there is none yet. */
  name: Scalar | null;
  map: YAMLMap;
  /** Where a supervisor says its strategy; the map itself for the root. */
  settings: YAMLMap | null;
  below: WrittenChild[];
}

/** The tree of a text as far as it can be read; null where there is none. What a broken line hides from YAML is looked for without that line. */
export function writtenTree(text: string): WrittenChild | null {
  const document = documentOf(text);
  const tree = document && rootOf(document.contents);
  if (!document || document.errors.length === 0) return tree;
  const mended = mendedTree(text);
  return mended && (!tree || namesIn(mended) > namesIn(tree)) ? mended : tree;
}

/** Read anew: what `documentOf` gave is to be looked at only until it is asked about another text. */
function mendedTree(text: string): WrittenChild | null {
  const document = readDocument(withoutBroken(text));
  return typeof document === "number" ? null : rootOf(document.contents);
}

/** The tree and everything below it, parents first. */
export function allOf(tree: WrittenChild | null): WrittenChild[] {
  return tree ? [tree, ...tree.below.flatMap(allOf)] : [];
}

export function nameOf({ name }: WrittenChild): string {
  return name === null ? "" : String(name.value ?? "");
}

function rootOf(contents: unknown): WrittenChild | null {
  if (!isMap(contents)) return null;
  const name = scalarIn(contents, "name");
  const path = name ? String(name.value) : "";
  const below = childrenOf(contents.get("children"), path);
  return { kind: "supervisor", path, name, map: contents, settings: contents, below };
}

function childrenOf(children: unknown, parent: string): WrittenChild[] {
  if (isMap(children)) return [{ ...childOf(children, parent), kind: "template" }];
  return isSeq(children) ? children.items.filter(isMap).map((child) => childOf(child, parent)) : [];
}

function childOf(map: YAMLMap, parent: string): WrittenChild {
  const name = scalarIn(map, "id");
  const path = `${parent}/${name ? String(name.value) : ""}`;
  const supervisor = map.has("supervisor") || map.has("children");
  const settings = map.get("supervisor");
  return {
    kind: supervisor ? "supervisor" : "worker",
    path,
    name,
    map,
    settings: isMap(settings) ? settings : null,
    below: childrenOf(map.get("children"), path),
  };
}

/** The scalar behind a key; null where nothing is written there. */
export function scalarIn(map: YAMLMap, key: string): Scalar | null {
  const value = map.get(key, true);
  return isScalar(value) && value.value !== null ? value : null;
}

function namesIn(tree: WrittenChild): number {
  return allOf(tree).filter(({ name }) => name !== null).length;
}

/**
 * The text with blanks over what keeps YAML from reading on: a bracket or a quote that its line opens and does not close,
 * a word that is not a key yet, a line indented by a tab. Every other character keeps its place.
 */
function withoutBroken(text: string): string {
  return text.replace(/^.*$/gm, (line) => {
    if (/^\s*(#|$)/.test(line)) return line;
    if (/^ *\t/.test(line) || /^\s*[\w$-]+\s*$/.test(line)) return blank(line);
    const value = /^\s*(?:- +)?(?:[\w$"-]+:(?: |$))?/.exec(line)?.[0].length ?? 0;
    return isClosed(line.slice(value)) ? line : line.slice(0, value) + blank(line.slice(value));
  });
}

function isClosed(value: string): boolean {
  const bare = value.replace(/"(?:[^"\\]|\\.)*"|'[^']*'/g, "").replace(/ #.*$/, "");
  const many = (characters: RegExp) => bare.match(characters)?.length ?? 0;
  return many(/[[{]/g) === many(/[\]}]/g) && !/(^|[\s[{,:])["']/.test(bare);
}

function blank(text: string): string {
  return text.replace(/[^\r]/g, " ");
}
