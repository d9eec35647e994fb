import type { Path, TraceLine } from "../../wire/index.ts";

type Line<D extends TraceLine["do"]> = Extract<TraceLine, { do: D }>;

/** A trace read with a question in mind: what each of the asked exits led to. */
export interface Story {
  /** In the order in which they were asked; the first is number 1. */
  exits: readonly AskedExit[];
  /** The call in front was refused, e.g. since the plan is wrong. */
  refusal: Line<"refuse"> | null;
  /** The tree did not come to rest. */
  gaveUp: Line<"give_up"> | null;
}

export interface AskedExit {
  number: number;
  at: number;
  outcome: Outcome;
  /** Other workers that went down because of it. */
  along: ReadonlySet<Path>;
  /** Supervisors that ended by it, not because another stopped them; the innermost first. */
  ended: readonly Ended[];
}

export type Outcome =
  | { is: "restarted"; afterMs: number }
  | { is: "waits" }
  | { is: "held" }
  | { is: "forgotten" }
  | { is: "down" }
  /** It met no process. */
  | { is: "ignored" };

export interface Ended {
  path: Path;
  reason: Line<"ended">["reason"];
  /** How long after the exit it is up again; null when it is not. */
  againAfterMs: number | null;
}

export function storyOf(asked: Path, trace: readonly TraceLine[]): Story {
  const obeyed = stopsObeyed(trace);
  const ownEnds = endsOfTheirOwn(trace);
  const beginnings = trace.flatMap((line, index) => (isAsked(asked, line, obeyed) ? [index] : []));
  return {
    exits: beginnings.map((from, index) =>
      exitOf(index + 1, asked, trace, [from, beginnings[index + 1] ?? trace.length], ownEnds),
    ),
    refusal: trace.find((line) => line.do === "refuse") ?? null,
    gaveUp: trace.find((line) => line.do === "give_up") ?? null,
  };
}

/** The exits of processes that had been told to end. */
export function stopsObeyed(trace: readonly TraceLine[]): ReadonlySet<TraceLine> {
  const told = new Set<string>();
  const obeyed = new Set<TraceLine>();
  for (const line of trace) {
    if (line.do === "stop" || line.do === "kill") told.add(`${line.child}#${line.incarnation}`);
    if (line.do === "exited" && told.has(`${line.child}#${line.incarnation}`)) obeyed.add(line);
  }
  return obeyed;
}

/** Whether an asked exit begins here: the child's own end, which is no answer to a stop or kill, nor a start that failed. */
function isAsked(asked: Path, line: TraceLine, obeyed: ReadonlySet<TraceLine>): boolean {
  if (line.child !== asked) return false;
  return line.do === "ignore" || (line.do === "exited" && !isStartFailure(line) && !obeyed.has(line));
}

function isStartFailure({ reason }: Line<"exited">): boolean {
  return reason !== null && typeof reason === "object" && "error" in reason;
}

/** A supervisor that ends by itself reports it; one that is stopped with others does not. */
export function endsOfTheirOwn(trace: readonly TraceLine[]): ReadonlySet<TraceLine> {
  const reported = new Set<Path>();
  const own = new Set<TraceLine>();
  for (const line of trace) {
    if (line.do === "report") reported.add(line.child);
    if (line.do === "ended" && reported.delete(line.child)) own.add(line);
  }
  return own;
}

/** The exit at index `from`; what happens until the next one is its doing. */
function exitOf(
  number: number,
  asked: Path,
  trace: readonly TraceLine[],
  [from, until]: readonly [number, number],
  ownEnds: ReadonlySet<TraceLine>,
): AskedExit {
  const lines = trace.slice(from, until);
  const at = lines[0]?.at ?? 0;
  const stopped = lines.filter((line) => line.do === "stop" || line.do === "kill");
  return {
    number,
    at,
    outcome: lines[0]?.do === "ignore" ? { is: "ignored" } : outcomeOf(asked, at, lines),
    along: new Set(stopped.map(({ child }) => child).filter((child) => child !== asked)),
    ended: lines.flatMap((line, index) => {
      if (line.do !== "ended" || !ownEnds.has(line)) return [];
      const { child: path, reason } = line;
      return [{ path, reason, againAfterMs: againAfter(path, at, trace.slice(from + index)) }];
    }),
  };
}

function outcomeOf(asked: Path, at: number, lines: readonly TraceLine[]): Outcome {
  const own = lines.filter(({ child }) => child === asked);
  const due = own.find((line) => line.do === "restart_at");
  if (due) return { is: "restarted", afterMs: due.due - at };
  const start = own.find((line) => line.do === "start");
  if (start) return { is: "restarted", afterMs: start.at - at };
  if (own.some((line) => line.do === "delete")) return { is: "forgotten" };
  if (own.some((line) => line.do === "hold")) return { is: "held" };
  return own.some((line) => line.do === "wait") ? { is: "waits" } : { is: "down" };
}

/** A supervisor has no process: it is up again when something below it starts. */
function againAfter(path: Path, at: number, later: readonly TraceLine[]): number | null {
  const again = later.find((line) => line.do === "start" && line.child.startsWith(`${path}/`));
  return again ? again.at - at : null;
}
