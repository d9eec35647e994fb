import type { Ready } from "../../spec/index.ts";
import type { Cancel } from "../world.ts";

/** Readiness that the child announces itself. It may do so before anybody asks: what it said is remembered. */
export class Announced {
  readonly #pattern: RegExp | null;
  #said = false;
  #ready: (() => void) | null = null;

  constructor(ready: Extract<Ready, { by: "log" | "fd" }>) {
    this.#pattern = ready.by === "log" ? new RegExp(ready.pattern) : null;
  }

  /** A line of its output. */
  see(line: string): void {
    if (this.#pattern?.test(line)) this.say();
  }

  /** It has said so in another way. */
  say(): void {
    if (this.#said) return;
    this.#said = true;
    this.#ready?.();
  }

  await(ready: () => void): Cancel {
    this.#ready = ready;
    if (this.#said) queueMicrotask(() => this.#ready?.());
    return () => {
      this.#ready = null;
    };
  }
}
