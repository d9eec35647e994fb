let last: Promise<void> | null = null;

/**
 * Null when no process has been started in this turn of the event loop, else settled in the next that is free: starting one takes its
 * time, and between a thousand of them clients and agents want to be heard.
 */
export function turn(): Promise<void> | null {
  const mine = last;
  const next = (mine ?? Promise.resolve()).then(() => new Promise<void>((settle) => setImmediate(settle)));
  last = next;
  void next.then(() => {
    if (last === next) last = null;
  });
  return mine;
}
