/**
 * Numbers the texts of each module in the order in which processes came to run them: what was loaded first is version 1, and a text
 * that comes back has its old number.
 */
export class Versions {
  readonly #numbers = new Map<string, Map<string, number>>();
  readonly #scripts = new Map<string, number>();

  /** The number of this text, given to it now if it has none. */
  of(url: string, hash: string): number {
    const known = this.#numbers.get(url) ?? new Map<string, number>();
    const number = known.get(hash) ?? known.size + 1;
    this.#numbers.set(url, known.set(hash, number));
    return number;
  }

  /** The number that the text has, or will have. */
  peek(url: string, hash: string): number {
    const known = this.#numbers.get(url);
    return known?.get(hash) ?? (known?.size ?? 0) + 1;
  }

  /** A name for new code of the module under which no code has run yet: `file:///a.js?hot=2`. */
  nextScript(url: string): string {
    const number = (this.#scripts.get(url) ?? 1) + 1;
    this.#scripts.set(url, number);
    return `${url}${url.includes("?") ? "&" : "?"}hot=${number}`;
  }
}
