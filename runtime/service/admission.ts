import { timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { authorization, type Role } from "../../wire/index.ts";

/** Why a connection is refused: an HTTP status and a text for whoever reads it. */
export interface Denial {
  status: 400 | 401 | 403;
  text: string;
}

/** Who may come in, and what it may do here. */
export type Admission = { role: Role } | Denial;

/**
 * Only a program of the same user that was given the token gets in. A web page cannot: its browser sends an Origin,
 * and one that has re-bound its name to this address sends another Host.
 */
export function admitLocal(request: IncomingMessage, port: number, token: string): Admission {
  const { host } = request.headers;
  if (isWebPage(request)) return webPage;
  if (host !== `127.0.0.1:${port}` && host !== `localhost:${port}`) {
    return {
      status: 403,
      text: `The Host header names ${host ?? "nothing"}: reach this runtime as 127.0.0.1:${port}.`,
    };
  }
  if (!presents(request, token)) {
    return {
      status: 401,
      text: 'The token is missing or wrong: send "Authorization: Bearer TOKEN" with what .supertree/token beside the spec says.',
    };
  }
  return { role: "operate" };
}

/**
 * From another machine, under whatever name this one is known there: the token alone says who it is and what it may do.
 * All tokens are compared, so that the time taken tells nothing.
 */
export function admitRemote(request: IncomingMessage, tokens: ReadonlyMap<Role, string>): Admission {
  const [role] = [...tokens].filter(([, token]) => presents(request, token)).map(([role]) => role);
  if (role === undefined) return { status: 401, text: "The token is missing or wrong." };
  return isWebPage(request) ? webPage : { role };
}

const webPage: Denial = {
  status: 403,
  text: "A runtime is not for web pages: connections with an Origin header are refused.",
};

const isWebPage = (request: IncomingMessage) => request.headers.origin !== undefined;

function presents(request: IncomingMessage, token: string): boolean {
  const { authorization: presented } = request.headers;
  return presented !== undefined && same(presented, authorization(token));
}

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
