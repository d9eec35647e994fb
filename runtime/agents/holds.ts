import { matches, type Path } from "../../wire/index.ts";

/** A process that waits at entry, and who has still to say that it may go on. */
export interface Held<Holder> {
  path: Path;
  incarnation: number;
  pid: number;
  by: Set<Holder>;
}

/**
 * Who debugs what, and what is held for whom. A process goes on when all who hold it have released it or are gone:
 * each method returns the processes that nobody holds any longer.
 */
export class Holds<Holder> {
  /** The path patterns that a client debugs; an empty list means all. */
  readonly #debugging = new Map<Holder, readonly string[]>();
  readonly #held = new Map<Path, Held<Holder>>();

  /** Those who debug this path. */
  debuggersOf(path: Path): Holder[] {
    return [...this.#debugging].flatMap(([holder, only]) => (covers(only, path) ? [holder] : []));
  }

  /** From now on `holder` debugs what matches `only`; answers with what is held already and now by it, too. */
  debug(holder: Holder, only: readonly string[]): { joined: Held<Holder>[]; free: Held<Holder>[] } {
    const before = this.undebug(holder);
    this.#debugging.set(holder, only);
    const joined = [...before, ...this.#held.values()].filter((held) => covers(only, held.path));
    for (const held of joined) {
      held.by.add(holder);
      this.#held.set(held.path, held);
    }
    return { joined, free: before.filter((held) => held.by.size === 0) };
  }

  undebug(holder: Holder): Held<Holder>[] {
    this.#debugging.delete(holder);
    for (const held of this.#held.values()) held.by.delete(holder);
    return this.#free();
  }

  /** A process waits at entry; returns who holds it, nobody if nobody debugs it any more. */
  hold(path: Path, incarnation: number, pid: number): Holder[] {
    const by = this.debuggersOf(path);
    if (by.length > 0) this.#held.set(path, { path, incarnation, pid, by: new Set(by) });
    return by;
  }

  find(path: Path, incarnation: number): Held<Holder> | null {
    const held = this.#held.get(path);
    return held?.incarnation === incarnation ? held : null;
  }

  /** `holder` lets it go on; one that does not hold it itself lets it go on whoever else does. */
  release(holder: Holder, held: Held<Holder>): Held<Holder>[] {
    if (!held.by.delete(holder)) held.by.clear();
    return this.#free();
  }

  /** The process is over. */
  forget(path: Path, incarnation: number): void {
    if (this.find(path, incarnation)) this.#held.delete(path);
  }

  #free(): Held<Holder>[] {
    const free = [...this.#held.values()].filter((held) => held.by.size === 0);
    for (const held of free) this.#held.delete(held.path);
    return free;
  }
}

function covers(only: readonly string[], path: Path): boolean {
  return only.length === 0 || only.some((pattern) => matches(pattern, path));
}
