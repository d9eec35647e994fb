import { isIP } from "node:net";
import { connect, type TLSSocket } from "node:tls";
import type { WireError } from "../wire/errors.ts";
import { plainFingerprint } from "../wire/fingerprint.ts";
import type { Endpoint } from "./endpoint.ts";
import { WireFailure } from "./failure.ts";

/**
 * A TLS connection to whom the endpoint means and nobody else: its certificate has the pinned fingerprint, or, where none is pinned,
 * is vouched for on this machine. Nothing has been sent over it. Fails with `no_runtime` and `untrusted`.
 */
export async function secured(endpoint: Endpoint, url: string, timeoutMs: number): Promise<TLSSocket> {
  const pinned = pinnedBy(endpoint);
  const { hostname, port } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, "");
  const socket = connect({
    host,
    port: Number(port || 443),
    ...(isIP(host) === 0 && { servername: host }),
    minVersion: "TLSv1.3",
    rejectUnauthorized: false, // it is judged below, before the first byte is sent
    ...endpoint.identity,
  });
  await new Promise<void>((settle, fail) => {
    const failed = (reason: string) => {
      socket.destroy();
      fail(new WireFailure(unreachable(url, reason)));
    };
    socket.setTimeout(timeoutMs, () => failed("it does not answer"));
    socket.once("error", (error) => failed(error.message));
    socket.once("secureConnect", settle);
  });
  socket.setTimeout(0);
  const shown = socket.getPeerCertificate().fingerprint256 ?? "";
  const isMeant = pinned === null ? socket.authorized : plainFingerprint(shown) === pinned;
  if (isMeant) return socket;
  socket.destroy();
  throw new WireFailure(pinned === null ? unknown(url, shown, String(socket.authorizationError)) : another(url, shown));
}

function pinnedBy({ fingerprint }: Endpoint): string | null {
  if (fingerprint === undefined) return null;
  const plain = plainFingerprint(fingerprint);
  if (plain !== null) return plain;
  const message = `${fingerprint} is no fingerprint: it has 64 hexadecimal digits, as "supertree up --listen" shows them.`;
  throw new WireFailure({ code: "usage", message, where: "fingerprint" });
}

function unreachable(url: string, reason: string): WireError {
  const message = `No runtime answers at ${url} (${reason}). Start its tree there with "supertree up SPEC --listen HOST:PORT".`;
  return { code: "no_runtime", message, where: url };
}

function unknown(url: string, shown: string, reason: string): WireError {
  const message = `Nobody on this machine vouches for the certificate of ${url} (${reason}). If its fingerprint is the one that "supertree up --listen" showed there, pin it: ${shown}`;
  return { code: "untrusted", message, where: url };
}

function another(url: string, shown: string): WireError {
  const message = `${url} shows another certificate than the one that is pinned: ${shown}. Somebody may stand between you and the node; if its certificate was changed on purpose, pin the new one.`;
  return { code: "untrusted", message, where: url };
}
