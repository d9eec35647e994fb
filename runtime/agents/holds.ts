import { matches, type Path } from "../../wire/index.ts";

/** One process with an agent: the one of an incarnation, or a descendant of it. */
export interface HeldProcess {
  path: Path;
  incarnation: number;
  pid: number;
  descendant: boolean;
}

/** A process that waits at entry, and who has still to say that it may go on. */
export interface Held<Holder> extends HeldProcess {
  by: Set<Holder>;
}

/** What a client debugs. */
export interface Interest {
  /** Path patterns; all when empty. */
  only: readonly string[];
  /** Also the Node processes that those start. */
  descendants: boolean;
}

/**
 * Who debugs what, and what is held for whom. A process goes on when all who hold it have released it or are gone:
 * each method returns the processes that nobody holds any longer.
 */
export class Holds<Holder> {
  readonly #debugging = new Map<Holder, Interest>();
  readonly #held = new Map<string, Held<Holder>>();

  /** Those who debug this path; or only those who debug its descendants, too. */
  debuggersOf(path: Path, descendant = false): Holder[] {
    return [...this.#debugging].flatMap(([holder, interest]) => (covers(interest, path, descendant) ? [holder] : []));
  }

  /** From now on `holder` debugs this; answers with what is held already and now by it, too. */
  debug(holder: Holder, interest: Interest): { joined: Held<Holder>[]; free: Held<Holder>[] } {
    const before = this.undebug(holder);
    this.#debugging.set(holder, interest);
    const joined = [...before, ...this.#held.values()].filter((held) => covers(interest, held.path, held.descendant));
    for (const held of joined) {
      held.by.add(holder);
      this.#held.set(keyOf(held), held);
    }
    return { joined, free: before.filter((held) => held.by.size === 0) };
  }

  undebug(holder: Holder): Held<Holder>[] {
    this.#debugging.delete(holder);
    for (const held of this.#held.values()) held.by.delete(holder);
    return this.#free();
  }

  /** A process waits at entry; returns who holds it, nobody if nobody debugs it any more. */
  hold(process: HeldProcess): Holder[] {
    const by = this.debuggersOf(process.path, process.descendant);
    if (by.length > 0) this.#held.set(keyOf(process), { ...process, by: new Set(by) });
    return by;
  }

  /** The process of an incarnation, or the descendant of it with this pid. */
  find(path: Path, incarnation: number, descendant: number | null = null): Held<Holder> | null {
    const held = this.#held.get(descendant === null ? path : keyOf({ path, pid: descendant, descendant: true }));
    return held?.incarnation === incarnation ? held : null;
  }

  /** `holder` lets it go on; one that does not hold it itself lets it go on whoever else does. */
  release(holder: Holder, held: Held<Holder>): Held<Holder>[] {
    if (!held.by.delete(holder)) held.by.clear();
    return this.#free();
  }

  /** The process is over. */
  forget(path: Path, incarnation: number, descendant: number | null = null): void {
    const held = this.find(path, incarnation, descendant);
    if (held) this.#held.delete(keyOf(held));
  }

  #free(): Held<Holder>[] {
    const free = [...this.#held.values()].filter((held) => held.by.size === 0);
    for (const held of free) this.#held.delete(keyOf(held));
    return free;
  }
}

/** A path has no line end, so that no child's is another's descendant. */
function keyOf({ path, pid, descendant }: Pick<HeldProcess, "path" | "pid" | "descendant">): string {
  return descendant ? `${path}\n${pid}` : path;
}

function covers({ only, descendants }: Interest, path: Path, descendant: boolean): boolean {
  if (descendant && !descendants) return false;
  return only.length === 0 || only.some((pattern) => matches(pattern, path));
}
