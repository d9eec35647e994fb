import type { Readable } from "node:stream";
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
    if (this.#pattern?.test(line)) this.#say();
  }

  /**
   * What it writes on a descriptor of its own: the end of the first line counts. All later is read and dropped,
   * since a program that goes on writing would be killed by a pipe that is closed, and wait for ever for one that is full.
   */
  listen(line: Readable): void {
    line.on("data", (chunk: Buffer) => {
      if (chunk.includes("\n")) this.#say();
    });
    line.on("error", () => line.destroy()); // then it has said all it could
  }

  await(ready: () => void): Cancel {
    this.#ready = ready;
    if (this.#said) queueMicrotask(() => this.#ready?.());
    return () => {
      this.#ready = null;
    };
  }

  #say(): void {
    if (this.#said) return;
    this.#said = true;
    this.#ready?.();
  }
}
