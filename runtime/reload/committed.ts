import type { Path } from "../../wire/index.ts";

/**
 * What a process that starts later loads: the text that was reloaded, or rolled back to, whatever is on disk by then; a failed edit that
 * was saved takes no process down at its next restart. A process that a person restarts loads what is on disk, until the next reload.
 */
export class Committed {
  #texts = new Map<string, string>();
  readonly #fresh = new Set<Path>();

  /** URL → hash of the text to be loaded by a process of this path. */
  for(path: Path): Record<string, string> {
    const fresh = [...this.#fresh].some((each) => path === each || path.startsWith(`${each}/`));
    return fresh ? {} : Object.fromEntries(this.#texts);
  }

  /** From now on these are loaded. Answers with the way back. */
  set(texts: readonly { url: string; hash: string }[]): () => void {
    const before = new Map(this.#texts);
    for (const { url, hash } of texts) this.#texts.set(url, hash);
    return () => {
      this.#texts = before;
    };
  }

  /** All have taken a reload, so nobody runs what is on disk instead. */
  settled(): void {
    this.#fresh.clear();
  }

  /** Whoever is started at this path or below from now on loads what is on disk. */
  forget(path: Path): void {
    this.#fresh.add(path);
  }
}
