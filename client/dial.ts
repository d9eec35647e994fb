import { text } from "node:stream/consumers";
import WebSocket from "ws";
import { authorization, type WireError, wireError } from "../wire/index.ts";
import { WireFailure } from "./failure.ts";
import { jsonOrNull } from "./json.ts";

/** How long a runtime may take to accept a connection. */
const usualHandshakeMs = 10_000;

/** A WebSocket to a runtime, and the promise that it is open; the promise fails with a `WireFailure` that says why it is not. */
export function dial(
  url: string,
  token: string,
  handshakeTimeout = usualHandshakeMs,
): { socket: WebSocket; opened: Promise<void> } {
  const socket = new WebSocket(url, {
    headers: { authorization: authorization(token) },
    perMessageDeflate: false,
    handshakeTimeout,
  });
  const opened = new Promise<void>((settle, fail) => {
    socket.once("open", settle);
    socket.once("error", (error) => fail(new WireFailure(unreachable(url, error.message))));
    socket.once("unexpected-response", (_, response) => {
      text(response)
        .then((body) => fail(new WireFailure(refusal(url, response.statusCode ?? 0, body))), fail)
        .finally(() => socket.terminate());
    });
  });
  return { socket, opened };
}

function unreachable(url: string, reason: string): WireError {
  const message = `No runtime answers at ${url} (${reason}). Start the tree with "supertree up".`;
  return { code: "no_runtime", message, where: url };
}

/** A runtime that refuses says why in the body; what is not a runtime does not. */
function refusal(url: string, status: number, body: string): WireError {
  const said = wireError.safeParse(jsonOrNull(body));
  if (said.success) return said.data;
  if (status === 401) {
    const message = `The runtime at ${url} refused the token. Use the one in .supertree/token beside the spec.`;
    return { code: "wrong_token", message, where: url };
  }
  return { code: "internal", message: `${url} refused the connection (HTTP ${status}): is it a runtime?`, where: url };
}
