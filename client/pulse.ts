import { once } from "node:events";
import { pulsePath } from "../wire/endpoint.ts";
import type { Endpoint } from "./endpoint.ts";
import { openSocket } from "./open-socket.ts";

/** As long as a busy runtime may take to answer. */
const handshakeMs = 60_000;

/**
 * Answers for the connections under the endpoint's lease that this process lives: the runtime asks, and the connection itself answers.
 * Settles when it is over. Meant for a thread of its own, which answers also while the others are busy; so it loads no more than it needs.
 */
export async function pulse(endpoint: Endpoint): Promise<void> {
  const address = `${endpoint.url.replace(/\/$/, "")}${pulsePath}`;
  await once(await openSocket(endpoint, address, handshakeMs), "close");
}
