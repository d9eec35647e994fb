/** Requests of the runtime's own on a debug connection: their ids are negative, their answers never reach the client. */
const own = (id: number, method: string, params?: object) => Buffer.from(JSON.stringify({ id, method, params }));

/** A request that does nothing, for when something has to be sent. */
export const filler = own(-1, "Runtime.getIsolateId");

/** A Node program that ends waits for its debugger to leave; these make it say so. */
export const tellWhenWaiting = [
  own(-2, "NodeRuntime.enable"),
  own(-3, "NodeRuntime.notifyWhenWaitingForDisconnect", { enabled: true }),
];

export const resume = own(-4, "Debugger.resume");

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
