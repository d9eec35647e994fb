import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { adapter } from "../adapter/dap.ts";

interface Message {
  type: string;
  event?: string;
  request_seq?: number;
  success?: boolean;
  message?: string;
  body?: unknown;
}

/** A DAP client that keeps nothing, for sessions with very many messages. */
export class LeanDap {
  readonly process: ChildProcessWithoutNullStreams;
  readonly ended: Promise<void>;
  readonly #answers = new Map<number, (message: Message) => void>();
  readonly #listeners = new Map<string, ((body: unknown) => void)[]>();
  #last = 0;
  #rest: Buffer = Buffer.alloc(0);

  constructor(flags: readonly string[] = []) {
    this.process = spawn(process.execPath, [...flags, adapter]);
    this.process.stdout.on("data", (data: Buffer) => this.#receive(data));
    this.process.stderr.pipe(process.stderr);
    this.ended = new Promise((settle) => this.process.once("exit", () => settle()));
  }

  on<B>(event: string, listener: (body: B) => void): void {
    this.#listeners.set(event, [...(this.#listeners.get(event) ?? []), listener as (body: unknown) => void]);
  }

  /** The answer's body; a refusal is thrown with its message. */
  request<B>(command: string, args?: object): Promise<B> {
    const seq = ++this.#last;
    const text = JSON.stringify({ seq, type: "request", command, arguments: args });
    this.process.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
    return new Promise((settle, fail) => {
      this.#answers.set(seq, ({ success, message, body }) =>
        success ? settle(body as B) : fail(new Error(`${command}: ${message}`)),
      );
    });
  }

  #receive(data: Buffer): void {
    this.#rest = this.#rest.length === 0 ? data : Buffer.concat([this.#rest, data]);
    for (;;) {
      const header = /^Content-Length: (\d+)\r\n\r\n/.exec(this.#rest.subarray(0, 64).toString("latin1"));
      const end = header ? header[0].length + Number(header[1]) : Number.POSITIVE_INFINITY;
      if (!header || this.#rest.length < end) return;
      this.#take(JSON.parse(this.#rest.subarray(header[0].length, end).toString()));
      this.#rest = this.#rest.subarray(end);
    }
  }

  #take({ event, request_seq, ...message }: Message): void {
    if (event !== undefined) for (const listener of this.#listeners.get(event) ?? []) listener(message.body);
    if (request_seq === undefined) return;
    this.#answers.get(request_seq)?.(message);
    this.#answers.delete(request_seq);
  }
}
