import type { Document } from "yaml";
import { ChildMemory } from "./child-memory.ts";
import { documentsOf } from "./documents.ts";
import { errorsOf, type Item, itemOf, moveTo } from "./item.ts";
import { isJson } from "./json-text.ts";
import { type Sections, sectionsOf } from "./sections.ts";
import { filled, skeletonOf } from "./skeleton.ts";

/** A text as YAML's own nodes. */
export interface ReadText {
  document: Document.Parsed;
  /** Where a second document begins, which a spec must not have. */
  second: number | null;
  /** The value, where it is known without asking every node again. */
  value: { of: unknown } | null;
}

interface Last {
  text: string;
  read: ReadText | number;
  /** It has errors that may only come from how the braces are laid out: in YAML it is read as a whole then. */
  doubtful: boolean;
}

/** Shorter texts, and shorter supervisors in one, are read as a whole: that takes a few milliseconds. */
const longText = 20_000;
const alike = 500;

/**
 * Reads texts again and again as they are being written: of a long spec only the children whose text has changed are parsed.
 * What it answered before must not be used any more once it has read another text: nodes that stay are moved to where they now stand.
 */
export class Reader {
  readonly children = new ChildMemory();
  readonly #long: number;
  /** Of the last text, and what has been read of one that was given up. */
  #known: Item[] = [];
  #last: Last | null = null;
  #reading: { text: string; steps: Generator<void, void> } | null = null;

  /** Texts from so many characters on are read child by child. */
  constructor(long = longText) {
    this.#long = long;
  }

  /** Whether it read this text last, or one that begins or ends alike: then little of it has to be parsed. */
  resembles(text: string): boolean {
    const last = this.#reading?.text ?? this.#last?.text;
    if (last === undefined || last.length > 2 * text.length || text.length > 2 * last.length) return false;
    return last === text || last.slice(0, alike) === text.slice(0, alike) || last.slice(-alike) === text.slice(-alike);
  }

  /** The offset where it is nested too deep to be read, instead of nodes. What is no JSON is wrong in JSON anyhow, in YAML it may be right. */
  read(text: string, format: "yaml" | "json" = "json"): ReadText | number {
    if (this.#last?.text !== text) this.#readNow(text);
    if (!this.#last || (this.#last.doubtful && format === "yaml"))
      this.#last = { text, read: whole(text), doubtful: false };
    return this.#last.read;
  }

  #readNow(text: string): void {
    const { steps } = this.#begun(text);
    while (!steps.next().done);
  }

  /** Reads a text in steps of one child each, so that others get their turn in between. False where it was given another text meanwhile. */
  *reading(text: string): Generator<void, boolean> {
    if (this.#last?.text !== text) {
      const begun = this.#begun(text);
      while (this.#reading === begun && !begun.steps.next().done) yield;
    }
    return this.#last?.text === text;
  }

  /** What is being read already is read on; where it is another text, what was read of it stays known. */
  #begun(text: string) {
    if (this.#reading?.text !== text) {
      this.#reading?.steps.return();
      this.#reading = { text, steps: this.#steps(text) };
    }
    return this.#reading;
  }

  *#steps(text: string): Generator<void, void> {
    const sections = text.length < this.#long ? null : sectionsOf(text, false);
    const read = sections && (yield* this.#assembled(text, sections));
    const doubtful = sections?.form === "json" && read !== null && isOdd(read);
    this.#last =
      read === null || (doubtful && isJson(text))
        ? { text, read: whole(text), doubtful: false }
        : { text, read, doubtful };
    this.#reading = null;
  }

  /** The skeleton, that is all but the children, with the children put in; null where they cannot be read by themselves. */
  *#assembled(text: string, sections: Sections): Generator<void, ReadText | null> {
    const skeleton = skeletonOf(text, sections, false);
    if (!skeleton) return null;
    this.#last = null;
    const items = yield* this.#list(text, sections, this.#known);
    if (!items) {
      this.#known.length = Math.min(this.#known.length, 2 * sections.items.length); // more would only pile up
      return null;
    }
    this.#known = items;
    const { document, second } = skeleton;
    const { value } = filled(skeleton, items, sections);
    const errors = items.flatMap(errorsOf);
    document.errors = [...document.errors, ...errors].sort((a, b) => a.pos[0] - b.pos[0]);
    return { document, second, value: { of: value } };
  }

  /** What was read `before` is taken over where the text is the same. Null where an item is none. */
  *#list(text: string, { items, form }: Sections, before: readonly Item[]): Generator<void, Item[] | null> {
    const known = byText(before);
    const taken = items.map(({ from, to }) => known.get(text.slice(from, to))?.pop());
    const spare = taken.includes(undefined) ? this.#opened([...known.values()].flat()) : [];
    const list: Item[] = [];
    for (const [index, { from, to }] of items.entries()) {
      const item = taken[index] ?? (yield* this.#item(copied(text.slice(from, to)), form, spare));
      if (!item) return null;
      list.push(item);
    }
    for (const [index, item] of list.entries()) moveTo(item, items[index]?.from ?? item.at);
    return list;
  }

  *#item(text: string, form: Sections["form"], before: readonly Item[]): Generator<void, Item | null> {
    const sections = text.length < this.#long ? null : sectionsOf(text, true);
    const skeleton = sections && skeletonOf(text, sections, true);
    const below = sections && skeleton ? yield* this.#list(text, sections, before) : null;
    if (sections && skeleton && below) {
      const { ranges, value } = filled(skeleton, below, sections);
      return { text, node: skeleton.node, value, ranges, errors: skeleton.document.errors, at: 0, below };
    }
    const item = itemOf(text, form);
    if (item) this.#known.push(item);
    yield;
    return item;
  }

  /** What is left over gives away what is in it, and is no whole any more. */
  #opened(left: readonly Item[]): Item[] {
    const inside = left.flatMap(({ below }) => below);
    if (inside.length > 0) {
      const opened = new Set(left.filter(({ below }) => below.length > 0));
      this.#known = [...this.#known.filter((item) => !opened.has(item)), ...inside];
    }
    return [...left, ...inside];
  }
}

function byText(items: readonly Item[]): Map<string, Item[]> {
  const known = new Map<string, Item[]>();
  for (const item of items) {
    const same = known.get(item.text);
    if (same) same.push(item);
    else known.set(item.text, [item]);
  }
  return known;
}

/** A text of its own: a slice would keep the whole of every text that it was ever a part of. */
function copied(text: string): string {
  return JSON.parse(JSON.stringify(text)) as string;
}

/** Its lines may not tell the children apart. */
function isOdd({ document }: ReadText): boolean {
  return document.errors.some(({ code }) => code !== "DUPLICATE_KEY");
}

function whole(text: string): ReadText | number {
  const [document, second] = documentsOf(text);
  return typeof document === "number" ? document : { document, second: second?.range[0] ?? null, value: null };
}
