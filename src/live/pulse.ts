/** Calls `beat` once for the many `soon` of a while, at its end: a crash loop must not redraw an editor a hundred times a second. */
export class Pulse {
  readonly #beat: () => void;
  readonly #afterMs: number;
  #due: NodeJS.Timeout | undefined;

  constructor(afterMs: number, beat: () => void) {
    this.#afterMs = afterMs;
    this.#beat = beat;
  }

  soon(): void {
    this.#due ??= setTimeout(() => {
      this.#due = undefined;
      this.#beat();
    }, this.#afterMs);
  }

  dispose(): void {
    clearTimeout(this.#due);
  }
}
