import type { Path } from "../../wire/index.ts";
import type { LiveProcess } from "./processes.ts";

/** URL → hash of a text. */
type Hashes = Record<string, string>;

export interface SavedCommitted {
  texts: Hashes;
  /** Paths whose processes, and those below, load what is on disk. */
  fresh: Path[];
}

/**
 * What a process that starts later loads: the text that was reloaded, or rolled back to, whatever is on disk by then; a failed edit that
 * was saved takes no process down at its next restart. A process that a person restarts loads what is on disk, until the next reload.
 */
export class Committed {
  #texts: Hashes;
  readonly #fresh: Set<Path>;
  /** What was committed when the process of a path was started; before all else, what an earlier runtime had left. */
  readonly #given = new Map<Path, Hashes>();
  readonly #begun: Hashes;

  constructor({ texts, fresh }: SavedCommitted) {
    this.#texts = texts;
    this.#begun = texts;
    this.#fresh = new Set(fresh);
  }

  /** What the process that is now started at this path loads instead of the files. */
  give(path: Path): Hashes {
    this.#given.set(path, this.#texts);
    return this.#for(path);
  }

  /** From now on these are loaded. Answers with the way back. */
  set(texts: readonly { url: string; hash: string }[]): () => void {
    const before = this.#texts;
    this.#texts = { ...before, ...Object.fromEntries(texts.map(({ url, hash }) => [url, hash])) };
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

  /** What was committed after the process was started, without it as it had not told of its modules yet, and what it does not run. */
  missedBy({ path, modules }: LiveProcess): { url: string; hash: string }[] {
    const given = this.#given.get(path) ?? this.#begun;
    return Object.entries(this.#for(path)).flatMap(([url, hash]) => {
      const runs = modules.get(url)?.hash;
      return runs === undefined || runs === hash || given[url] === hash ? [] : [{ url, hash }];
    });
  }

  /** What it missed until now is no longer missed. */
  leave({ path }: LiveProcess): void {
    this.#given.set(path, this.#texts);
  }

  saved(): SavedCommitted {
    return { texts: this.#texts, fresh: [...this.#fresh] };
  }

  #for(path: Path): Hashes {
    const fresh = [...this.#fresh].some((each) => path === each || path.startsWith(`${each}/`));
    return fresh ? {} : this.#texts;
  }
}
