import type { Socket } from "node:net";
import type { Transport, TransportListener } from "../debug/transport.ts";

const newLine = Buffer.from("\n");

/** A connection of an agent's that carries the debug protocol, a message a line. */
export class AgentChannel implements Transport {
  readonly #socket: Socket;
  /** What came before anybody listened. */
  #early: Buffer[] = [];
  #listener: TransportListener | null = null;

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.once("close", () => this.#listener?.closed());
  }

  get isOpen(): boolean {
    return this.#socket.writable;
  }

  /** Tells all that came, and comes. */
  listen(listener: TransportListener): void {
    this.#listener = listener;
    for (const text of this.#early.splice(0)) listener.message(text);
    if (this.#socket.destroyed) queueMicrotask(() => listener.closed());
  }

  receive(text: Buffer): void {
    if (this.#listener) this.#listener.message(text);
    else this.#early.push(text);
  }

  send(text: Buffer): void {
    if (this.isOpen) this.#socket.write(Buffer.concat([text, newLine]));
  }

  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  close(): void {
    this.#socket.destroySoon(); // what was said last is heard
  }
}
