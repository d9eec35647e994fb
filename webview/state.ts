import type {
  ChildState,
  Delta,
  PanelAct,
  Path,
  Snapshot,
  Strategy,
  ToPanel,
  TraceLine,
  TreeNode,
} from "../wire/index.ts";
import type { Camera, Size } from "./camera.ts";
import { noUsage, type Usage } from "./details/metrics.ts";
import type { Format } from "./export/export.ts";
import type { Ink } from "./export/svg.ts";
import { t } from "./l10n.ts";
import { type Logs, noLogs } from "./logs/model.ts";
import type { LogEvent } from "./logs/update.ts";
import { type Filter, type Key, noFilter } from "./model.ts";
import type { PlanEvent } from "./plan/edit.ts";
import { noPast, type Past } from "./timeline/model.ts";
import type { TimelineEvent } from "./timeline/update.ts";
import { takenAlong } from "./tree/along.ts";
import { type Drawing, emptyDrawing } from "./tree/drawing.ts";
import { nodeAt } from "./tree/places.ts";

/** All that the panel knows; `update` is the only place that makes another one. */
export interface State {
  scene: Scene;
  filter: Filter;
  /** Keys whose usual state the person turned: supervisors closed, groups opened. */
  turned: ReadonlySet<Key>;
  /** What the scene, filter and turned keys come to; `update` keeps it so. */
  drawing: Drawing;
  /** Where the keyboard is in the tree. */
  active: Key | null;
  /** What the details pane is about: a child, or a group. */
  selected: Key | null;
  /** What the mouse points at. */
  hovered: Key | null;
  camera: Camera;
  viewport: Size;
  editor: Editor | null;
  /** Where the person chose a signal or a number of children other than the offered one. */
  choices: Choices;
  wonder: Wonder;
  /** What the selected child used lately. */
  usage: Usage;
  /** What was told of the selected child beside the tree; null until it is. */
  described: Described | null;
  past: Past;
  logs: Logs;
  /** What stands below the drawing. */
  dock: "none" | "timeline" | "logs";
  /** Children that crashed a moment ago, with when. */
  crashes: ReadonlyMap<Path, number>;
  /** Acts without a result yet. */
  asked: ReadonlyMap<number, PanelAct>;
  nextId: number;
  said: Said | null;
  /** A message that could not be understood, as a sentence. */
  problem: string | null;
  help: "shown" | "hidden";
  /** Milliseconds since the epoch, as the last event gave them. */
  now: number;
}

/** A child's spec and modules, as the extension described them. */
export type Described = Extract<ToPanel, { kind: "described" }>;

export type Scene =
  /** Nothing was told yet. */
  | { kind: "opening" }
  | { kind: "empty"; message: string }
  | { kind: "live"; tree: Snapshot }
  /** The connection broke: the last known tree stays in sight, and nothing can be done to it. */
  | { kind: "lost"; tree: Snapshot | null; message: string };

/** A plan being edited. */
export interface Editor {
  path: Path;
  text: string;
  count: string;
  /** The chip that is looked at closely. */
  picked: number | null;
  /** The plan and count as they were when the editing began, to notice that somebody else changed them. */
  begunFrom: string;
}

export interface Choices {
  signal: string;
  /** Number of children to scale to, as typed; null while it is the present one. */
  scale: string | null;
  /** The strategy that is chosen, and the intensity as typed; null while they are the present ones. */
  strategy: Strategy | null;
  intensity: string | null;
}

export const noChoices: Choices = { signal: "SIGKILL", scale: null, strategy: null, intensity: null };

/** “What if it exits with …?”, as it is being asked: numbers and durations as they are typed. */
export interface Wonder {
  how: "code" | "normal" | "signal";
  code: string;
  signal: string;
  times: string;
  every: string;
  rehearsal: Rehearsal;
}

/** `plan` is the text of the plan that it was asked with, where that was being edited. */
export type Rehearsal =
  | { is: "none" }
  | { is: "asked"; id: number; path: Path; plan: string | null }
  | { is: "told"; path: Path; plan: string | null; trace: readonly TraceLine[]; at: number }
  | { is: "refused"; path: Path; message: string };

/** What became of the last act. */
export interface Said {
  ok: boolean;
  message: string;
}

/**
 * Everything that happens to the panel, from outside and by hand. An event says only what happened, never what the state was when the
 * picture was drawn: several may come between two pictures.
 */
export type PanelEvent =
  | { kind: "told"; message: ToPanel; at: number }
  /** Deltas that came since the last picture, in the order in which they came. */
  | { kind: "flowed"; deltas: readonly Delta[]; at: number }
  | { kind: "misunderstood"; problem: string }
  | { kind: "tick"; at: number }
  | { kind: "resized"; viewport: Size }
  | { kind: "selected"; key: Key | null }
  | { kind: "hovered"; key: Key | null }
  /** A child is to be seen and selected, whatever hides it now. */
  | { kind: "revealed"; path: Path }
  | { kind: "walked"; to: Walk }
  | { kind: "turned"; key: Key }
  /** The key that selects, and the key that opens or closes: they mean what the keyboard is at. */
  | { kind: "active_selected" }
  | { kind: "active_turned" }
  | { kind: "searched"; text: string }
  | { kind: "filtered"; state: ChildState }
  | { kind: "filtered_by_role"; role: TreeNode["kind"] | null }
  | { kind: "unfiltered" }
  | { kind: "steered"; x: number; y: number; scale: number }
  /** This point of the drawing goes to the middle of the view. */
  | { kind: "centred"; x: number; y: number }
  | { kind: "zoomed"; by: number }
  | { kind: "fitted" }
  | { kind: "acted"; act: PanelAct }
  | { kind: "chosen"; choices: Partial<Choices> }
  | { kind: "wondered"; change: Partial<Omit<Wonder, "rehearsal">> }
  | { kind: "rehearsal_asked" }
  | { kind: "edit_begun" }
  | { kind: "edited"; change: Partial<Pick<Editor, "text" | "count">> }
  | { kind: "plan"; event: PlanEvent }
  | { kind: "edit_left" }
  | { kind: "applied" }
  | { kind: "timeline"; event: TimelineEvent }
  | { kind: "logs"; event: LogEvent }
  /** Opens what stands below the drawing, or closes it. */
  | { kind: "docked"; dock: "timeline" | "logs" }
  | { kind: "exported"; format: Format; ink: Ink }
  | { kind: "open_spec"; path: Path }
  | { kind: "helped" }
  | { kind: "dismissed" };

/** A step of the keyboard through the tree. */
export type Walk = "next" | "previous" | "in" | "out" | "first" | "last";

export const initial: State = {
  scene: { kind: "opening" },
  filter: noFilter,
  turned: new Set(),
  drawing: emptyDrawing,
  active: null,
  selected: null,
  hovered: null,
  camera: { mode: "fit", x: 0, y: 0, scale: 1, glide: false },
  viewport: { width: 0, height: 0 },
  editor: null,
  choices: noChoices,
  wonder: { how: "code", code: "1", signal: "SIGKILL", times: "1", every: "10s", rehearsal: { is: "none" } },
  usage: noUsage,
  described: null,
  past: noPast,
  logs: noLogs,
  dock: "none",
  crashes: new Map(),
  asked: new Map(),
  nextId: 1,
  said: null,
  problem: null,
  help: "hidden",
  now: 0,
};

/** The running tree, or the last known one. */
export function treeOf(scene: Scene): Snapshot | null {
  return scene.kind === "live" || scene.kind === "lost" ? scene.tree : null;
}

/** The tree in sight: as it is, or as it stood when the timeline is looked at. */
export function treeIn({ scene, past }: State): Snapshot | null {
  return past.looked?.tree ?? treeOf(scene);
}

/** The child at a path of the tree in sight. */
export function childIn(state: State, path: Path | null): TreeNode | undefined {
  const tree = treeIn(state);
  return tree && path !== null ? nodeAt(tree, path) : undefined;
}

/** The moment for which ages and countdowns are told. */
export function momentOf({ past, now }: State): number {
  return past.looked?.at ?? now;
}

/** Why nothing can be done to the tree in sight; null when it can. */
export function untouchable({ scene, past }: State): string | null {
  if (past.opened) return t("This is a timeline out of a file.");
  if (past.looked) return t("This is the past: go back to now.");
  return scene.kind === "live" || scene.kind === "empty" ? null : t("Not connected to the tree.");
}

/** Who a crash of what the mouse points at would take along; null while it points at no single child. */
export function alongOf(state: State): ReadonlySet<Path> | null {
  const tree = treeIn(state);
  const node = childIn(state, state.hovered);
  return tree && node && node.parent !== null ? takenAlong(tree, node.path) : null;
}
