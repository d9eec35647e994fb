import type { Heartbeat } from "./heartbeat.ts";

/** How a runtime is reached: `ws://127.0.0.1:PORT`, or `wss://HOST:PORT` on another machine, and the token that it asks for. */
export interface Endpoint {
  url: string;
  token: string;
  /** SHA-256 of the certificate that it has to show, and no other; without it one that this machine's authorities vouch for. */
  fingerprint?: string;
  /** What this side shows where clients need a certificate, in PEM. */
  identity?: { cert: string; key: string };
  /** When a node elsewhere counts as suspect, and as down; usually as `heartbeat` has it. */
  beat?: Heartbeat;
  /** Under which the connections to it are cut off together when their pulse stops; without it they are not. */
  lease?: string;
}
