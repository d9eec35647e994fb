import { once } from "node:events";
import { WebSocket } from "ws";

interface CallFrame {
  functionName: string;
  location: { scriptId: string; lineNumber: number; columnNumber: number };
}

/** A place in a paused program; line and column from 1. */
export interface Frame {
  url: string | undefined;
  name: string;
  line: number;
  column: number;
}

interface Message {
  id?: number;
  result?: unknown;
  method?: string;
  params?: { callFrames?: CallFrame[]; scriptId?: string; url?: string };
}

/** A bare client of the debug protocol. */
export class Debugger {
  readonly closed: Promise<unknown>;
  readonly #socket: WebSocket;
  readonly #pauses: Frame[][] = [];
  readonly #scripts = new Map<string, string>();
  readonly #answers = new Map<number, (answer: unknown) => void>();
  #woken = () => {};
  #id = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    this.closed = once(socket, "close");
    socket.on("message", (data) => this.#hear(JSON.parse(String(data))));
  }

  static async attach(url: string): Promise<Debugger> {
    const socket = new WebSocket(url);
    await once(socket, "open");
    return new Debugger(socket);
  }

  call(method: string, params: object = {}): Promise<unknown> {
    const id = ++this.#id;
    this.#socket.send(JSON.stringify({ id, method, params }));
    return new Promise((settle) => this.#answers.set(id, settle));
  }

  /** The call stack of the next pause. */
  async paused(): Promise<Frame[]> {
    for (;;) {
      const frames = this.#pauses.shift();
      if (frames) return frames;
      await new Promise<void>((settle) => {
        this.#woken = settle;
      });
    }
  }

  async close(): Promise<void> {
    this.#socket.close();
    await this.closed;
  }

  /** A call frame's own `url` is empty for evaluated code on some versions of Node; the script's is right on all. */
  #hear({ id, result, method, params }: Message): void {
    if (id !== undefined) this.#answers.get(id)?.(result);
    if (method === "Debugger.scriptParsed" && params?.scriptId) this.#scripts.set(params.scriptId, params.url ?? "");
    if (method !== "Debugger.paused") return;
    const frames = (params?.callFrames ?? []).map(({ functionName: name, location }) => ({
      url: this.#scripts.get(location.scriptId),
      name,
      line: location.lineNumber + 1,
      column: location.columnNumber + 1,
    }));
    this.#pauses.push(frames);
    this.#woken();
  }
}
