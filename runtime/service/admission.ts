import { timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { authorization } from "../../wire/index.ts";

/** Why a connection is refused: an HTTP status and a text for whoever reads it. */
export interface Denial {
  status: 400 | 401 | 403;
  text: string;
}

/**
 * Only a program of the same user that was given the token gets in. A web page cannot: its browser sends an Origin,
 * and one that has re-bound its name to this address sends another Host. Null for a connection that may go on.
 */
export function deny(request: IncomingMessage, port: number, token: string): Denial | null {
  const { host, origin, authorization: presented } = request.headers;
  if (origin !== undefined) {
    return { status: 403, text: "A runtime is not for web pages: connections with an Origin header are refused." };
  }
  if (host !== `127.0.0.1:${port}` && host !== `localhost:${port}`) {
    return {
      status: 403,
      text: `The Host header names ${host ?? "nothing"}: reach this runtime as 127.0.0.1:${port}.`,
    };
  }
  if (presented === undefined || !same(presented, authorization(token))) {
    return {
      status: 401,
      text: 'The token is missing or wrong: send "Authorization: Bearer TOKEN" with what .supertree/token beside the spec says.',
    };
  }
  return null;
}

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
