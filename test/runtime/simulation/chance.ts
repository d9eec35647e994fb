/** Chance from a seed: the same seed draws the same numbers (mulberry32). */
export class Chance {
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 0;
  }

  /** At least 0, below 1. */
  draw(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number below `end`. */
  below(end: number): number {
    return Math.floor(this.draw() * end);
  }

  /** Whether what has this probability comes about. */
  comes(probability: number): boolean {
    return this.draw() < probability;
  }

  one<const All extends readonly [unknown, ...unknown[]]>(of: All): All[number] {
    return of[this.below(of.length)];
  }

  /** Mostly short, now and then long: what delays of processes are like. */
  delayMs(usualMs: number): number {
    return Math.round(usualMs * this.draw() ** 3 * (this.comes(0.02) ? 50 : 1));
  }
}
