import { debuggerThread } from "../../wire/index.ts";
import type { Cdp, CdpEvent } from "./cdp.ts";
import type { Pipe } from "./pipe.ts";

/** A worker thread of a debugged process. */
export interface WorkerThread {
  pipe: Pipe;
  /** It waits before its first line until `Runtime.runIfWaitingForDebugger`. */
  isHeld: boolean;
}

interface Ends {
  message(text: string): void;
  closed(): void;
}

/** The worker threads of one process, each debugged through the process's own channel; one that starts waits for its breakpoints. */
export class Workers {
  readonly #cdp: Cdp;
  readonly #started: (worker: WorkerThread) => void;
  readonly #ends = new Map<string, Ends>();

  constructor(cdp: Cdp, started: (worker: WorkerThread) => void) {
    this.#cdp = cdp;
    this.#started = started;
  }

  /** From now on: those that run already are told, too. */
  watch(): void {
    this.#cdp.tell("NodeWorker.enable", { waitForDebuggerOnStart: true });
  }

  /** Whether the event was about worker threads. */
  hear(event: CdpEvent): boolean {
    switch (event.method) {
      case "NodeWorker.attachedToWorker": {
        const { sessionId, workerInfo, waitingForDebugger } = event.params;
        if (workerInfo.title.endsWith(debuggerThread)) this.#leave(sessionId);
        else this.#started({ pipe: this.#pipe(sessionId), isHeld: waitingForDebugger });
        return true;
      }
      case "NodeWorker.receivedMessageFromWorker":
        this.#ends.get(event.params.sessionId)?.message(event.params.message);
        return true;
      case "NodeWorker.detachedFromWorker":
        this.#close(event.params.sessionId);
        return true;
      default:
        return false;
    }
  }

  /** The process's channel is closed, and its threads' with it. */
  closed(): void {
    for (const sessionId of [...this.#ends.keys()]) this.#close(sessionId);
  }

  /** A thread of ours, which holds the very channel: nobody debugs it. */
  #leave(sessionId: string): void {
    const message = JSON.stringify({ id: 1, method: "Runtime.runIfWaitingForDebugger" });
    this.#cdp.tell("NodeWorker.sendMessageToWorker", { sessionId, message });
    this.#cdp.tell("NodeWorker.detach", { sessionId });
  }

  #pipe(sessionId: string): Pipe {
    return {
      listen: (message, closed) => void this.#ends.set(sessionId, { message, closed }),
      send: (message) => this.#cdp.tell("NodeWorker.sendMessageToWorker", { sessionId, message }),
      close: () => {
        this.#cdp.tell("NodeWorker.detach", { sessionId });
        this.#close(sessionId);
      },
    };
  }

  #close(sessionId: string): void {
    const ends = this.#ends.get(sessionId);
    this.#ends.delete(sessionId);
    ends?.closed();
  }
}
