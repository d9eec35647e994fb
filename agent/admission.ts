/** Where calls of entries pass: while it is closed new ones wait; who closes it can wait for those that are under way. */
export class Gate {
  #underWay = 0;
  /** Calls that are running just now, one inside the other: they must not wait for themselves. */
  #inside = 0;
  #closed: { opened: Promise<void>; open: () => void } | null = null;
  #idle: (() => void)[] = [];

  /** Calls at once while the gate is open, else when it opens. Calls that are not `counted` are not waited for. */
  pass<R>(call: () => R, counted: boolean): R | Promise<Awaited<R>> {
    if (this.#closed && this.#inside === 0)
      return this.#closed.opened.then(() => this.#run(call, counted)) as Promise<Awaited<R>>;
    return this.#run(call, counted);
  }

  close(): void {
    if (this.#closed) return;
    let open = () => {};
    const opened = new Promise<void>((settle) => {
      open = settle;
    });
    this.#closed = { opened, open };
  }

  open(): void {
    this.#closed?.open();
    this.#closed = null;
  }

  /** How many calls have not ended; they are waited for until `until` (milliseconds since the epoch) at the latest. */
  async drained(until: number): Promise<number> {
    if (this.#underWay === 0) return 0;
    await new Promise<void>((settle) => {
      const timer = setTimeout(settle, Math.max(0, until - Date.now()));
      this.#idle.push(() => {
        clearTimeout(timer);
        settle();
      });
    });
    return this.#underWay;
  }

  #run<R>(call: () => R, counted: boolean): R {
    if (!counted) return call();
    this.#underWay += 1;
    this.#inside += 1;
    let result: R;
    try {
      result = call();
    } catch (error) {
      this.#ended();
      throw error;
    } finally {
      this.#inside -= 1;
    }
    if (isThenable(result)) result.then(this.#ended, this.#ended);
    else this.#ended();
    return result;
  }

  readonly #ended = () => {
    this.#underWay -= 1;
    if (this.#underWay > 0) return;
    for (const settle of this.#idle.splice(0)) settle();
  };
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";
}
