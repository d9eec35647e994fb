import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { Endpoint } from "../client/index.ts";

/** Beside this program, where the build puts it. */
const program = join(__dirname, "adapter-pulse.cjs");

/**
 * Tells a runtime that this process lives, for as long as both do: by a thread, since the session's own may have a large source map to read while processes
 * wait for it. Without it a frozen session would be found by nobody.
 */
export function startPulse(endpoint: Endpoint, failed: (message: string) => void): void {
  const thread = new Worker(program, { workerData: endpoint, execArgv: [], env: {} });
  thread.once("error", ({ message }) => failed(message));
  thread.unref();
}
