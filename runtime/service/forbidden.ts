import type { Role, WireError } from "../../wire/index.ts";

/** What a client is told whose token does not let it do that. */
export function forbidden(role: Role, what: string, wanted: Role): WireError {
  const message = `A ${role} client may not ${what}: connect with the ${wanted} token of that node (.supertree/tokens/${wanted} beside its spec).`;
  return { code: "forbidden", message, where: what };
}
