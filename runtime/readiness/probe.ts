import { setTimeout as sleep } from "node:timers/promises";
import type { Ready } from "../../spec/index.ts";
import type { Cancel } from "../world.ts";
import { isAnswering } from "./http.ts";
import { isAccepting } from "./port.ts";

const firstPauseMs = 10;
const longestPauseMs = 250;

type Asked = Extract<Ready, { by: "port" | "http" }>;

/** Asks again and again, ever more slowly, until the child is ready or nobody wants to know any more. */
export function probe(asked: Asked, ready: () => void): Cancel {
  let wanted = true;
  const ask = async () => {
    for (let pauseMs = firstPauseMs; wanted; pauseMs = Math.min(pauseMs * 1.5, longestPauseMs)) {
      if (await isReady(asked)) break;
      await sleep(pauseMs);
    }
    if (wanted) ready();
  };
  void ask();
  return () => {
    wanted = false;
  };
}

function isReady(asked: Asked): Promise<boolean> {
  return asked.by === "port" ? isAccepting(asked.host, asked.port) : isAnswering(asked.url);
}

/**
 * Why a child that is known by its port must not be started: somebody listens there already, and would make it look ready.
 * Null when nobody does.
 */
export async function occupant(ready: Ready | null): Promise<string | null> {
  const place = ready && addressOf(ready);
  if (!place || !(await isAccepting(place.host, place.port))) return null;
  return `Port ${place.port} on ${place.host} is in use by another program: end that program, or give this child another port (in “run” or “env”, and in “ready”).`;
}

function addressOf(ready: Ready): { host: string; port: number } | null {
  switch (ready.by) {
    case "port":
      return ready;
    case "http": {
      const url = new URL(ready.url);
      const port = url.port === "" ? (url.protocol === "https:" ? 443 : 80) : Number(url.port);
      return isLocal(url.hostname) ? { host: url.hostname, port } : null;
    }
    case "log":
      return null;
  }
}

/** Another machine's server is not for us to judge: it may be asked on purpose. */
function isLocal(hostname: string): boolean {
  return hostname === "localhost" || hostname.startsWith("127.") || hostname === "[::1]";
}
