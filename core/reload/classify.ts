import type { MethodChange } from "./classes.ts";
import { compare } from "./compare.ts";
import { isTyped, type Language } from "./language.ts";
import { importedNames } from "./links.ts";
import { nameOf, outline } from "./outline.ts";
import { parseModule, type Refused, refuse, type Source } from "./parse.ts";
import { referencesIn } from "./tree.ts";
import { writePatch } from "./write.ts";

/** What an edit of a module comes to while the module runs. */
export type Verdict = { kind: "unchanged" } | Patch | Refused;

/** Code that, evaluated in the module's scope, puts the edit in place; see `ModulePatch` in wire for its value. */
export interface Patch {
  kind: "patch";
  /** What the person changed: `publish`, `Device.tick`, and helpers that are new. */
  names: string[];
  functions: string[];
  methods: Pick<MethodChange, "class" | "member" | "static" | "kind">[];
  needs: string[];
  code: string;
}

export interface Reading {
  language: Language;
  /** Takes the types out of TypeScript and leaves every other character at its place; answers with the problem where that cannot be done. */
  strip(code: string): { code: string } | { problem: string };
  /** Why the module's code cannot be exchanged in place, whatever the edit. */
  whole?: string;
  /** The exported names that other modules use; all of them where this is not known. */
  used?: ReadonlySet<string>;
}

/**
 * Compares two texts of one ES module by their syntax trees. Bodies of top-level functions and of methods, and new helpers, make a
 * patch; what ran when the module loaded is refused, with its place in the new text.
 */
export function classify(oldText: string, newText: string, reading: Reading): Verdict {
  const read = readBoth(oldText, newText, reading.language);
  return "kind" in read ? read : classifyParsed(read.before, read.after, reading);
}

/** The two texts as trees; or why one of them cannot be read. */
export function readBoth(
  oldText: string,
  newText: string,
  language: Language,
): { before: Source; after: Source } | Refused {
  const after = parseModule(newText, language);
  if (after.kind === "refused") return after;
  const before = parseModule(oldText, language);
  if (before.kind === "refused") return { ...before, reason: `the text that runs cannot be read: ${before.reason}` };
  return { before, after };
}

/** The same for texts that are parsed already. */
export function classifyParsed(before: Source, after: Source, { language, strip, used }: Reading): Verdict {
  const changes = compare(before, after, used ?? null);
  if ("kind" in changes) return changes;
  const { functions, methods, added } = changes;
  if (functions.length + methods.length + added.length === 0) return { kind: "unchanged" };
  const typed = writePatch(after, changes);
  if (typeof typed !== "string") return typed;

  const bare = isTyped(language) ? strip(typed) : { code: typed };
  if ("problem" in bare) {
    const first = functions[0]?.unit.node ?? methods[0]?.node ?? added[0]?.node ?? after.program;
    return refuse(first, `the types cannot be taken out of the changed code: ${bare.problem}`);
  }
  const imported = importedNames(outline(after.program));
  const referenced = new Set(
    [
      ...functions.map(({ unit }) => unit.node),
      ...added.map(({ node }) => node),
      ...methods.map(({ node }) => node),
    ].flatMap((node) => [...referencesIn(node)]),
  );
  return {
    kind: "patch",
    names: [
      ...functions.flatMap(({ unit, moved }) => (moved ? [] : [unit.name])),
      ...methods.flatMap((method) => (method.moved ? [] : [`${method.class}.${method.member}`])),
      ...added.map((unit) => nameOf(unit) ?? ""),
    ],
    functions: functions.map(({ unit }) => unit.name),
    methods: methods.map(({ class: of, member, static: isStatic, kind }) => ({
      class: of,
      member,
      static: isStatic,
      kind,
    })),
    needs: [...referenced].filter((name) => imported.has(name)).sort(),
    code: bare.code,
  };
}
