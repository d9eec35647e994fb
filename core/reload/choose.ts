import { classifyParsed, type Patch, type Reading, readBoth } from "./classify.ts";
import { nameOf, outline } from "./outline.ts";
import { type Refused, refuse } from "./parse.ts";
import { type Stays, staying } from "./stays.ts";
import { exportsOf, type Importer, type Swap, swap } from "./swap.ts";

/** How an edit comes into a process: into the module that runs, or by loading it anew; or why not at all. */
export type Choice = { kind: "unchanged" } | ((Patch | Swap) & { stays: Stays[] }) | Refused;

/** A patch where that is possible, as it keeps all state; else the module is loaded anew. */
export function choose(oldText: string, newText: string, reading: Reading, importers: readonly Importer[]): Choice {
  const used = new Set(importers.flatMap(({ names }) => [...names]));
  const read = readBoth(oldText, newText, reading.language);
  if ("kind" in read) return read;
  const { before, after } = read;
  const found = classifyParsed(before, after, used.has("*") ? reading : { ...reading, used });
  if (found.kind === "unchanged") return found;
  const patch = found.kind === "patch" && reading.whole ? refuse(after.program, reading.whole) : found;
  const choice = patch.kind === "refused" ? swap(before, after, patch, importers) : patch;
  if (choice.kind === "refused") return choice;
  const code = outline(after.program).units.filter(({ kind }) => kind === "function" || kind === "class");
  // A module that is loaded anew has all its code anew, also what is written as before.
  const all = code.map((unit) => nameOf(unit) ?? "");
  const exchanged = new Set(all.filter((name) => choice.kind === "swap" || choice.names.includes(name)));
  const exported = exportsOf(after, outline(after.program));
  const handed = importers.flatMap(({ file, handed = [] }) =>
    handed.flatMap(({ name, place }) =>
      exchanged.has(exported.get(name) ?? "")
        ? [{ what: `\`${name}\` was handed over by value`, place, importer: file }]
        : [],
    ),
  );
  return { ...choice, stays: [...staying(after.program, exchanged), ...handed] };
}
