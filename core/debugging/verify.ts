import type { Breakpoint, DebugSession, Place } from "./model.ts";
import { isReachable } from "./reaction.ts";

/** Whether every process that was asked about it has answered. A breakpoint that is gone keeps nobody waiting. */
export function isSettled(breakpoint: Breakpoint | undefined): boolean {
  return breakpoint === undefined || [...breakpoint.bindings.values()].every(({ is }) => is !== "setting");
}

/** A breakpoint as DAP has it: verified once a process has bound it, with how many have: “bound in 12 of 14”. */
export function describe(session: DebugSession, breakpoint: Breakpoint) {
  const places = [...breakpoint.bindings.values()].flatMap((binding) =>
    binding.is === "bound" ? [binding.place] : [],
  );
  const place = places[0] ?? breakpoint.place;
  const processes = [...session.processes.values()].filter(isReachable).length;
  return {
    id: breakpoint.id,
    verified: place !== null && breakpoint.fault === null,
    message: breakpoint.fault ?? howMany(places.length, processes),
    source: { name: breakpoint.file.split(/[\\/]/).at(-1), path: breakpoint.file },
    ...toClient(session, place ?? breakpoint),
  };
}

function howMany(bound: number, processes: number): string {
  if (bound > 0) return `bound in ${bound} of ${processes}`;
  return "No process has loaded this file; it will be bound in the first that does.";
}

/** Line and column as this client counts them. */
function toClient({ client }: DebugSession, { line, column }: Place): { line: number; column?: number } {
  const from = { line: line - 1 + client.linesFrom };
  return column === null ? from : { ...from, column: column - 1 + client.columnsFrom };
}
