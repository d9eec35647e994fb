import type { Reloaded } from "./declared.ts";

/** What one version of a module has asked for: it is handed over when the next version takes its place. */
export class Owned {
  readonly before = new Set<() => unknown>();
  readonly after = new Set<(reloaded: Reloaded) => unknown>();
  readonly #effects: { start: () => unknown; stop: unknown }[] = [];
  readonly #disposers: (() => unknown)[] = [];

  /** `now`: this version runs already, so the effect takes place at once. */
  effect(start: () => unknown, now: boolean): void {
    this.#effects.push({ start, stop: now ? start() : undefined });
  }

  dispose(dispose: () => unknown): void {
    this.#disposers.push(dispose);
  }

  /** Starts the effects in the order in which they were asked for. */
  async start(): Promise<void> {
    for (const effect of this.#effects) effect.stop = await effect.start();
  }

  /** Ends them in the opposite order; what an effect returned is the way to end it. */
  async stop(): Promise<void> {
    for (const effect of [...this.#effects].reverse()) {
      const { stop } = effect;
      effect.stop = undefined;
      if (typeof stop === "function") await stop();
    }
  }

  /** Nobody comes back to this version: what it holds is given up. */
  async discard(): Promise<void> {
    for (const dispose of this.#disposers.splice(0).reverse()) await dispose();
  }
}
