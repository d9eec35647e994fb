import { randomInt } from "node:crypto";
import { adoptLife } from "./children/adopted.ts";
import { escapedFrom } from "./children/descendants.ts";
import { type LifeTools, startLife } from "./children/kept-life.ts";
import { readUsage } from "./metrics/read.ts";
import { openLogFile } from "./output/log-file.ts";
import type { World } from "./world.ts";

/** The longest delay that a timer of Node takes. */
const longestDelayMs = 2 ** 31 - 1;

/** The system's clock, chance, timers and processes. */
export function realWorld(tools: LifeTools): World {
  const world: World = {
    now: () => Date.now(),
    seed: () => randomInt(2 ** 32),
    wake(at, ring) {
      const delayMs = Math.max(0, at - Date.now());
      if (delayMs <= longestDelayMs) {
        const timer = setTimeout(ring, delayMs);
        return () => clearTimeout(timer);
      }
      let cancel = () => {};
      const timer = setTimeout(() => {
        cancel = world.wake(at, ring);
      }, longestDelayMs);
      return () => {
        clearTimeout(timer);
        cancel();
      };
    },
    openLog: openLogFile,
    usage: readUsage,
    start: (order, hear) => startLife(order, tools, hear),
    adopt: (order, hear) => adoptLife(order, tools.project, hear),
    escaped: escapedFrom,
  };
  return world;
}
