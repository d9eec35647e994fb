import { concerns } from "./binding.ts";
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
  const { site, fault } = breakpoint;
  const place = places[0] ?? breakpoint.place;
  const shown = place ?? (site.is === "line" ? site : null);
  const processes = [...session.processes.values()].filter(
    (process) => isReachable(process) && concerns(breakpoint, process.path),
  );
  const waiting = { reason: fault === null ? "pending" : "failed" };
  return {
    id: breakpoint.id,
    verified: place !== null && fault === null,
    ...(place === null || fault !== null ? waiting : {}),
    message: fault ?? howMany(breakpoint, places.length, processes.length),
    ...(shown === null ? {} : toClient(session, shown)),
  };
}

function howMany({ site, paths }: Breakpoint, bound: number, processes: number): string {
  if (bound > 0) return `bound in ${bound} of ${processes}`;
  if (paths !== null && processes === 0)
    return `No process that is debugged now matches ${paths}; it will be bound in the first that does.`;
  const what = site.is === "line" ? "this file" : `a function ${site.name}`;
  return `No process has loaded ${what}; it will be bound in the first that does.`;
}

/** Source, line and column as this client counts them. */
function toClient({ client }: DebugSession, { file, line, column }: Place) {
  const source = { name: file.split(/[\\/]/).at(-1), path: file };
  const from = { source, line: line - 1 + client.linesFrom };
  return column === null ? from : { ...from, column: column - 1 + client.columnsFrom };
}
