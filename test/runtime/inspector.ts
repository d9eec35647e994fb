import assert from "node:assert/strict";
import { once } from "node:events";
import type WebSocket from "ws";
import { type Client, openDebugChannel } from "../../client/index.ts";
import type { DebugTransport } from "../../wire/index.ts";

type Json = Record<string, unknown>;

/** A debugger of a few lines: requests with answers, and events that are remembered. */
export class Inspector {
  readonly socket: WebSocket;
  readonly closed: Promise<unknown>;
  readonly #events: Json[] = [];
  readonly #answers = new Map<number, (answer: Json) => void>();
  #wake = () => {};
  #last = 0;

  static async open(
    client: Client,
    path: string,
    incarnation: number,
    transport: DebugTransport = "port",
  ): Promise<Inspector> {
    return new Inspector(await openDebugChannel(client, { path, incarnation, pid: null, transport }));
  }

  private constructor(socket: WebSocket) {
    this.socket = socket;
    this.closed = once(socket, "close");
    socket.on("message", (data, isBinary) => {
      assert.equal(isBinary, false);
      const message = JSON.parse(data.toString()) as Json;
      if (typeof message.id !== "number") {
        this.#events.push(message);
        this.#wake();
        return;
      }
      assert.ok(message.id > 0, "the runtime's own answers stay with it");
      this.#answers.get(message.id)?.(message);
    });
  }

  /** The result of a request; an error fails the test. */
  async ask(method: string, params: Json = {}): Promise<Json> {
    const id = ++this.#last;
    const answered = new Promise<Json>((settle) => this.#answers.set(id, settle));
    this.socket.send(JSON.stringify({ id, method, params }));
    const answer = await answered;
    assert.equal(answer.error, undefined, JSON.stringify(answer.error));
    return answer.result as Json;
  }

  /** The parameters of the first event of this name that has not been taken yet. */
  async event(method: string): Promise<Json> {
    for (;;) {
      const index = this.#events.findIndex((event) => event.method === method);
      if (index >= 0) return this.#events.splice(index, 1)[0]?.params as Json;
      await new Promise<void>((settle) => {
        this.#wake = settle;
      });
    }
  }

  /** The value of an expression in the paused frame, or globally. */
  async evaluate(expression: string, callFrameId?: unknown): Promise<unknown> {
    const { result } = callFrameId
      ? await this.ask("Debugger.evaluateOnCallFrame", { callFrameId, expression })
      : await this.ask("Runtime.evaluate", { expression });
    return (result as Json).value;
  }

  async detach(): Promise<void> {
    this.socket.close();
    await this.closed;
  }
}
