import { type Endpoint, endpointOf } from "../client/index.ts";
import type { Request } from "../core/index.ts";

type Joining = Extract<Request, { command: "launch" | "attach" }>;

/** The runtime that an attach names by its address; null where it is to be found by its spec. */
export function namedEndpoint(request: Joining): Promise<Endpoint> | null {
  if (request.command === "launch") return null;
  const { url, tokenFile, token } = request.arguments;
  return url === undefined || (tokenFile ?? token) === undefined ? null : endpointOf({ ...request.arguments, url });
}
