/**
 * Numbers the texts of each module in the order in which processes came to run them: what was loaded first is version 1, and a text
 * that comes back has its old number.
 */
export class Versions {
  /** URL → hashes, in the order of their numbers. */
  readonly #texts: Map<string, string[]>;
  readonly #scripts: Map<string, number>;

  constructor({ texts, scripts }: SavedVersions) {
    this.#texts = new Map(Object.entries(texts).map(([url, hashes]) => [url, [...hashes]]));
    this.#scripts = new Map(Object.entries(scripts));
  }

  /** The number of this text, given to it now if it has none. */
  of(url: string, hash: string): number {
    const number = this.peek(url, hash);
    const known = this.#texts.get(url) ?? [];
    known[number - 1] = hash;
    this.#texts.set(url, known);
    return number;
  }

  /** The number that the text has, or will have. */
  peek(url: string, hash: string): number {
    const known = this.#texts.get(url) ?? [];
    const at = known.indexOf(hash);
    return at < 0 ? known.length + 1 : at + 1;
  }

  /** A name for new code of the module under which no code has run yet: `file:///a.js?hot=2`. */
  nextScript(url: string): string {
    const number = (this.#scripts.get(url) ?? 1) + 1;
    this.#scripts.set(url, number);
    return `${url}${url.includes("?") ? "&" : "?"}hot=${number}`;
  }

  /** Modules of which one text alone has run are left out: agents tell of that themselves. */
  saved(): SavedVersions {
    const several = [...this.#texts].filter(([, hashes]) => hashes.length > 1);
    return { texts: Object.fromEntries(several), scripts: Object.fromEntries(this.#scripts) };
  }
}

export interface SavedVersions {
  texts: Record<string, string[]>;
  scripts: Record<string, number>;
}
