import type { Socket } from "node:net";
import type { FromAgent, ToAgent } from "../wire/agent.ts";

/** The connection to the runtime. It never keeps the process alive, unless asked to for the time of a hold. */
export interface Link {
  /** What is sent before the connection is begun is sent then. */
  send(message: FromAgent): void;
  /** Connects once the program has begun, so that its first line does not wait; a program that is over before never connects. */
  startSoon(): void;
  /** Connects at once and keeps the process alive until `end` settles or the runtime is gone; settles then. */
  stayUntil(end: Promise<void>): Promise<void>;
}

/** What the link tells. */
export interface LinkListener {
  message(message: ToAgent): void;
  gone(): void;
  /** Another runtime is there in the place of one that was gone, and knows nothing of this process. */
  again(): void;
}

/** How long to wait before a runtime that is gone is looked for again: twice as long each time, until it is this long. */
const longestPauseMs = 10_000;
const firstPauseMs = 100;

/** To the runtime's socket. One that cannot be reached, or goes, is no matter for the program: it is only looked for again. */
export function connect(path: string, listener: LinkListener): Link {
  const early: string[] = [];
  let socket: Socket | null = null;
  const begin = () => {
    const begun = open(path, listener);
    for (const line of early.splice(0)) begun.write(line);
    begun.once("close", () => lookAgain(firstPauseMs));
    socket = begun;
    return begun;
  };
  const lookAgain = (pauseMs: number) => {
    setTimeout(() => {
      const found = open(path, listener);
      let pause = Math.min(2 * pauseMs, longestPauseMs);
      found.once("connect", () => {
        socket = found;
        pause = firstPauseMs;
        listener.again();
      });
      found.once("close", () => lookAgain(pause));
    }, pauseMs).unref();
  };
  return {
    send: (message) => {
      const line = `${JSON.stringify(message)}\n`;
      if (!socket) early.push(line);
      else if (!socket.destroyed) socket.write(line);
    },
    // A timer, as Node waits in its poll for other events before it comes to an immediate that keeps nothing alive.
    startSoon: () => void setTimeout(begin, 0).unref(),
    stayUntil: async (end) => {
      const begun = begin();
      const gone = new Promise<void>((settle) => begun.once("close", () => settle()));
      begun.ref();
      await Promise.race([end, gone]);
      begun.unref();
    },
  };
}

function open(path: string, listener: LinkListener): Socket {
  const socket = process.getBuiltinModule("node:net").connect(path);
  socket.unref();
  socket.once("close", () => listener.gone());
  // Every error is followed by `close`, which says all there is to know: there is no runtime.
  socket.on("error", () => socket.destroy());
  let rest = "";
  socket.setEncoding("utf8").on("data", (text) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      const message = decode(line);
      if (message) listener.message(message);
      else socket.destroy();
    }
  });
  return socket;
}

/** Null for what no runtime says; the program must not suffer from it. */
function decode(line: string): ToAgent | null {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
