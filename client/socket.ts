import {
  AbstractMessageReader,
  AbstractMessageWriter,
  type DataCallback,
  Disposable,
  type Message,
  type MessageReader,
  type MessageWriter,
} from "vscode-jsonrpc/node";
import type WebSocket from "ws";

/** JSON-RPC over a WebSocket: each text frame is one message, without any header. */
export class SocketReader extends AbstractMessageReader implements MessageReader {
  readonly #socket: WebSocket;
  /** How many messages were handed on so far. */
  received = 0;

  constructor(socket: WebSocket) {
    super();
    this.#socket = socket;
    socket.on("error", (error) => this.fireError(error));
    socket.on("close", () => this.fireClose());
  }

  listen(callback: DataCallback): Disposable {
    const receive = (data: WebSocket.RawData) => {
      try {
        const message = JSON.parse(data.toString()) as Message;
        this.received++;
        callback(message);
      } catch (error) {
        this.fireError(error);
      }
    };
    this.#socket.on("message", receive);
    return Disposable.create(() => this.#socket.off("message", receive));
  }
}

/** The sending half; `write` settles when the frame is handed to the operating system. */
export class SocketWriter extends AbstractMessageWriter implements MessageWriter {
  readonly #socket: WebSocket;

  constructor(socket: WebSocket) {
    super();
    this.#socket = socket;
  }

  write(message: Message): Promise<void> {
    return new Promise((settle, fail) => {
      this.#socket.send(JSON.stringify(message), (error) => (error ? fail(error) : settle()));
    });
  }

  /** Messages are frames of their own: nothing has to be flushed. */
  end(): void {}
}
