import type WebSocket from "ws";
import { type DebugTarget, debugUrl } from "../wire/index.ts";
import type { Client } from "./connect.ts";
import { dial } from "./dial.ts";

/** The runtime waits for the process, which on a machine with more to do than it can answers late. */
const handshakeMs = 70_000;

/**
 * An open WebSocket that carries the debug protocol (CDP) of one process: text frames, passed on verbatim both ways.
 * Closing it detaches; the process goes on. Fails with `not_found` when that incarnation is gone or cannot be debugged.
 */
export async function openDebugChannel(client: Client, target: DebugTarget): Promise<WebSocket> {
  const { endpoint } = client;
  const { socket, opened } = await dial(endpoint, debugUrl(endpoint.url, target), handshakeMs);
  await opened;
  return socket;
}
