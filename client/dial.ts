import { text } from "node:stream/consumers";
import type WebSocket from "ws";
import { isLoopback, type WireError, wireError } from "../wire/index.ts";
import type { Endpoint } from "./endpoint.ts";
import { WireFailure } from "./failure.ts";
import { jsonOrNull } from "./json.ts";
import { openSocket } from "./open-socket.ts";

/** How long a runtime may take to accept a connection. */
const usualHandshakeMs = 10_000;

/**
 * A WebSocket to a place of a runtime, and the promise that it is open; either fails with a `WireFailure` that says why it is not.
 * The token leaves this process only for a runtime on this machine, or one that has shown its certificate.
 */
export async function dial(
  endpoint: Endpoint,
  url: string,
  handshakeTimeout = usualHandshakeMs,
): Promise<{ socket: WebSocket; opened: Promise<void> }> {
  const { protocol, hostname } = placeOf(url);
  const isSecure = protocol === "wss:";
  if (!isSecure && !isLoopback(hostname)) throw new WireFailure(plainText(url));
  const socket = await openSocket(endpoint, url, handshakeTimeout);
  const opened = new Promise<void>((settle, fail) => {
    socket.once("open", settle);
    socket.once("error", (error) =>
      fail(new WireFailure(isSecure ? hungUp(url, error.message) : unreachable(url, error.message))),
    );
    socket.once("unexpected-response", (_, response) => {
      text(response)
        .then((body) => fail(new WireFailure(refusal(url, response.statusCode ?? 0, body))), fail)
        .finally(() => socket.terminate());
    });
  });
  return { socket, opened };
}

function placeOf(url: string): URL {
  const place = URL.canParse(url) ? new URL(url) : null;
  if (place?.protocol === "wss:" || place?.protocol === "ws:") return place;
  const message = `${url} is no address of a runtime: it has the form wss://HOST:PORT.`;
  throw new WireFailure({ code: "usage", message, where: url });
}

function plainText(url: string): WireError {
  const message = `Nothing is sent to ${url} in plain text: have the runtime listen with "supertree up --listen" and connect to wss://, through an SSH tunnel if you like; docs/NODES.md has both.`;
  return { code: "untrusted", message, where: url };
}

function unreachable(url: string, reason: string): WireError {
  const message = `No runtime answers at ${url} (${reason}). Start the tree with "supertree up".`;
  return { code: "no_runtime", message, where: url };
}

/** Behind the handshake: a runtime says nothing to whoever shows no token that it knows. */
function hungUp(url: string, reason: string): WireError {
  const message = `The runtime at ${url} hung up without a word (${reason}), as it does where it knows neither the token (use one of .supertree/tokens/ beside its spec) nor, where it asks for one, the client's certificate.`;
  return { code: "wrong_token", message, where: url };
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
