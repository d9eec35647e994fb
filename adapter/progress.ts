/** A wait shorter than this is not worth a bar. */
const shownAfterMs = 400;

interface Wait {
  title: string;
  /** What cancelling it does; null where it cannot be cancelled. */
  giveUp: (() => void) | null;
}

/** Shows the client that something takes long, where it can show that. */
export class Progress {
  readonly #emit: (event: string, body: object) => void;
  readonly #isShown: () => boolean;
  readonly #waits = new Map<string, Wait>();
  #next = 1;

  constructor(emit: (event: string, body: object) => void, isShown: () => boolean) {
    this.#emit = emit;
    this.#isShown = isShown;
  }

  /** The work's own result; shown while it lasts. */
  async during<T>(wait: Wait, work: Promise<T>, requestId?: number): Promise<T> {
    const progressId = `wait-${this.#next++}`;
    const timer = setTimeout(() => {
      if (!this.#isShown()) return;
      this.#waits.set(progressId, wait);
      const cancellable = wait.giveUp !== null;
      this.#emit("progressStart", { progressId, title: wait.title, requestId, cancellable });
    }, shownAfterMs).unref();
    try {
      return await work;
    } finally {
      clearTimeout(timer);
      if (this.#waits.delete(progressId)) this.#emit("progressEnd", { progressId });
    }
  }

  /** The person at the client does not want to wait any longer. */
  cancel(progressId: string): void {
    this.#waits.get(progressId)?.giveUp?.();
  }
}
