import WebSocket from "ws";
import { authorization, underLease } from "../wire/endpoint.ts";
import type { Endpoint } from "./endpoint.ts";
import { secured } from "./secured.ts";

/** A WebSocket to a place of a runtime that is about to open, over TLS where the address says so, under the endpoint's lease. */
export async function openSocket(endpoint: Endpoint, url: string, handshakeTimeout: number): Promise<WebSocket> {
  const secure = url.startsWith("wss:") ? await secured(endpoint, url, handshakeTimeout) : null;
  return new WebSocket(endpoint.lease === undefined ? url : underLease(url, endpoint.lease), {
    headers: { authorization: authorization(endpoint.token) },
    perMessageDeflate: false,
    handshakeTimeout,
    ...(secure && { createConnection: () => secure }),
  });
}
