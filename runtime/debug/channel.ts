import { once } from "node:events";
import WebSocket from "ws";
import { nudge, resume, sniff, tellWhenWaiting } from "./frames.ts";

export interface ChannelListener {
  paused(): void;
  resumed(): void;
  /** Both ends are closed. Comes once. */
  closed(): void;
}

const openWithinMs = 10_000;
const closeWithinMs = 500;
/** While a client has so much unread, nothing more is read for it. */
const mostUnreadBytes = 16 * 1024 * 1024;

/** A connection to one process's inspector, and later to one client; text frames pass verbatim both ways. */
export class Channel {
  readonly #upstream: WebSocket;
  readonly #listener: ChannelListener;
  #client: WebSocket | null = null;
  #paused = false;
  #nudging = false;

  /** Fails with an error when the inspector does not answer. */
  static async open(url: string, listener: ChannelListener): Promise<Channel> {
    const upstream = new WebSocket(url, {
      perMessageDeflate: false,
      handshakeTimeout: openWithinMs,
      maxPayload: 0, // whatever the process has to say
    });
    await once(upstream, "open");
    return new Channel(upstream, listener);
  }

  private constructor(upstream: WebSocket, listener: ChannelListener) {
    this.#upstream = upstream;
    this.#listener = listener;
    for (const request of tellWhenWaiting) upstream.send(request);
    upstream.on("message", (frame: Buffer) => this.#fromProcess(frame));
    upstream.on("error", () => upstream.terminate()); // `close` follows
    upstream.once("close", () => this.#over());
  }

  serve(client: WebSocket): void {
    this.#client = client;
    client.on("message", (frame) => {
      if (this.#upstream.readyState !== WebSocket.OPEN) return;
      this.#upstream.send(frame, { binary: false });
      this.#nudge();
    });
    client.on("error", () => client.terminate()); // `close` follows
    client.once("close", () => this.close());
    if (this.#upstream.readyState !== WebSocket.OPEN) client.close(1000, ended);
  }

  /** Lets a process go on that is paused for this debugger. */
  resumeIfPaused(): void {
    if (this.#paused && this.#upstream.readyState === WebSocket.OPEN) this.#upstream.send(resume);
  }

  close(): void {
    this.#upstream.close();
    setTimeout(() => this.#upstream.terminate(), closeWithinMs).unref();
  }

  #fromProcess(frame: Buffer): void {
    const meaning = sniff(frame);
    if (meaning === "own") return;
    this.#pass(frame);
    switch (meaning) {
      case "paused":
        this.#paused = true;
        this.#listener.paused();
        break;
      case "resumed":
        this.#resumed();
        break;
      case "waiting_for_disconnect":
        this.close();
        break;
      case "other":
        break;
    }
  }

  #pass(frame: Buffer): void {
    const client = this.#client;
    if (client?.readyState !== WebSocket.OPEN) return;
    client.send(frame, { binary: false }, () => {
      if (this.#upstream.isPaused && client.bufferedAmount < mostUnreadBytes) this.#upstream.resume();
    });
    if (client.bufferedAmount >= mostUnreadBytes) this.#upstream.pause();
  }

  #nudge(): void {
    if (this.#nudging) return;
    this.#nudging = true;
    setImmediate(() => {
      this.#nudging = false;
      if (this.#upstream.readyState === WebSocket.OPEN) this.#upstream.send(nudge);
    });
  }

  #resumed(): void {
    if (this.#paused) this.#listener.resumed();
    this.#paused = false;
  }

  #over(): void {
    this.#resumed();
    this.#client?.close(1000, ended);
    this.#listener.closed();
  }
}

const ended = "the process ended or closed its debugger";
