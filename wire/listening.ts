import { z } from "zod";
import type { Role } from "./roles.ts";

/** Where a runtime serves other machines: `wss://HOST:PORT`, and the fingerprint (SHA-256) of the certificate that it shows. */
export const remoteAddress = z.strictObject({ url: z.string(), fingerprint: z.string() });
export type RemoteAddress = z.infer<typeof remoteAddress>;

/** How a runtime is to serve clients of other machines, beside those of its own. */
export interface Listening {
  /** `HOST:PORT`; port 0 takes any. */
  at: string;
  /** PEM files of a given certificate; without them one of the runtime's own is made. */
  certificate?: { cert: string; key: string };
  /** PEM file of those who vouch for clients: each has to show a certificate then. */
  clientCa?: string;
  /** No token lets a client of this door do more. */
  atMost?: Role;
}

/** The words of a command line that say so; `runtime.cjs` and `supertree up` read them alike. */
export function listeningWords({ at, certificate, clientCa, atMost }: Listening): string[] {
  return [
    ["--listen", at],
    ...(certificate
      ? [
          ["--cert", certificate.cert],
          ["--key", certificate.key],
        ]
      : []),
    ...(clientCa === undefined ? [] : [["--client-ca", clientCa]]),
    ...(atMost === undefined ? [] : [["--at-most", atMost]]),
  ].flat();
}

/** `0.0.0.0:4711`, `[::1]:0` → host and port; null for anything else. */
export function parseAddress(text: string): { host: string; port: number } | null {
  const match = /^(?:\[([0-9a-fA-F:.]+)\]|([^:[\]\s/]+)):(\d{1,5})$/.exec(text);
  const host = match?.[1] ?? match?.[2];
  const port = Number(match?.[3]);
  return host !== undefined && port <= 65535 ? { host, port } : null;
}

/** The other half of `parseAddress`. */
export function addressOf(host: string, port: number): string {
  return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
}

/** The files with the tokens of other machines' clients, one a role, in the tree's folder. */
export const tokensFolder = "tokens";

/** Whether plain text may go there: it does not leave the machine. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || /^127(\.\d{1,3}){3}$/.test(host) || host === "::1" || host === "[::1]";
}
