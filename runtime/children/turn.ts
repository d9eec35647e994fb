let last: Promise<void> = Promise.resolve();

/**
 * Settles at once when no process has been started in this turn of the event loop, else in the next that is free: starting one blocks for
 * milliseconds, and between a thousand of them clients and agents want to be heard.
 */
export function turn(): Promise<void> {
  const mine = last;
  last = mine.then(() => new Promise((settle) => setImmediate(settle)));
  return mine;
}
