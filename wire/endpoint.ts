/** Where a runtime is found and how it is reached. */

/** Folder beside the spec with the files of a running tree. */
export const stateFolder = ".supertree";
export const tokenFile = "token";
/** `{ pid, url, version, spec }` of the runtime that owns the tree, in `.supertree/state/`. */
export const runtimeFile = "state/runtime.json";

/** Headers of a connection: the token proves the client, an `Origin` header disproves it (a web page sends one). */
export const authorization = (token: string) => `Bearer ${token}`;

/** What a debug channel leads to, and how. */
export interface DebugTarget {
  path: string;
  incarnation: number;
  /** A descendant of that incarnation's process; null for the process itself. */
  pid: number | null;
  transport: DebugTransport;
}

/** `port`: the inspector's, opened on loopback on demand. `agent`: a thread in the process, without any port. */
export type DebugTransport = "port" | "agent";

/** Where the debug protocol of one process is carried: a WebSocket of its own, text frames passed on verbatim. The path is a child's, so it has a `/`: alone, `.` would be lost in a URL. */
export function debugUrl(runtimeUrl: string, { path, incarnation, pid, transport }: DebugTarget): string {
  const process = pid === null ? "" : `&pid=${pid}`;
  const base = runtimeUrl.replace(/\/$/, "");
  return `${base}/debug/${encodeURIComponent(path)}/${incarnation}?transport=${transport}${process}`;
}

/** The other half of `debugUrl`: what a request's path and query ask for; null when they are not of this form. Without a query it is the port. */
export function parseDebugUrl(pathAndQuery: string): DebugTarget | null {
  const match = /^\/debug\/([^/?]+)\/(\d+)(?:\?transport=(port|agent)(?:&pid=(\d+))?)?$/.exec(pathAndQuery);
  const [, path, incarnation, transport, pid] = match ?? [];
  if (!path || !incarnation) return null;
  try {
    return {
      path: decodeURIComponent(path),
      incarnation: Number(incarnation),
      pid: pid === undefined ? null : Number(pid),
      transport: transport === "agent" ? "agent" : "port",
    };
  } catch {
    return null; // a stray % is no path of ours
  }
}

/** The runtime asks what is connected here whether it still lives; one that does not say so for two seconds loses all connections of its lease. */
export const pulsePath = "/pulse";

/** An address under a lease (letters, digits, hyphens), as a client chooses it for its connections: they are cut off together when the pulse of their lease stops. */
export function underLease(url: string, lease: string): string {
  return `${url}${url.includes("?") ? "&" : "?"}lease=${lease}`;
}

/** The other half of `underLease`: what is asked for, and the lease; null for none. */
export function splitLease(pathAndQuery: string): { asked: string; lease: string | null } {
  const [, asked, lease] = /^(.*)[?&]lease=([\w-]{1,64})$/.exec(pathAndQuery) ?? [];
  return asked === undefined || lease === undefined ? { asked: pathAndQuery, lease: null } : { asked, lease };
}

/**
 * Whether a child's path is meant by a pattern: `*` is one id, `**` any number of them; a pattern that names a supervisor means all below it.
 * The root's id may be left out: `devices/*` means `fleet/devices/device-1`.
 */
export function matches(pattern: string, path: string): boolean {
  const source = pattern
    .split("/")
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"))
    .map((part) => (part === "**" ? "**" : part.replaceAll("*", "[^/]*")))
    .join("/")
    .replaceAll("**/", "(?:[^/]+/)*")
    .replace(/\*\*$/, ".*");
  return new RegExp(`^([^/]+/)?${source}(/.*)?$`).test(path);
}

/** A debugger that closes its channel with this code leaves the process paused; with any other it goes on. */
export const staysPaused = 4001;
