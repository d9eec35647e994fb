export type Line = "first" | "round";

/** A process came to a line at this time, and was past it at that. */
export interface Reach {
  pid: number;
  line: Line;
  at: number;
  past: number;
}

/** The client heard at this time that a process stopped at a line. */
export interface Stop {
  pid: number;
  line: Line;
  at: number;
}

/** From when a breakpoint was known to be verified until the client asked for its removal. */
export interface Watch {
  line: Line;
  from: number;
  until: number;
}

/** The lines that were reached while a breakpoint was verified there and at which no stop was told. */
export function missed(reaches: readonly Reach[], stops: readonly Stop[], watches: readonly Watch[]): Reach[] {
  const stopped = new Set(stops.map((stop) => lastBefore(reaches, stop)));
  return reaches.filter((reach) => {
    const isWatched = ({ line, from, until }: Watch) => line === reach.line && from < reach.at && reach.past < until;
    return !stopped.has(reach) && watches.some(isWatched);
  });
}

/** A process goes past a line only after it was let go on, so that a stop is of the last time that it came there. */
function lastBefore(reaches: readonly Reach[], { pid, line, at }: Stop): Reach | undefined {
  return reaches.findLast((reach) => reach.pid === pid && reach.line === line && reach.at <= at);
}
