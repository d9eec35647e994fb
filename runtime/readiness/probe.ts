import type { Ready } from "../../spec/index.ts";
import type { Cancel } from "../world.ts";
import { Asking, type Where } from "./asking.ts";
import { isAccepting } from "./port.ts";

const firstPauseMs = 10;
const longestPauseMs = 250;
/** How long one question may take before the next is tried. */
const patienceMs = { port: 1_000, http: 2_000, command: 10_000 } as const;

type FromOutside = Extract<Ready, { by: "port" | "http" | "command" }>;

export interface ProbeHear {
  ready(): void;
  /** Why a command says no: once, until it is for another reason. */
  refused(reason: string): void;
}

/**
 * Asks again and again until the child is ready or nobody wants to know any more: a command every so often, all else ever more slowly.
 * Null where nobody outside can tell: the child announces it itself, or nothing is waited for.
 */
export function probe(ready: Ready | null, where: Where, hear: ProbeHear): Cancel | null {
  if (ready === null || ready.by === "log" || ready.by === "fd") return null;
  const asking = new Asking(ready, where);
  void askUntilReady(asking, ready, hear);
  return () => asking.end();
}

async function askUntilReady(asking: Asking, ready: FromOutside, hear: ProbeHear): Promise<void> {
  const everyMs = ready.by === "command" ? ready.everyMs : null;
  const withinMs = Math.max(patienceMs[ready.by], everyMs ?? 0);
  let told: string | null = null;
  for (let pauseMs = firstPauseMs; !asking.over; pauseMs = Math.min(pauseMs * 1.5, longestPauseMs)) {
    const wrong = await asking.ask(withinMs);
    if (asking.over) return;
    if (wrong === null) return hear.ready();
    if (everyMs !== null && wrong !== told) hear.refused(wrong);
    told = wrong;
    await asking.pause(everyMs ?? pauseMs);
  }
}

/** The probe of a child that is ready as it is. */
export function readyAtOnce(ready: () => void): Cancel {
  queueMicrotask(ready);
  return () => {};
}

/**
 * Why a child that is known by its port must not be started: somebody listens there already, and would make it look ready.
 * Null when nobody does.
 */
export async function occupant(ready: Ready | null): Promise<string | null> {
  const place = ready && addressOf(ready);
  if (!place || !(await isAccepting(place.host, place.port, AbortSignal.timeout(patienceMs.port)))) return null;
  return `Port ${place.port} on ${place.host} is in use by another program: end that program, or give this child another port (in “run” or “env”, and in “ready”).`;
}

/** Whether `occupant` has somebody to ask. */
export function isKnownByAddress(ready: Ready | null): boolean {
  return ready !== null && addressOf(ready) !== null;
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
    case "fd":
    case "command":
      return null;
  }
}

/** Another machine's server is not for us to judge: it may be asked on purpose. */
function isLocal(hostname: string): boolean {
  return hostname === "localhost" || hostname.startsWith("127.") || hostname === "[::1]";
}
