import type { Path, ReloadProgress, RollingRestart } from "../../wire/index.ts";
import { reasonOf } from "../refusal.ts";
import type { Arrived } from "./processes.ts";
import { inTreeOrder } from "./tree-order.ts";

interface Rolling {
  /** All paths of the tree, in start order. */
  order(): readonly Path[];
  /** Restarts one child; settles when it is ready, rejects when it does not get so far. */
  restart(path: Path): unknown;
  /** Ready may mean no more than spawned; whether the code that it was restarted for runs is known when it has loaded it. */
  arrival(path: Path): Promise<Arrived>;
  progress(progress: ReloadProgress): void;
}

/**
 * Restarts the processes one after the other in the tree's order, each when the one before is ready, and stops at the first that
 * fails: a module that is broken never takes more than one process down.
 */
export async function rollingRestart(paths: readonly Path[], rolling: Rolling): Promise<RollingRestart> {
  const inOrder = inTreeOrder(paths, rolling.order());
  const restarted: Path[] = [];
  for (const path of inOrder) {
    try {
      await rolling.restart(path);
      if ((await rolling.arrival(path)) === "gone")
        throw new Error(`it ended while it loaded its modules; see its log`);
    } catch (error) {
      return { restarted, failed: { path, message: reasonOf(error) } };
    }
    restarted.push(path);
    rolling.progress({ step: "restart", done: restarted.length, total: inOrder.length, path });
  }
  return { restarted, failed: null };
}
