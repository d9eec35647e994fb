import WebSocket from "ws";
import { authorization, type WireError } from "../wire/index.ts";
import { WireFailure } from "./failure.ts";

const handshakeTimeoutMs = 10_000;

/** A WebSocket to a runtime, and the promise that it is open; the promise fails with a `WireFailure` that says why it is not. */
export function dial(url: string, token: string): { socket: WebSocket; opened: Promise<void> } {
  const socket = new WebSocket(url, {
    headers: { authorization: authorization(token) },
    perMessageDeflate: false,
    handshakeTimeout: handshakeTimeoutMs,
  });
  const opened = new Promise<void>((settle, fail) => {
    socket.once("open", settle);
    socket.once("error", (error) => fail(new WireFailure(unreachable(url, error.message))));
    socket.once("unexpected-response", (_, response) => {
      fail(new WireFailure(refused(url, response.statusCode ?? 0)));
      socket.terminate();
    });
  });
  return { socket, opened };
}

function unreachable(url: string, reason: string): WireError {
  const message = `No runtime answers at ${url} (${reason}). Start the tree with "supertree up".`;
  return { code: "no_runtime", message, where: url };
}

function refused(url: string, status: number): WireError {
  switch (status) {
    case 401:
      return {
        code: "wrong_token",
        message: `The runtime at ${url} refused the token. Use the one in .supertree/token beside the spec.`,
        where: url,
      };
    case 404:
      return { code: "not_found", message: `The runtime at ${url} has nothing to debug there.`, where: url };
    default:
      return {
        code: "internal",
        message: `The runtime at ${url} refused the connection (HTTP ${status}).`,
        where: url,
      };
  }
}
