/** Where a runtime is found and how it is reached. */

/** Folder beside the spec with the files of a running tree. */
export const stateFolder = ".supertree";
export const tokenFile = "token";
/** `{ pid, url, version, spec }` of the runtime that owns the tree, in `.supertree/state/`. */
export const runtimeFile = "state/runtime.json";

/** Headers of a connection: the token proves the client, an `Origin` header disproves it (a web page sends one). */
export const authorization = (token: string) => `Bearer ${token}`;

/** Where the debug protocol of one incarnation is carried: a WebSocket of its own, text frames passed on verbatim. The path is a child's, so it has a `/`: alone, `.` would be lost in a URL. */
export function debugUrl(runtimeUrl: string, path: string, incarnation: number): string {
  return `${runtimeUrl.replace(/\/$/, "")}/debug/${encodeURIComponent(path)}/${incarnation}`;
}

/** The other half of `debugUrl`: what a request's URL path asks for; null when it is not of this form. */
export function parseDebugUrl(urlPath: string): { path: string; incarnation: number } | null {
  const match = /^\/debug\/([^/]+)\/(\d+)$/.exec(urlPath);
  if (!match?.[1] || !match[2]) return null;
  try {
    return { path: decodeURIComponent(match[1]), incarnation: Number(match[2]) };
  } catch {
    return null; // a stray % is no path of ours
  }
}

/** Whether a child's path is meant by a pattern: `*` is one id, `**` any number of them; a pattern that names a supervisor means all below it. */
export function matches(pattern: string, path: string): boolean {
  const source = pattern
    .split("/")
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"))
    .map((part) => (part === "**" ? "**" : part.replaceAll("*", "[^/]*")))
    .join("/")
    .replaceAll("**/", "(?:[^/]+/)*")
    .replace(/\*\*$/, ".*");
  return new RegExp(`^${source}(/.*)?$`).test(path);
}
