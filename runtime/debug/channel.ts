import WebSocket from "ws";
import { staysPaused } from "../../wire/index.ts";
import { disables, leaveWorker, resume, sniff, sniffWorker } from "./frames.ts";
import type { Transport, TransportListener } from "./transport.ts";

export interface ChannelListener {
  /** `isCrashing`: before an error that nobody handles ends the process. */
  paused(isCrashing: boolean): void;
  resumed(): void;
  /** Both ends are closed. Comes once. */
  closed(): void;
}

/** While a client has so much unread, nothing more is read for it. */
const mostUnreadBytes = 16 * 1024 * 1024;
const ended = "the process ended or closed its debugger";

/** A connection to one process's debugger, and later to one client; text frames pass verbatim both ways. */
export class Channel {
  readonly #inspector: Transport;
  readonly #listener: ChannelListener;
  #client: WebSocket | null = null;
  /** The threads that are paused: worker threads by their session, null for the process's own. */
  readonly #paused = new Set<string | null>();
  /** The worker threads that are debugged along, by their session. */
  readonly #workers = new Set<string>();
  /** Its client has come; without one now, it has left the process paused. */
  #served = false;

  /** `greeting` is said first, on the runtime's own account. Fails with an error when the process cannot be reached. */
  static async open(
    connect: (listener: TransportListener) => Promise<Transport>,
    greeting: readonly Buffer[],
    listener: ChannelListener,
  ): Promise<Channel> {
    const channel: Channel = new Channel(
      await connect({ message: (text) => channel.#fromProcess(text), closed: () => channel.#over() }),
      greeting,
      listener,
    );
    return channel;
  }

  private constructor(inspector: Transport, greeting: readonly Buffer[], listener: ChannelListener) {
    this.#inspector = inspector;
    this.#listener = listener;
    for (const request of greeting) inspector.send(request);
  }

  serve(client: WebSocket): void {
    this.#client = client;
    this.#served = true;
    client.on("message", (frame: Buffer) => {
      this.#inspector.send(frame);
      if (disables(frame)) this.#resumed(null);
    });
    client.on("error", () => client.terminate()); // `close` follows
    client.once("close", (code) => {
      if (code === staysPaused && this.#paused.size > 0) this.#client = null;
      else this.close();
    });
    if (!this.#inspector.isOpen) client.close(1000, ended);
  }

  /** Lets a process go on that is paused for this debugger. */
  resumeIfPaused(): void {
    for (const thread of this.#paused) this.#inspector.send(resume(thread));
  }

  /** Detaches: a paused process goes on, and so do its worker threads. */
  close(): void {
    for (const worker of this.#workers) this.#inspector.send(leaveWorker(worker));
    this.#workers.clear();
    this.#inspector.close();
  }

  #fromProcess(text: Buffer): void {
    const meaning = sniff(text);
    if (meaning === "own") return;
    this.#pass(text);
    switch (meaning) {
      case "paused":
      case "crashing":
        this.#stopped(null, meaning === "crashing");
        break;
      case "resumed":
        this.#resumed(null);
        break;
      case "waiting_for_disconnect":
        this.close();
        break;
      case "other":
        this.#hearWorker(text);
    }
  }

  #hearWorker(text: Buffer): void {
    const said = sniffWorker(text);
    switch (said?.is) {
      case "met":
        this.#workers.add(said.worker);
        break;
      case "paused":
        this.#stopped(said.worker, false);
        break;
      case "over":
        this.#workers.delete(said.worker);
        this.#resumed(said.worker);
        break;
      case "resumed":
        this.#resumed(said.worker);
    }
  }

  #pass(text: Buffer): void {
    const client = this.#client;
    if (client?.readyState !== WebSocket.OPEN) return;
    client.send(text, { binary: false }, () => {
      if (client.bufferedAmount < mostUnreadBytes) this.#inspector.resume();
    });
    if (client.bufferedAmount >= mostUnreadBytes) this.#inspector.pause();
  }

  #stopped(thread: string | null, isCrashing: boolean): void {
    this.#paused.add(thread);
    if (this.#paused.size === 1) this.#listener.paused(isCrashing);
  }

  #resumed(thread: string | null): void {
    if (!this.#paused.delete(thread) || this.#paused.size > 0) return;
    this.#listener.resumed();
    if (this.#served && !this.#client) this.close(); // it was kept for the pause only
  }

  #over(): void {
    for (const thread of [...this.#paused]) this.#resumed(thread);
    this.#client?.close(1000, ended);
    this.#listener.closed();
  }
}
