import type { Endpoint } from "../../client/index.ts";

/** A node of another machine, as a person has named it. */
export interface Elsewhere {
  /** Its name in this editor. */
  name: string;
  /** `wss://HOST:PORT` */
  url: string;
  /** SHA-256 of its certificate; undefined where an authority that this machine trusts vouches for it. */
  fingerprint: string | undefined;
  /** Where the sources that run there are here, for breakpoints and stacks. */
  localRoot: string | undefined;
  remoteRoot: string | undefined;
  /** With the token, which the editor keeps secret. Fails where there is none. */
  endpoint(): Promise<Endpoint>;
}
