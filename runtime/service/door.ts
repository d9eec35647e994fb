import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type Admission, admitLocal } from "./admission.ts";

/** A port at which clients knock. */
export interface Door {
  readonly http: Server;
  /** Whether who shows no token is hung up on without a word: no stranger learns what listens here. */
  readonly isSilent: boolean;
  /** Settles with the address at which it listens. */
  open(): Promise<string>;
  admit(request: IncomingMessage): Admission;
}

/** The door of this machine's programs, on loopback: on the port where clients of an earlier runtime look for it, where that is free. */
export function localDoor(token: string, wished = 0): Door {
  const http = createServer();
  let port = 0;
  return {
    http,
    isSilent: false,
    async open() {
      port = await (wished === 0
        ? listen(http, "127.0.0.1", 0)
        : listen(http, "127.0.0.1", wished).catch(() => listen(http, "127.0.0.1", 0)));
      return `ws://127.0.0.1:${port}`;
    },
    admit: (request) => admitLocal(request, port, token),
  };
}

/** Settles with the port. */
export function listen(http: Server, host: string, port: number): Promise<number> {
  return new Promise((settle, fail) => {
    http.once("error", fail);
    http.listen(port, host, () => {
      http.off("error", fail);
      settle((http.address() as AddressInfo).port);
    });
  });
}
