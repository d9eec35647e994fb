import { once } from "node:events";
import { WebSocket } from "ws";

export interface Message {
  id?: number;
  method?: string;
  params?: Record<string, unknown>;
  result?: Record<string, unknown>;
  error?: { message: string };
}

/** The barest client of the inspector: no adapter, no batching, nothing kept. The floor that the bench compares with. */
export class Cdp {
  readonly #socket: WebSocket;
  readonly #answers = new Map<number, (message: Message) => void>();
  readonly #events = new Set<(message: Message) => void>();
  #last = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on("message", (data) => this.#take(JSON.parse(String(data)) as Message));
  }

  static async connect(url: string): Promise<Cdp> {
    const socket = new WebSocket(url, { perMessageDeflate: false });
    await once(socket, "open");
    return new Cdp(socket);
  }

  send(method: string, params: Record<string, unknown> = {}): Promise<Record<string, unknown>> {
    this.#last += 1;
    const id = this.#last;
    this.#socket.send(JSON.stringify({ id, method, params }));
    return new Promise((resolve, reject) => {
      this.#answers.set(id, ({ result, error }) =>
        error ? reject(new Error(`${method}: ${error.message}`)) : resolve(result ?? {}),
      );
    });
  }

  /** The next event of this name for which `accept` holds. */
  event(
    method: string,
    accept: (params: Record<string, unknown>) => boolean = () => true,
  ): Promise<Record<string, unknown>> {
    return new Promise((resolve) => {
      const listener = (message: Message) => {
        if (message.method !== method || !accept(message.params ?? {})) return;
        this.#events.delete(listener);
        resolve(message.params ?? {});
      };
      this.#events.add(listener);
    });
  }

  close(): void {
    this.#socket.close();
  }

  #take(message: Message): void {
    if (message.id === undefined) {
      for (const listener of [...this.#events]) listener(message);
      return;
    }
    this.#answers.get(message.id)?.(message);
    this.#answers.delete(message.id);
  }
}
