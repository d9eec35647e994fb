import type { Document } from "yaml";
import { expand } from "../child.ts";
import type { Place } from "../findings.ts";
import type { ChildSpec, SupervisorSpec, TreeSpec } from "../model.ts";
import { parseSpec } from "../parse.ts";
import { numberOf } from "../placeholder.ts";
import type { ChildrenDocument, ChildSpecDocument, SpecDocument } from "../schema.ts";
import { readDocument, readText } from "../text.ts";
import { type Refused, refused } from "./refused.ts";

/** A spec's text with all that is known of it: its value, its tree and its nodes with their ranges. */
export interface Reading {
  text: string;
  format: "yaml" | "json";
  value: unknown;
  tree: TreeSpec;
  document: Document.Parsed;
}

export function reading(text: string, format: "yaml" | "json"): Reading | Refused {
  const { tree, problems } = parseSpec(text, format);
  const document = readDocument(text);
  if (tree && typeof document !== "number")
    return { text, format, value: readText(text, format).value, tree, document };
  const error = problems.find(({ severity }) => severity === "error");
  const at = error ? `line ${error.line}` : "the file";
  const message = `The spec has an error (${at}: ${error?.message ?? "it cannot be read"}). Mend it first, then write.`;
  return refused("invalid_spec", at, message);
}

/** Where a child's keys stand in the document. */
export interface Written {
  /** False for a child of a template: its keys are those of the supervisor's default, for all its siblings. */
  own: boolean;
  /** The map with its `plan`, `count` and `restart`. */
  life: Place;
  /** Of a supervisor: the map with `strategy` and `intensity`, and where its children are. */
  settings: Place;
  children: Place;
  /** Its supervisor's path; its own for the root. */
  parent: string;
  /** Whether its plan is joined to that of the default. */
  appends: boolean;
}

/** Finds a path in the document; refuses one that the file does not have. */
export function documentAt({ value, tree }: Pick<Reading, "value" | "tree">, path: string): Written | Refused {
  const [root, ...ids] = path.split("/");
  if (root !== tree.name) return missing(path, `its tree is ${tree.name}`);
  const spec = value as SpecDocument; // the text has been parsed
  let written: Written = { own: true, life: [], settings: [], children: ["children"], parent: root, appends: false };
  let children: ChildrenDocument = spec.children ?? [];
  let parent = root;
  for (const [depth, id] of ids.entries()) {
    if (!Array.isArray(children)) {
      const n = numberOf(children.id, id);
      if (n === null || n < children.from || depth < ids.length - 1)
        return missing(path, `${parent} names its children ${children.id}`);
      const life = [...written.settings, "default"];
      return { ...written, own: false, life, parent, appends: false };
    }
    const index: number = children.findIndex((child) => child.id === id);
    const child: ChildSpecDocument | undefined = children[index];
    if (!child) return missing(path, `${parent} has no child ${id} there`);
    const life = [...written.children, index];
    const appends = !("supervisor" in child) && child.append === true;
    written = { own: true, life, settings: [...life, "supervisor"], children: [...life, "children"], parent, appends };
    children = "supervisor" in child ? (child.children ?? []) : [];
    parent = `${parent}/${id}`;
  }
  return written;
}

/** A child as the text has it now; also one that a template would make, were it scaled up. */
export function childAt({ tree }: Pick<Reading, "tree">, path: string): ChildSpec | null {
  let at: ChildSpec = tree.root;
  for (const id of path.split("/").slice(1)) {
    const next: ChildSpec | null = at.kind === "supervisor" ? childOf(at, id) : null;
    if (!next) return null;
    at = next;
  }
  return at;
}

function childOf(supervisor: SupervisorSpec, id: string): ChildSpec | null {
  const listed = supervisor.children.find((child) => child.id === id);
  const n = supervisor.template && numberOf(supervisor.template.id, id);
  if (listed || n === null) return listed ?? null;
  const made = expand(supervisor, n);
  return made.ok ? made.value : null;
}

/** The paths of those children, other than this one, that are not the same in both trees. */
export function others(before: TreeSpec, after: TreeSpec, path: string): string[] {
  const old = alone(before.root, before.name);
  return [...alone(after.root, after.name)]
    .filter(([other, spec]) => other !== path && old.has(other) && old.get(other) !== spec)
    .map(([other]) => other);
}

/** Each child by its path, as a text without its own children. */
function alone(child: ChildSpec, path: string, into = new Map<string, string>()): Map<string, string> {
  if (child.kind === "worker") return into.set(path, JSON.stringify(child));
  into.set(path, JSON.stringify({ ...child, children: null, default: null }));
  for (const below of child.children) alone(below, `${path}/${below.id}`, into);
  return into;
}

function missing(path: string, why: string): Refused {
  const message = `${path} is not in the spec file (${why}): it was started while the tree runs, or the file has changed. Add it to the file by hand.`;
  return refused("not_found", path, message);
}
