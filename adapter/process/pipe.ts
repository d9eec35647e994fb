import type WebSocket from "ws";

/** Carries debug messages to one thread of a process and back. */
export interface Pipe {
  /** Called once, before anything is sent; `closed` comes once, whoever closed it. */
  listen(message: (text: string) => void, closed: () => void): void;
  send(text: string): void;
  /** `code`: what the runtime is to know about it. */
  close(code?: number): void;
}

/** The way to a process: its debug channel. */
export function overSocket(socket: WebSocket): Pipe {
  return {
    listen: (message, closed) => {
      socket.on("message", (data) => message(String(data)));
      socket.once("close", closed);
      socket.on("error", () => socket.terminate()); // `close` follows and says all there is to say
    },
    send: (text) => socket.send(text),
    close: (code = 1000) => socket.close(code),
  };
}
