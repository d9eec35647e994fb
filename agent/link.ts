import type { FromAgent, ToAgent } from "../wire/agent.ts";

/** The connection to the runtime. It never keeps the process alive, unless asked to for the time of a hold. */
export interface Link {
  send(message: FromAgent): void;
  /** Keeps the process alive until `end` settles or the runtime is gone; settles then. */
  stayUntil(end: Promise<void>): Promise<void>;
}

/** Connects to the runtime's socket. One that cannot be reached, or goes, is no matter for the program: `onGone` and nothing else. */
export function connect(path: string, onMessage: (message: ToAgent) => void, onGone: () => void): Link {
  const socket = process.getBuiltinModule("node:net").connect(path);
  const gone = new Promise<void>((settle) => socket.once("close", () => settle()));
  gone.then(onGone);
  // Every error is followed by `close`, which says all there is to know: there is no runtime.
  socket.on("error", () => socket.destroy());
  socket.unref();
  let rest = "";
  socket.setEncoding("utf8").on("data", (text) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      const message = decode(line);
      if (message) onMessage(message);
      else socket.destroy();
    }
  });
  return {
    send: (message) => {
      if (!socket.destroyed) socket.write(`${JSON.stringify(message)}\n`);
    },
    stayUntil: async (end) => {
      socket.ref();
      await Promise.race([end, gone]);
      socket.unref();
    },
  };
}

/** Null for what no runtime says; the program must not suffer from it. */
function decode(line: string): ToAgent | null {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
