import type { Happening, Timer } from "../supervision/index.ts";

interface Entry {
  at: number;
  happening: Happening;
}

/** What will happen in virtual time, in its order; what falls together happens in the order in which it was put. */
export class Agenda {
  #entries: Entry[] = [];

  /** When the next of it happens; never, when nothing is left. */
  get nextAt(): number {
    return this.#entries[0]?.at ?? Number.POSITIVE_INFINITY;
  }

  /** Whether only maximum uptimes are left, which come round for ever. */
  get isSteady(): boolean {
    return this.#entries.every(({ happening }) => happening.kind === "due" && happening.timer.kind === "uptime");
  }

  put(at: number, happening: Happening): void {
    const later = this.#entries.findLastIndex((entry) => entry.at <= at) + 1;
    this.#entries.splice(later, 0, { at, happening });
  }

  /** A timer with the same key replaces the earlier one. */
  wake(timer: Timer, at: number): void {
    this.cancel(timer);
    this.put(at, { kind: "due", timer });
  }

  cancel(timer: Timer): void {
    this.#entries = this.#entries.filter(
      ({ happening }) => !(happening.kind === "due" && same(happening.timer, timer)),
    );
  }

  take(): Entry | undefined {
    return this.#entries.shift();
  }
}

function same(a: Timer, b: Timer): boolean {
  return a.kind === b.kind && a.incarnation === b.incarnation && a.path === b.path;
}
