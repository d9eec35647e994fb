import type { Server } from "node:http";
import { createServer, type ServerOptions } from "node:https";
import type { Socket } from "node:net";
import { addressOf, type Listening, parseAddress, type Role } from "../../wire/index.ts";
import { Refusal, reasonOf } from "../refusal.ts";
import { admitRemote } from "../service/admission.ts";
import { type Door, listen } from "../service/door.ts";
import type { StateFolder } from "../state/folder.ts";
import { certificateFor, read } from "./certificate.ts";
import { tokensIn } from "./tokens.ts";

/** Who has not shown a token after so long is hung up on, and of so many at a time the rest. */
const patienceMs = 10_000;
const mostStrangers = 64;

export interface RemoteDoor extends Door {
  readonly fingerprint: string;
}

/** The door of other machines: TLS alone, silent to whoever shows no token. Refuses with `usage` and `start_failed`. */
export async function remoteDoor(listening: Listening, folder: StateFolder): Promise<RemoteDoor> {
  const address = parseAddress(listening.at);
  if (!address) {
    const message = `--listen ${listening.at} is no address: name it as HOST:PORT, such as 0.0.0.0:4711 or [::1]:0.`;
    throw new Refusal({ code: "usage", message, where: "--listen" });
  }
  const { cert, key, fingerprint } = await certificateFor(listening, folder.tls);
  const asksForCertificate = listening.clientCa !== undefined && {
    ca: await read(listening.clientCa),
    requestCert: true,
    rejectUnauthorized: true,
  };
  const tokens: ReadonlyMap<Role, string> = await tokensIn(folder.tokens, listening.atMost ?? "operate");
  const http = tlsServer({ cert, key, ...asksForCertificate });
  return {
    http,
    isSilent: true,
    fingerprint,
    admit: (request) => admitRemote(request, tokens),
    async open() {
      try {
        return `wss://${addressOf(address.host, await listen(http, address.host, address.port))}`;
      } catch (error) {
        const message = `Nothing can listen at ${listening.at} (${reasonOf(error)}): name a free port of an address of this machine.`;
        throw new Refusal({ code: "start_failed", message, where: "--listen" });
      }
    },
  };
}

function tlsServer(identity: ServerOptions): Server {
  const http = createServer({
    ...identity,
    minVersion: "TLSv1.3",
    handshakeTimeout: patienceMs,
    headersTimeout: patienceMs,
    requestTimeout: patienceMs,
    connectionsCheckingInterval: patienceMs / 4,
    maxHeaderSize: 8 * 1024,
  });
  http.on("clientError", (_, socket) => socket.destroy()); // by itself a server answers what is no HTTP
  http.on("tlsClientError", (_, socket) => socket.destroy());
  limitStrangers(http);
  return http;
}

/** Counts the connections that have not become anything yet: a port that anybody reaches is to cost little. */
function limitStrangers(http: Server): void {
  const strangers = new Set<Socket>();
  http.on("connection", (socket: Socket) => {
    if (strangers.size >= mostStrangers) return socket.destroy();
    socket.setKeepAlive(true, patienceMs); // a cable that was pulled says no goodbye
    strangers.add(socket);
    socket.once("close", () => strangers.delete(socket));
  });
  http.on("upgrade", (request) => {
    const tls = request.socket;
    for (const socket of strangers)
      if (socket.remotePort === tls.remotePort && socket.remoteAddress === tls.remoteAddress) strangers.delete(socket);
  });
}
