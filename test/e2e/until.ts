import { setTimeout as sleep } from "node:timers/promises";

/** Does something until it has its effect: what is drawn anew at that moment hears neither mouse nor key. */
export async function until(effect: Promise<unknown>, act: () => Promise<void>): Promise<void> {
  let done = false;
  const settled = effect.then(() => {
    done = true;
  });
  while (!done) {
    await act();
    await Promise.race([settled, sleep(15_000, undefined, { ref: false })]);
  }
}
