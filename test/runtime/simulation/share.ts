import { Killed } from "./memory.ts";
import { simulate } from "./simulate.ts";

/** One process's share of the seeds: `share.ts EVENTS SEED…` tells its parent how many events were handled, or why it failed. */
const complain = console.error;
/** A command that was under way in a runtime that is killed complains to nobody. */
console.error = (...words: unknown[]) => {
  if (!words.some((word) => word instanceof Killed)) complain(...words);
};
const [events = 0, ...seeds] = process.argv.slice(2).map(Number);
let handled = 0;
try {
  for (const seed of seeds) handled += await simulate(seed, events);
  process.send?.({ handled });
} catch (error) {
  process.send?.({ failure: error instanceof Error ? error.stack : String(error) });
}
