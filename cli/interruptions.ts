const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Wishes of the person at the terminal to end it, caught from now on; those that come before anybody listens are kept. */
export class Interruptions {
  #early = 0;
  #listener: (() => void) | null = null;
  readonly #hear = () => {
    if (this.#listener) this.#listener();
    else this.#early += 1;
  };

  constructor() {
    for (const signal of signals) process.on(signal, this.#hear);
  }

  listen(listener: () => void): void {
    this.#listener = listener;
    for (; this.#early > 0; this.#early -= 1) listener();
  }

  stop(): void {
    for (const signal of signals) process.off(signal, this.#hear);
  }
}
