import type { WebSocket } from "ws";

/** How often a pulse is felt, and how many times in a row without one mean that nobody is there: together less than two seconds. */
const everyMs = 350;
const mostUnanswered = 4;

/**
 * Connections that end together when the pulse of their lease stops: a process that is frozen, or cut off, closes nothing by itself, and what is held or
 * paused for it must go on. What counts are questions without an answer that were asked in time: where this process gets no processor, the other gets none either.
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
    let asked = performance.now();
    const feeling = setInterval(() => {
      const isLate = performance.now() - asked > 2 * everyMs;
      asked = performance.now();
      if (unanswered === mostUnanswered && !isLate) return this.#cutOff(lease, pulse);
      if (!isLate) unanswered++;
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
