import { randomBytes } from "node:crypto";
import { request } from "node:http";
import type { Socket } from "node:net";
import { frameParser } from "./frame-parser.ts";
import type { Transport, TransportListener } from "./transport.ts";

const answerWithinMs = 60_000;

/**
 * The begin of every frame, whatever follows: final text frame, masked, length in eight bytes of which the first four are 0.
 * The mask is 0, so that text goes as it is.
 */
const beginning = Buffer.from([0x81, 0xff, 0, 0, 0, 0]);
const mask = Buffer.alloc(4);
/** The close frame, masked, without a reason. */
const goodbye = Buffer.concat([Buffer.from([0x88, 0x80]), mask]);

/**
 * A WebSocket to a process's inspector that answers at once. The inspector's socket waits with small messages until what it sent before has
 * been acknowledged (Nagle's algorithm), and the system delays acknowledgements by 40 ms unless there is something to send.
 * So there always is: whatever comes in is answered with one byte of the next frame's beginning, which is known before the frame is.
 * When these bytes are used up, the frame is filled with a request that does nothing.
 */
export class InspectorSocket implements Transport {
  readonly #socket: Socket;
  readonly #filler: Buffer;
  /** How many bytes of the next frame are sent already. */
  #begun = 0;
  #acknowledging = false;
  #leaving = false;

  /** Connects to `ws://127.0.0.1:PORT/ID`. `filler` is the request that does nothing. */
  static async connect(url: string, filler: Buffer, listener: TransportListener): Promise<InspectorSocket> {
    const { socket, head } = await upgrade(new URL(url));
    return new InspectorSocket(socket, head, filler, listener);
  }

  private constructor(socket: Socket, head: Buffer, filler: Buffer, { message, closed }: TransportListener) {
    this.#socket = socket;
    this.#filler = filler;
    socket.setNoDelay(true);
    const parse = frameParser(message, () => socket.destroy());
    socket.unshift(head);
    socket.on("data", (chunk: Buffer) => {
      parse(chunk);
      this.#acknowledge();
    });
    socket.on("error", () => socket.destroy()); // `close` follows
    socket.once("end", () => socket.destroy());
    socket.once("close", closed);
  }

  get isOpen(): boolean {
    return this.#socket.writable && !this.#leaving;
  }

  send(text: Buffer): void {
    if (!this.isOpen) return;
    const length = Buffer.alloc(4);
    length.writeUInt32BE(text.length);
    this.#socket.write(Buffer.concat([beginning.subarray(this.#begun), length, mask, text]));
    this.#begun = 0;
  }

  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  /**
   * Says goodbye behind what was said last, and hears the process out until it ends the connection: Node 20 can crash where
   * a connection breaks while it still has something to tell. A frame that is half sent is completed first.
   */
  close(): void {
    if (!this.isOpen) return;
    if (this.#begun > 0) this.send(this.#filler);
    this.#leaving = true;
    this.#socket.write(goodbye);
    this.#socket.resume();
  }

  #acknowledge(): void {
    if (this.#acknowledging) return;
    this.#acknowledging = true;
    setImmediate(() => {
      this.#acknowledging = false;
      if (this.#begun === beginning.length) this.send(this.#filler);
      else if (this.isOpen) this.#socket.write(beginning.subarray(this.#begun, ++this.#begun));
    });
  }
}

/** Nobody else knows the inspector's address with its id, so whoever accepts it is the inspector. */
function upgrade({ hostname, port, pathname }: URL): Promise<{ socket: Socket; head: Buffer }> {
  return new Promise((settle, fail) => {
    const asked = request({
      host: hostname,
      port,
      path: pathname,
      agent: false,
      timeout: answerWithinMs,
      headers: {
        connection: "Upgrade",
        upgrade: "websocket",
        "sec-websocket-version": "13",
        "sec-websocket-key": randomBytes(16).toString("base64"),
      },
    });
    asked.once("upgrade", (_, socket, head) => {
      socket.setTimeout(0);
      settle({ socket, head });
    });
    asked.once("response", (response) => asked.destroy(new Error(`it answered with HTTP ${response.statusCode}`)));
    asked.once("timeout", () => asked.destroy(new Error("it does not answer")));
    asked.once("error", fail);
    asked.end();
  });
}
