import { CodeActionKind } from "vscode-languageserver";
import { isSeq } from "yaml";
import { type Place, textRange } from "../../spec/index.ts";
import { valueAt } from "../place.ts";
import { type Draft, nodeAt, readWhole, withEntry, withoutEntry } from "./editing.ts";
import type { Refactoring } from "./refactorings.ts";

type Keys = Record<string, unknown>;

/** What listed siblings all say alike goes into the supervisor's default, to which they append. */
export function extractedDefault(draft: Draft, supervisor: Place): Refactoring | null {
  const group = groupAt(draft, supervisor);
  if (!group || group.children.length < 2 || valueAt([...group.settings, "default"], draft.value) !== undefined)
    return null;
  if (valueAt([...group.settings, "dynamic"], draft.value) !== undefined) return null;
  const shared = sharedKeys(group.children).filter((key) => extractable.has(key));
  if (shared.length === 0) return null;
  const base = Object.fromEntries(shared.map((key) => [key, group.children[0]?.[key]]));
  let now: Draft | null = draft;
  for (const index of group.children.keys()) {
    for (const key of shared) now = then(now, (one) => withoutEntry(one, [...supervisor, "children", index, key]));
    now = then(now, (one) => withEntry(one, [...supervisor, "children", index], "append", true));
  }
  const text = now && withEntry(now, group.settings, "default", base);
  return {
    title: `Extract ${shared.join(", ")} into a default child spec`,
    kind: CodeActionKind.RefactorExtract,
    text,
  };
}

/** What appending adds to nothing of the child's own, so that the child stays the same. */
const extractable = new Set(["run", "cwd", "stop", "plan", "count", "restart", "max_uptime", "hot", "debug"]);

/** Listed children that differ by a number only become a template, and their supervisor dynamic. */
export function dynamicGroup(draft: Draft, supervisor: Place): Refactoring | null {
  const group = groupAt(draft, supervisor);
  if (!group || group.children.length < 2 || valueAt([...group.settings, "default"], draft.value) !== undefined)
    return null;
  const strategy = valueAt([...group.settings, "strategy"], draft.value) ?? "one_for_one";
  const numbered = group.children.map(({ id }) => /^(.*?)(\d+)$/.exec(String(id)));
  const [prefix, from] = [numbered[0]?.[1], Number(numbered[0]?.[2])];
  const inRow = numbered.every((match, index) => match?.[1] === prefix && match?.[2] === String(from + index));
  if (strategy !== "one_for_one" || prefix === undefined || !inRow) return null;
  const specs = group.children.map((child, index) => withPlaceholders(child, String(child.id), String(from + index)));
  if (specs.some((spec) => JSON.stringify(spec) !== JSON.stringify(specs[0]))) return null;
  const template = { from, to: from + numbered.length - 1, id: `${prefix}{n}` };
  const node = nodeAt(draft.document, [...supervisor, "children"]);
  if (!isSeq(node) || specs[0] === undefined) return null;
  if (draft.text.slice(textRange.startOf(node), textRange.endOf(draft.text, node)).includes("#")) return null; // its comments would be lost
  const base = specs[0];
  const texts = [
    (one: Draft) => withEntry(one, supervisor, "children", template),
    (one: Draft) => withEntry(one, group.settings, "default", base),
    (one: Draft) =>
      valueAt([...group.settings, "dynamic"], one.value) === undefined
        ? withEntry(one, group.settings, "dynamic", {})
        : one.text,
  ];
  const now = texts.reduce<Draft | null>(then, draft);
  return {
    title: `Make ${prefix}{n} a dynamic group of ${numbered.length}`,
    kind: CodeActionKind.RefactorRewrite,
    text: now?.text ?? null,
  };
}

/** A child's keys with its id as `{id}` and its number as `{n}`, without the id; null where it is no plain worker. */
function withPlaceholders({ id: _id, ...keys }: Keys, id: string, n: string): Keys {
  const text = JSON.stringify(keys);
  const number = new RegExp(`(?<![\\w.])${n}(?![\\w.])|(?<=\\d)${n}(?=")`, "g");
  return JSON.parse(text.replaceAll(id, "{id}").replace(number, "{n}")) as Keys;
}

interface Group {
  settings: Place;
  children: readonly Keys[];
}

/** A supervisor whose children are listed and are all workers that stand alone. */
function groupAt({ value }: Draft, supervisor: Place): Group | null {
  const children = valueAt([...supervisor, "children"], value);
  if (!Array.isArray(children)) return null;
  const workers = children.filter((child): child is Keys => typeof child === "object" && child !== null);
  const plain = workers.every((child) => !("supervisor" in child) && !("append" in child) && !("needs" in child));
  if (!plain || workers.length !== children.length) return null;
  return { settings: supervisor.length === 0 ? [] : [...supervisor, "supervisor"], children: workers };
}

function sharedKeys(children: readonly Keys[]): string[] {
  return Object.keys(children[0] ?? {}).filter((key) =>
    children.every((child) => JSON.stringify(child[key]) === JSON.stringify(children[0]?.[key])),
  );
}

/** The draft after one more step; null once a step could not be written. */
function then(draft: Draft | null, step: (draft: Draft) => string | null): Draft | null {
  const text = draft && step(draft);
  const document = text === null || text === undefined ? null : readWhole(text);
  return draft && document && text !== null ? { ...draft, text, document, value: document.toJS() } : null;
}
