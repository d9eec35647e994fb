import { type InspectorNotification, Session } from "node:inspector";
import { connect } from "node:net";
import { workerData } from "node:worker_threads";
import type { ChannelOrder } from "./channel.ts";

/**
 * The thread of a debug channel: the debug protocol of the main thread, a message a line, over a socket of its own.
 * When the socket closes, the session ends, so that a paused program goes on, and this thread with it. Worker threads that are debugged
 * along are left one by one: Node would leave a paused one paused for ever.
 */
const { socket: path, secret, channel }: ChannelOrder = workerData;
const session = new Session();
session.connectToMainThread();
const socket = connect(path);
socket.on("error", () => socket.destroy()); // `close` follows
const workers = new Set<string>();
socket.once("close", () => {
  for (const sessionId of workers) session.post("NodeWorker.detach", { sessionId });
  session.post("Runtime.getIsolateId", () => session.disconnect()); // answered when all before it has been obeyed
});
session.on("inspectorNotification", (notification: InspectorNotification<object>) => send(notification));
session.on("NodeWorker.attachedToWorker", ({ params }) => workers.add(params.sessionId));
session.on("NodeWorker.detachedFromWorker", ({ params }) => workers.delete(params.sessionId));
send({ kind: "channel", secret, channel });

let rest = "";
socket.setEncoding("utf8").on("data", (text) => {
  const lines = (rest + text).split("\n");
  rest = lines.pop() ?? "";
  for (const line of lines) ask(JSON.parse(line));
});

function ask({ id, method, params }: { id: number; method: string; params?: object }): void {
  session.post(method, params, (error, result) => send(error ? { id, error: failure(error) } : { id, result }));
}

function send(message: object): void {
  if (!socket.destroyed) socket.write(`${JSON.stringify(message)}\n`);
}

/** Node puts code and text of a refusal into one sentence: `Inspector error -32000: Cannot find context`. */
function failure({ message }: Error): { code: number; message: string } {
  const [, code, text] = /^Inspector error (-?\d+): ([\s\S]*)$/.exec(message) ?? [];
  return code && text ? { code: Number(code), message: text } : { code: -32000, message };
}
