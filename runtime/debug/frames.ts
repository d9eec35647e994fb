/** Requests of the runtime's own on a debug connection: their ids are negative, their answers never reach the client. */
const own = (id: number, method: string, params?: object) => Buffer.from(JSON.stringify({ id, method, params }));

/** A request that does nothing, for when something has to be sent. */
export const filler = own(-1, "Runtime.getIsolateId");

/** A Node program that ends waits for its debugger to leave; these make it say so. */
export const tellWhenWaiting = [
  own(-2, "NodeRuntime.enable"),
  own(-3, "NodeRuntime.notifyWhenWaitingForDisconnect", { enabled: true }),
];

/** Lets a thread go on: the process's own, or the worker thread with this session. */
export function resume(worker: string | null): Buffer {
  const request = { id: -4, method: "Debugger.resume" };
  if (worker === null) return own(request.id, request.method);
  return own(-5, "NodeWorker.sendMessageToWorker", { sessionId: worker, message: JSON.stringify(request) });
}

export type Sniffed = "own" | "paused" | "crashing" | "resumed" | "waiting_for_disconnect" | "other";

/** What a message of the inspector means to the runtime, told by its first bytes: nearly all are passed on unread. */
export function sniff(frame: Buffer): Sniffed {
  const start = frame.subarray(0, 48).toString("latin1");
  if (start.startsWith('{"id":-')) return "own";
  if (start.startsWith('{"method":"Debugger.paused"')) return pauseIn(frame);
  if (start.startsWith('{"method":"Debugger.resumed"')) return "resumed";
  if (start.startsWith('{"method":"NodeRuntime.waitingForDisconnect"')) return "waiting_for_disconnect";
  return "other";
}

/**
 * Gives a worker thread up. A connection that only ends would leave a paused one paused for ever: Node ends the sessions of
 * worker threads with that of their process only once they run.
 */
export function leaveWorker(worker: string): Buffer {
  return own(-6, "NodeWorker.detach", { sessionId: worker });
}

/** A worker thread that a debugger met, that paused, goes on, or is over: its messages come inside of the process's. Null for anything else. */
export function sniffWorker(frame: Buffer): { worker: string; is: "met" | "paused" | "resumed" | "over" } | null {
  const start = frame.subarray(0, 160).toString("latin1");
  const said =
    /^\{"method":"NodeWorker\.(\w+)","params":\{"sessionId":"(\w+)"(?:,"message":"\{\\"method\\":\\"Debugger\.(\w+))?/;
  const [, event, worker, change] = said.exec(start) ?? [];
  if (!worker) return null;
  if (event === "attachedToWorker") return { worker, is: "met" };
  if (event === "detachedFromWorker") return { worker, is: "over" };
  if (event !== "receivedMessageFromWorker") return null;
  if (change === "paused" && !frame.includes('\\"reason\\":\\"instrumentation\\"')) return { worker, is: "paused" };
  return change === "resumed" ? { worker, is: "resumed" } : null;
}

/** A client's request after which nothing is paused; the inspector sends no `Debugger.resumed` for it. */
export function disables(frame: Buffer): boolean {
  return frame.length < 256 && frame.includes('"method":"Debugger.disable"');
}

/** A pause that a debugger takes for itself before a script runs is nobody's; one before an error ends the process is the end held up. */
function pauseIn(frame: Buffer): Sniffed {
  const isPlain = !frame.includes('"reason":"instrumentation"') && !frame.includes('"uncaught":true');
  if (isPlain) return "paused";
  const { params } = JSON.parse(frame.toString("utf8")) as {
    params?: { reason?: unknown; data?: { uncaught?: unknown } };
  };
  if (params?.reason === "instrumentation") return "other"; // the text may also stand in a variable
  return params?.data?.uncaught === true ? "crashing" : "paused";
}
