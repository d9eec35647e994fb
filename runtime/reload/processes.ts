import type { FromAgent, ModuleLoaded, ToAgent } from "../../wire/index.ts";

/** One incarnation of a child. */
export interface ProcessKey {
  readonly path: string;
  readonly incarnation: number;
}

export interface LiveProcess extends ProcessKey {
  /** Whether the process loads the project's modules so that they can be reloaded. */
  readonly hot: boolean;
  readonly node: string;
  /** URL → what the process runs of it. */
  readonly modules: Map<string, { hash: string; kind: ModuleLoaded["kind"] }>;
  /** What it declares with `hot.state`, with the URL of the module that does. */
  states: readonly { url: string; name: string; version: number }[];
}

/** What became of a question: the answer, or why there is none. */
export type Heard = FromAgent | "gone" | "silent";

/** What became of a process that was started just now: it has loaded modules, it has ended, or it did neither in time. */
export type Arrived = "loaded" | "gone" | "silent";

interface Waiting {
  wants(message: FromAgent): boolean;
  settle(heard: Heard): void;
}

export interface Reach {
  /** Sends to a process's agent; does nothing when the process is gone. */
  send(to: ProcessKey, message: ToAgent): void;
  /** Whether a debugger has paused the process: it can answer nothing then. */
  isPaused(process: ProcessKey): boolean;
  /** Children whose processes have only just begun, so that what they will have loaded is not known yet. */
  starting(): string[];
  /** For how long an answer is waited for; a process answers within milliseconds, unless it is busy or the machine is. */
  answerWithinMs: number;
}

/** The processes with an agent, what each has loaded, and questions to them. */
export class Processes {
  readonly #arriving = new Map<string, Set<(arrived: Arrived) => void>>();
  readonly #live = new Map<string, { process: LiveProcess; waiting: Set<Waiting> }>();
  readonly reach: Reach;

  constructor(reach: Reach) {
    this.reach = reach;
  }

  get all(): LiveProcess[] {
    return [...this.#live.values()].map(({ process }) => process);
  }

  having(url: string): LiveProcess[] {
    return this.all.filter((process) => process.modules.has(url));
  }

  /** Those that run this text of the module. */
  running({ url, hash }: { url: string; hash: string }): LiveProcess[] {
    return this.having(url).filter(({ modules }) => modules.get(url)?.hash === hash);
  }

  /** The process, as long as it lives. */
  find(process: ProcessKey): LiveProcess | undefined {
    return this.#live.get(keyOf(process))?.process;
  }

  hello({ path, incarnation }: ProcessKey, { hot, node }: { hot: boolean; node: string }): void {
    const process: LiveProcess = { path, incarnation, hot, node, modules: new Map(), states: [] };
    this.#live.set(keyOf(process), { process, waiting: new Set() });
  }

  hear(from: ProcessKey, message: FromAgent): void {
    const found = this.#live.get(keyOf(from));
    if (!found) return;
    if (message.kind === "loaded") {
      for (const { url, hash, kind } of message.modules) found.process.modules.set(url, { hash, kind });
      this.#arrived(from.path, "loaded");
    }
    if (message.kind === "declared") found.process.states = message.states;
    for (const waiting of found.waiting) if (waiting.wants(message)) waiting.settle(message);
  }

  gone(process: ProcessKey): void {
    const found = this.#live.get(keyOf(process));
    this.#live.delete(keyOf(process));
    for (const waiting of found?.waiting ?? []) waiting.settle("gone");
    this.ended(process.path);
  }

  /** The process of this path is over; one that ends at once never had a connection. */
  ended(path: string): void {
    this.#arrived(path, "gone");
  }

  /** Settles when the next process of this path has loaded its first modules or has ended, at the latest after `answerWithinMs`. */
  nextArrival(path: string): Promise<Arrived> {
    return new Promise((resolve) => {
      const waiting = this.#arriving.get(path) ?? new Set();
      this.#arriving.set(path, waiting);
      const settle = (arrived: Arrived) => {
        clearTimeout(timer);
        waiting.delete(settle);
        resolve(arrived);
      };
      const timer = setTimeout(() => settle("silent"), this.reach.answerWithinMs);
      waiting.add(settle);
    });
  }

  #arrived(path: string, arrived: Arrived): void {
    for (const settle of this.#arriving.get(path) ?? []) settle(arrived);
  }

  tell(process: ProcessKey, message: ToAgent): void {
    this.reach.send(process, message);
  }

  /** Sends and waits for the first answer that is wanted, for at most `timeoutMs`. */
  ask(
    process: ProcessKey,
    message: ToAgent,
    wants: (message: FromAgent) => boolean,
    timeoutMs: number,
  ): Promise<Heard> {
    const found = this.#live.get(keyOf(process));
    if (!found) return Promise.resolve("gone");
    return new Promise((resolve) => {
      const waiting: Waiting = {
        wants,
        settle: (heard) => {
          clearTimeout(timer);
          found.waiting.delete(waiting);
          resolve(heard);
        },
      };
      const timer = setTimeout(() => waiting.settle("silent"), timeoutMs);
      found.waiting.add(waiting);
      this.reach.send(process, message);
    });
  }
}

function keyOf({ path, incarnation }: ProcessKey): string {
  return `${path}#${incarnation}`;
}
