import { commandOf } from "./command.ts";
import { formatDuration } from "./duration.ts";
import type { Findings, Place } from "./findings.ts";
import type { Alive, Command, Ready } from "./model.ts";
import { type Fill, literally } from "./placeholder.ts";
import { milliseconds } from "./plan.ts";
import type { AliveDocument, ReadyDocument } from "./probe-schema.ts";

const defaults = {
  host: "127.0.0.1",
  ready: { timeoutMs: 30_000, everyMs: 500 },
  alive: { everyMs: 10_000, timeoutMs: 2_000, failures: 3 },
} as const;

/** When a child counts as ready, its placeholders filled in. Null, and reported, when its command cannot be run. */
export function readyOf(document: ReadyDocument, place: Place, fillAt: Fill, found: Findings): Ready | null {
  const timeoutMs = time(document.timeout, defaults.ready.timeoutMs);
  if ("log" in document) return { by: "log", pattern: fillAt(document.log, [...place, "log"], literally), timeoutMs };
  if ("fd" in document) return { by: "fd", fd: document.fd, timeoutMs };
  const asked = askedOf(document, place, fillAt, found);
  if (!asked) return null;
  if (asked.by !== "command") return { ...asked, timeoutMs };
  const every = "every" in document ? document.every : undefined;
  return { ...asked, everyMs: time(every, defaults.ready.everyMs), timeoutMs };
}

/** How a child is asked whether it lives. A check that may take longer than until the next is an error: which of the two would count? */
export function aliveOf(document: AliveDocument, place: Place, fillAt: Fill, found: Findings): Alive | null {
  const everyMs = time(document.every, defaults.alive.everyMs);
  const timeoutMs = time(document.timeout, Math.min(defaults.alive.timeoutMs, everyMs));
  if (timeoutMs > everyMs) {
    const every = formatDuration(everyMs);
    const message = `a check may take ${document.timeout} and the next comes after ${every}; write a timeout of at most ${every}, or a longer \`every\``;
    found.add("bad_combination", [...place, "timeout"], message);
  }
  const check = askedOf(document, place, fillAt, found);
  return check && { check, everyMs, timeoutMs, failures: document.failures ?? defaults.alive.failures };
}

type Asked = { port: number | string; host?: string | undefined } | { http: string } | { command: string | string[] };

/** What is asked from outside the process, as readiness and liveness both have it. */
function askedOf(document: Asked, place: Place, fillAt: Fill, found: Findings): Alive["check"] | null {
  if ("http" in document) return { by: "http", url: fillAt(document.http, [...place, "http"], encodeURIComponent) };
  if ("command" in document) {
    const command: Command | null = commandOf(document.command, "command", [...place, "command"], fillAt, found);
    return command && { by: "command", command };
  }
  const written = typeof document.port === "number" ? String(document.port) : fillAt(document.port, [...place, "port"]);
  const port = Number(written);
  if (!/^\d+$/.test(written) || port < 1 || port > 65535) {
    found.add("bad_port", [...place, "port"], `\`${written}\` is no port; write a number from 1 to 65535`);
  }
  return { by: "port", port, host: fillAt(document.host ?? defaults.host, [...place, "host"]) };
}

function time(written: string | undefined, otherwiseMs: number): number {
  return written === undefined ? otherwiseMs : milliseconds(written);
}
