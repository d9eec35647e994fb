import type { Timer } from "../core/index.ts";
import type { Cancel, World } from "./world.ts";

/** The timers that core asked for, by their keys: at most one of each. */
export class Timers {
  readonly #world: World;
  readonly #due: (timer: Timer) => void;
  readonly #running = new Map<string, Cancel>();

  constructor(world: World, due: (timer: Timer) => void) {
    this.#world = world;
    this.#due = due;
  }

  wake(timer: Timer, at: number): void {
    this.cancel(timer);
    const ring = () => {
      this.#running.delete(keyOf(timer));
      this.#due(timer);
    };
    this.#running.set(keyOf(timer), this.#world.wake(at, ring));
  }

  cancel(timer: Timer): void {
    this.#running.get(keyOf(timer))?.();
    this.#running.delete(keyOf(timer));
  }

  cancelAll(): void {
    for (const cancel of this.#running.values()) cancel();
    this.#running.clear();
  }
}

const keyOf = (timer: Timer) => `${timer.kind} ${timer.incarnation} ${timer.path}`;
