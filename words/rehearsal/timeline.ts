import type { Path, TraceLine } from "../../wire/index.ts";
import { span } from "../time.ts";
import { endsOfTheirOwn, stopsObeyed } from "./story.ts";

/** A trace as rows of children and columns of moments. */
export interface Timeline {
  /** One a column: the distinct times at which something happens, so that crowded and idle times are equally readable. */
  moments: readonly { at: number; label: string }[];
  lanes: readonly Lane[];
  /** Children and moments that are not drawn, for there are too many. */
  hidden: { lanes: number; moments: number };
}

export interface Lane {
  path: Path;
  /** One for each moment. */
  cells: readonly Cell[];
}

/** One child at one moment: how it was, what happened, how it is from then on. */
export interface Cell {
  before: Standing;
  marks: readonly Mark[];
  after: Standing;
}

/** `due` is down with a delayed restart ahead; `waiting` stays down until somebody restarts or releases it; `gone` is forgotten. */
export type Standing = "up" | "down" | "due" | "waiting" | "gone";

/** `ended` is a supervisor's end; `ignored` is an exit that met no process. */
export type Mark = "exited" | "stopped" | "killed" | "started" | "ended" | "ignored";

const lanesShown = 12;
const momentsShown = 60;

/** The asked child's lane first, then those of supervisors that end, then the others. */
export function timelineOf(asked: Path, trace: readonly TraceLine[]): Timeline {
  const obeyed = stopsObeyed(trace);
  const told = trace.filter((line) => !obeyed.has(line));
  const ownEnds = endsOfTheirOwn(trace);
  const moments = [...new Set(told.map(({ at }) => at))];
  const paths = pathsOf(asked, told);
  const shown = moments.slice(0, momentsShown);
  return {
    moments: shown.map((at) => ({ at, label: brief(at) })),
    lanes: paths.slice(0, lanesShown).map((path) => laneOf(path, told, shown, ownEnds)),
    hidden: {
      lanes: Math.max(0, paths.length - lanesShown),
      moments: Math.max(0, moments.length - momentsShown),
    },
  };
}

/** As narrow as a column: `45 s`, `1m 15s`, `2h 5m`. */
function brief(at: number): string {
  return at < 60_000 ? span(at) : span(at).replace(/ (min|h|s)/g, (_, unit: string) => unit.charAt(0));
}

function pathsOf(asked: Path, told: readonly TraceLine[]): Path[] {
  const lives = told.filter((line) => markOf(line) !== null || standingAfter(line) !== null);
  const supervisors = lives.filter((line) => line.do === "ended");
  const starts = lives.filter((line) => line.do === "start"); // in start order, while stops come in reverse
  return [...new Set([asked, ...[...supervisors, ...starts, ...lives].map(({ child }) => child)])];
}

function laneOf(
  path: Path,
  told: readonly TraceLine[],
  moments: readonly number[],
  ownEnds: ReadonlySet<TraceLine>,
): Lane {
  const isSupervisor = told.some((line) => line.do === "ended" && line.child === path);
  const own = told.filter((line) => line.child === path || (isSupervisor && isBelow(line, path)));
  let standing = firstStanding(
    told.find((line) => line.child === path && (standingAfter(line) !== null || line.do === "ignore")),
  );
  const cells = moments.map((at) => {
    const before = standing;
    const marks: Mark[] = [];
    for (const line of own.filter((each) => each.at === at)) {
      const isRise = line.child !== path;
      if (isRise && standing === "up") continue;
      const mark = line.do === "ended" && !ownEnds.has(line) ? "stopped" : markOf(line);
      if (mark !== null && marks.at(-1) !== mark) marks.push(mark);
      standing = standingAfter(line) ?? standing;
    }
    return { before, marks, after: standing };
  });
  return { path, cells };
}

/** A supervisor has no process: it is up again when something below it starts. */
function isBelow(line: TraceLine, path: Path): boolean {
  return line.do === "start" && line.child.startsWith(`${path}/`);
}

/** How a child was before the first thing that is told of it. */
function firstStanding(first: TraceLine | undefined): Standing {
  return first?.do === "start" || first?.do === "ignore" || first?.do === "restart_at" ? "down" : "up";
}

function markOf(line: TraceLine): Mark | null {
  switch (line.do) {
    case "exited":
      return "exited";
    case "stop":
      return "stopped";
    case "kill":
      return "killed";
    case "start":
    case "adopt":
      return "started";
    case "ended":
      return "ended";
    case "ignore":
      return "ignored";
    default:
      return null;
  }
}

function standingAfter(line: TraceLine): Standing | null {
  switch (line.do) {
    case "start":
    case "adopt":
      return "up";
    case "exited":
    case "stop":
    case "kill":
    case "ended":
      return "down";
    case "restart_at":
      return "due";
    case "wait":
    case "hold":
      return "waiting";
    case "delete":
      return "gone";
    default:
      return null;
  }
}
