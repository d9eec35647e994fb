import type WebSocket from "ws";

/** How a client finds out that a node elsewhere is gone though nobody has said so. */
export const heartbeat = {
  /** Asked so often while nothing else comes. */
  everyMs: 2_500,
  /** Silent for so long: suspect. It may only be slow. */
  suspectMs: 6_000,
  /** Silent for so long: down. The connection is given up. */
  downMs: 15_000,
} as const;
export type Heartbeat = { readonly [key in keyof typeof heartbeat]: number };

export type Health = "up" | "suspect" | "down";

/**
 * Watches a connection by the time since anything came over it: a failure detector that says down of a node that is up where it is silent for
 * `downMs`, and of one that is gone within `downMs + everyMs`. `changed` hears each turn; a connection that is down is cut.
 */
export function watchHealth(socket: WebSocket, beat: Heartbeat, changed: (health: Health) => void): void {
  let heard = performance.now();
  let health: Health = "up";
  const enter = (next: Health) => {
    if (next === health) return;
    health = next;
    changed(next);
  };
  const hear = () => {
    heard = performance.now();
    enter("up");
  };
  socket.on("message", hear);
  socket.on("pong", hear);
  const timer = setInterval(() => {
    const silentMs = performance.now() - heard;
    if (silentMs >= beat.downMs) {
      enter("down");
      socket.terminate();
    } else {
      if (silentMs >= beat.suspectMs) enter("suspect");
      socket.ping();
    }
  }, beat.everyMs);
  timer.unref();
  socket.once("close", () => clearInterval(timer));
}
