import type { AgentSettings, FromAgent } from "../wire/agent.ts";
import { debuggerThread } from "../wire/threads.ts";

/** What the thread of a debug channel is started with. */
export interface ChannelOrder {
  socket: string;
  secret: string;
  channel: string;
}

/**
 * Opens a debug channel without a port: a thread that connects to the runtime by itself and debugs this thread, also while it is paused
 * or busy. It neither keeps the process alive nor waits for anything when the process ends; it ends with its connection.
 */
export function openChannel({ socket, secret }: AgentSettings, channel: string, tell: (said: FromAgent) => void): void {
  const { Worker } = process.getBuiltinModule("node:worker_threads");
  const failed = (error: unknown) =>
    tell({ kind: "channel_failed", channel, message: error instanceof Error ? error.message : String(error) });
  try {
    const order: ChannelOrder = { socket, secret, channel };
    // Nothing of the program's own options or environment is for this thread.
    const options = { workerData: order, execArgv: [], env: {}, name: debuggerThread, stdin: false };
    const thread = new Worker(`${__dirname}/agent-debugger.cjs`, options);
    thread.once("error", failed);
    thread.unref();
  } catch (error) {
    failed(error); // Node's permission model allows no threads, say
  }
}
