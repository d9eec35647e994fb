import { readFile } from "node:fs/promises";
import type { Endpoint } from "./endpoint.ts";
import { WireFailure } from "./failure.ts";

/** A runtime of another machine as a person names it: an address, and files with what is secret. */
export interface EndpointFiles {
  url: string;
  tokenFile?: string | undefined;
  /** The token itself, where an editor keeps it. */
  token?: string | undefined;
  fingerprint?: string | undefined;
  /** PEM files, where clients need a certificate. */
  clientCert?: string | undefined;
  clientKey?: string | undefined;
}

/** Reads the files. Fails with `wrong_token` and `usage`, naming the one that cannot be read. */
export async function endpointOf({
  url,
  tokenFile = "",
  token: kept,
  fingerprint,
  clientCert,
  clientKey,
}: EndpointFiles): Promise<Endpoint> {
  if ((clientCert === undefined) !== (clientKey === undefined)) {
    const message = "A client certificate and its key belong together: name both files or none.";
    throw new WireFailure({ code: "usage", message, where: clientCert ?? clientKey ?? null });
  }
  const token = kept ?? (await read(tokenFile, "wrong_token", "The token file")).trim();
  if (clientCert === undefined || clientKey === undefined) return { url, token, ...(fingerprint && { fingerprint }) };
  const identity = {
    cert: await read(clientCert, "usage", "The client certificate"),
    key: await read(clientKey, "usage", "The key of the client certificate"),
  };
  return { url, token, identity, ...(fingerprint && { fingerprint }) };
}

async function read(file: string, code: "wrong_token" | "usage", what: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    const message = `${what} cannot be read: ${error instanceof Error ? error.message : error}`;
    throw new WireFailure({ code, message, where: file });
  }
}
