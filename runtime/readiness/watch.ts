import { type Alive, formatDuration } from "../../spec/index.ts";
import type { Cancel } from "../world.ts";
import { Asking, type Where } from "./asking.ts";

/**
 * Asks from now on whether a child lives, the first time after `everyMs`. `failed` is told each time `alive.failures` checks in a row
 * or more have failed: whoever could not act on the first, since a debugger held the child, hears of it again. Null: nothing is asked.
 */
export function watch(alive: Alive | null, where: Where, failed: (error: string) => void): Cancel {
  if (alive === null) return () => {};
  const asking = new Asking(alive.check, where);
  void askWhileWatched(asking, alive, failed);
  return () => asking.end();
}

async function askWhileWatched(asking: Asking, alive: Alive, failed: (error: string) => void): Promise<void> {
  let failures = 0;
  let next = asking.pause(alive.everyMs);
  for (;;) {
    await next;
    if (asking.over) return;
    next = asking.pause(alive.everyMs);
    const wrong = await asking.ask(alive.timeoutMs);
    if (asking.over) return;
    failures = wrong === null ? 0 : failures + 1;
    if (wrong !== null && failures >= alive.failures) failed(sentence(failures, wrong, alive.timeoutMs));
  }
}

/** “3 checks in a row have failed: nothing accepts connections on port 80 of 127.0.0.1 (within 2s).” */
function sentence(failures: number, wrong: string, timeoutMs: number): string {
  const many = failures === 1 ? "The check whether it is alive has" : `${failures} checks in a row have`;
  return `${many} failed: ${wrong.replace(/\.$/, "")} (within ${formatDuration(timeoutMs)}).`;
}
