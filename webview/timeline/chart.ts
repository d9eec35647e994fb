import {
  type ChildState,
  type Delta,
  type History,
  type Path,
  type PlanView,
  type Report,
  type TreeNode,
  timeOf,
} from "../../wire/index.ts";
import { t } from "../l10n.ts";
import { planText } from "../plan/text.ts";
import { isCrash, reasonText, stateLook } from "../tree/look.ts";

export type Mark = "exited" | "ended" | "started" | "paused" | "held" | "planned" | "reloaded" | "new" | "gone";

/** One thing that happened to a child, in a sentence without its subject. */
export interface Happening {
  at: number;
  path: Path;
  mark: Mark;
  sentence: string;
}

/** How long a child was in a state; `to` is null while it still is. */
export interface Stretch {
  from: number;
  to: number | null;
  state: ChildState;
}

export interface Lane {
  path: Path;
  stretches: readonly Stretch[];
  happenings: readonly Happening[];
  crashes: number;
  /** It crashed three times within a minute. */
  flaps: boolean;
}

/** A history to be drawn: a lane a child to which something happened, those that crash most first, and everything in one. */
export interface Chart {
  lanes: readonly Lane[];
  all: readonly Happening[];
}

interface Drawn {
  node: TreeNode;
  stretches: Stretch[];
  happenings: Happening[];
  crashesAt: number[];
}

const drawn = new WeakMap<History, Chart>();

/** Remembered beside the history, for several views ask. */
export function chartOf(history: History): Chart {
  const known = drawn.get(history);
  if (known) return known;
  const chart = made(history);
  drawn.set(history, chart);
  return chart;
}

function made(history: History): Chart {
  const lanes = new Map<Path, Drawn>();
  for (const node of history.base.nodes) lanes.set(node.path, begun(node, Math.min(node.since, history.from)));
  const reports = reportsOf(history);
  const all: Happening[] = [];
  const tell = (path: Path, at: number, mark: Mark, sentence: string) => {
    const happening = { at, path, mark, sentence };
    all.push(happening);
    lanes.get(path)?.happenings.push(happening);
  };
  for (const entry of history.entries) {
    if (entry.kind === "delta") step(lanes, entry.delta, entry.at, reports, tell);
    if (entry.kind !== "reload") continue;
    for (const [path, sentence] of reloadsIn(entry.event.result)) tell(path, timeOf(entry), "reloaded", sentence);
  }
  const told = [...lanes.values()].filter(({ happenings }) => happenings.length > 0);
  const finished = told.map(laneOf).sort((a, b) => b.crashes - a.crashes || b.happenings.length - a.happenings.length);
  return { lanes: finished, all };
}

type Tell = (path: Path, at: number, mark: Mark, sentence: string) => void;

function step(lanes: Map<Path, Drawn>, delta: Delta, at: number, reports: Map<string, string>, tell: Tell): void {
  for (const node of delta.changed) {
    const lane = lanes.get(node.path);
    if (!lane) {
      lanes.set(node.path, begun(node, at));
      tell(node.path, at, "new", t("is new: {0}", stateLook[node.state].word));
      continue;
    }
    const before = lane.node;
    lane.node = node;
    if (node.state !== before.state) entered(lane, node.state, at);
    changes(lane, before, node, at, reports, tell);
  }
  for (const path of delta.removed) {
    const lane = lanes.get(path);
    if (!lane) continue;
    tell(path, at, "gone", t("is gone from the tree"));
    entered(lane, null, at);
  }
}

function begun(node: TreeNode, from: number): Drawn {
  return { node, stretches: [{ from, to: null, state: node.state }], happenings: [], crashesAt: [] };
}

function entered({ stretches }: Drawn, state: ChildState | null, at: number): void {
  const last = stretches.at(-1);
  if (last) last.to ??= at;
  if (state !== null) stretches.push({ from: at, to: null, state });
}

function changes(lane: Drawn, before: TreeNode, after: TreeNode, at: number, reports: Map<string, string>, tell: Tell) {
  const { path, lastExit, plan } = after;
  if (lastExit && (lastExit.at !== before.lastExit?.at || lastExit.incarnation !== before.lastExit.incarnation)) {
    const said = reports.get(`${path}#${lastExit.incarnation}`) ?? t("ended: {0}", reasonText(lastExit.reason));
    if (isCrash(lastExit.reason)) lane.crashesAt.push(lastExit.at);
    tell(path, lastExit.at, isCrash(lastExit.reason) ? "exited" : "ended", said);
  }
  if (after.incarnation > before.incarnation)
    tell(path, at, "started", t("started, incarnation {0}", after.incarnation));
  if (after.state === "paused" && before.state !== "paused") tell(path, at, "paused", t("paused by a debugger"));
  if (after.onHold !== before.onHold) tell(path, at, "held", after.onHold ? t("put on hold") : t("released"));
  if (plan && planMark(plan) !== (before.plan && planMark(before.plan)))
    tell(path, at, "planned", t("has a new plan: {0}, count {1}", planText(plan.elements), String(plan.count)));
}

function planMark({ elements, count }: PlanView): string {
  return JSON.stringify([elements, count]);
}

/** What supervision said about an exit is better than what the exit itself says: `PATH#INCARNATION` → the sentence. */
function reportsOf({ entries }: History): Map<string, string> {
  const told = new Map<string, string>();
  const note = ({ path, about, message }: Report) => {
    if (about && about.context !== "changed") told.set(`${path}#${about.incarnation}`, message);
  };
  for (const entry of entries) if (entry.kind === "report") note(entry.report);
  return told;
}

type Reload = Extract<History["entries"][number], { kind: "reload" }>["event"]["result"];

function reloadsIn(result: Reload): [Path, string][] {
  if (result.outcome !== "committed") return [];
  return result.reloaded.flatMap(({ file, version, processes }) =>
    processes.map((path): [Path, string] => [
      path,
      t("runs version {0} of {1}", version, file.slice(file.lastIndexOf("/") + 1)),
    ]),
  );
}

const flapsMs = 60_000;
const flapsFrom = 3;

function laneOf({ node, stretches, happenings, crashesAt }: Drawn): Lane {
  const flaps = crashesAt.some(
    (at, index) => at - (crashesAt[index - flapsFrom + 1] ?? Number.NEGATIVE_INFINITY) < flapsMs,
  );
  return { path: node.path, stretches, happenings, crashes: crashesAt.length, flaps };
}

/**
 * The chart as text, a line a lane, for tests: `fleet/api ×3 flaps  running restarting running  exited started`.
 */
export function chartText({ lanes }: Chart): string {
  return lanes
    .map(({ path, stretches, happenings, crashes, flaps }) =>
      [
        `${path}${crashes > 0 ? ` ×${crashes}` : ""}${flaps ? " flaps" : ""}`,
        stretches.map(({ state }) => state).join(" "),
        happenings.map(({ mark }) => mark).join(" "),
      ].join("  "),
    )
    .join("\n");
}
