/** What waits to be handled, in the order in which it came. One loop reads it; anybody may put. */
export interface Inbox<Item> extends AsyncIterable<Item> {
  put(item: Item): void;
  /** The loop ends once everything put before has been read. */
  close(): void;
}

export function createInbox<Item>(): Inbox<Item> {
  let waiting: Item[] = [];
  let open = true;
  let wake: (() => void) | null = null;
  const ring = () => {
    wake?.();
    wake = null;
  };

  return {
    put(item) {
      waiting.push(item);
      ring();
    },
    close() {
      open = false;
      ring();
    },
    async *[Symbol.asyncIterator]() {
      while (open || waiting.length > 0) {
        const batch = waiting;
        waiting = [];
        yield* batch;
        if (open && waiting.length === 0) await new Promise<void>((settle) => (wake = settle));
      }
    },
  };
}
