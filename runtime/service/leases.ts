import type { WebSocket } from "ws";

/** How often a pulse is felt, and how many times in a row without one mean that nobody is there: together less than two seconds. */
const everyMs = 350;
const mostUnanswered = 4;

/**
 * Connections that end together when the pulse of their lease stops: a process that is frozen, or cut off, closes nothing by itself, and what is held or
 * paused for it must go on. What counts are questions without an answer and not the time, so that a runtime that is itself late blames nobody.
 */
export class Leases {
  readonly #connections = new Map<string, Set<WebSocket>>();

  add(lease: string | null, connection: WebSocket): void {
    if (lease === null) return;
    const connections = this.#connections.get(lease) ?? new Set();
    this.#connections.set(lease, connections.add(connection));
    connection.once("close", () => {
      connections.delete(connection);
      if (connections.size === 0) this.#connections.delete(lease);
    });
  }

  /** Feels a pulse from now on, until its connection closes; one that was never felt, or has left, stops nothing. */
  watch(lease: string, pulse: WebSocket): void {
    let unanswered = 0;
    const feeling = setInterval(() => {
      if (unanswered === mostUnanswered) return this.#cutOff(lease, pulse);
      unanswered++;
      pulse.ping();
    }, everyMs);
    pulse.on("pong", () => {
      unanswered = 0;
    });
    pulse.on("error", () => pulse.terminate()); // `close` follows
    pulse.once("close", () => clearInterval(feeling));
  }

  #cutOff(lease: string, pulse: WebSocket): void {
    for (const connection of this.#connections.get(lease) ?? []) connection.terminate();
    pulse.terminate();
  }
}
