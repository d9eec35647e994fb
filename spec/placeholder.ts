import type { Findings, Place } from "./findings.ts";

/** What stands for a child's own words in the texts of its spec: `{id}`, and `{n}` for one of many made from a template. */
export interface Names {
  id: string;
  n: number | null;
}

/** Fills a text in; `escaped` writes the id as a part of an address or a pattern. */
export type Fill = (text: string, place: Place, escaped?: (id: string) => string) => string;

/** A word in braces; not a shell's `${HOME}` and not a regular expression's `\p{L}` or `a{3}`. */
const form = /(?<![$\\]|\\[pPku])\{([A-Za-z_]\w*)\}/g;

/** The text with its placeholders filled in; one that means nothing stays as it is and is reported. */
export function fill(text: string, names: Names, place: Place, found: Findings): string {
  return text.replace(form, (written, word: string) => {
    if (word === "id") return names.id;
    if (word === "n" && names.n !== null) return String(names.n);
    if (word === "n") {
      found.add(
        "no_number",
        place,
        "{n} has no meaning here: only children of a template { from, to, id } have a number; use {id}",
      );
    } else {
      found.add("unknown_placeholder", place, `${written} stays as it is; only {id} and {n} are filled in`);
    }
    return written;
  });
}

/** The number of a child whose id a template could have given: `device-{n}` and `device-7` → 7. */
export function numberOf(template: string, id: string): number | null {
  const [first = "", ...rest] = template.split("{n}").map(literally);
  const form = new RegExp(`^${first}(0|[1-9]\\d{0,14})${rest.join("(?:\\1)")}$`);
  const digits = form.exec(id)?.[1];
  return digits === undefined ? null : Number(digits);
}

/** A text as a regular expression that matches it and nothing else. */
export function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
