import type { Alive } from "../../spec/index.ts";
import { commandFailure, type Where } from "./command.ts";
import { isAnswering } from "./http.ts";
import { isAccepting } from "./port.ts";

export type { Where } from "./command.ts";

/** What is asked of a child from outside. */
export type Asked = Alive["check"];

/** Asks about one child, never twice at once, until somebody ends it. */
export class Asking {
  readonly #asked: Asked;
  readonly #where: Where;
  #over = false;
  #limit: AbortController | null = null;
  #wake: () => void = () => {};

  constructor(asked: Asked, where: Where) {
    this.#asked = asked;
    this.#where = where;
  }

  get over(): boolean {
    return this.#over;
  }

  /** Null when the answer is good and comes within this time, else what is wrong, without a full stop. */
  async ask(withinMs: number): Promise<string | null> {
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(), withinMs);
    this.#limit = limit;
    const wrong = await failure(this.#asked, this.#where, limit.signal);
    clearTimeout(timer);
    this.#limit = null;
    return wrong;
  }

  pause(ms: number): Promise<void> {
    if (this.#over) return Promise.resolve();
    return new Promise((settle) => {
      const timer = setTimeout(settle, ms);
      this.#wake = () => {
        clearTimeout(timer);
        settle();
      };
    });
  }

  /** Nobody wants to know any more: what was begun is given up. */
  end(): void {
    this.#over = true;
    this.#limit?.abort();
    this.#wake();
  }
}

async function failure(asked: Asked, where: Where, over: AbortSignal): Promise<string | null> {
  switch (asked.by) {
    case "port":
      if (await isAccepting(asked.host, asked.port, over)) return null;
      return `nothing accepts connections on port ${asked.port} of ${asked.host}`;
    case "http":
      if (await isAnswering(asked.url, over)) return null;
      return `${asked.url} does not answer with a status from 200 to 399`;
    case "command":
      return commandFailure(asked.command, where, over);
  }
}
