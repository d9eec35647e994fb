import { z } from "zod";
import { logLine } from "./commands.ts";
import { history, historyEntry } from "./history.ts";
import { metrics } from "./metrics.ts";
import { durationForm, planElement } from "./plan.ts";
import { traceLine } from "./rehearsal.ts";
import { moduleVersion } from "./reload.ts";
import { delta, snapshot, strategy } from "./tree.ts";

/** Messages between the extension host and the tree panel's webview. Both sides decode; an unknown message is shown as an error. */
const path = z.string();

/** What the panel asks the extension to do; `id` comes back with the result. */
export const fromPanel = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("ready") }),
  z.strictObject({ kind: z.literal("missed"), seq: z.int() }),
  z.strictObject({
    kind: z.literal("act"),
    id: z.int(),
    act: z.discriminatedUnion("do", [
      z.strictObject({ do: z.literal("start"), path }),
      z.strictObject({ do: z.literal("stop"), path }),
      z.strictObject({ do: z.literal("restart"), path }),
      z.strictObject({ do: z.literal("hold"), path }),
      z.strictObject({ do: z.literal("release"), path }),
      z.strictObject({ do: z.literal("delete"), path }),
      z.strictObject({ do: z.literal("kill"), path, signal: z.string() }),
      z.strictObject({ do: z.literal("scale"), path, to: z.int().min(0) }),
      /** `text` is what the person typed: a plan in YAML flow form, `[restart, {restart: 5s}, stop]`. */
      z.strictObject({
        do: z.literal("change_plan"),
        path,
        plan: z.array(planElement),
        count: z.union([z.int(), z.literal("infinity")]),
      }),
      z.strictObject({ do: z.literal("change_strategy"), path, strategy }),
      z.strictObject({
        do: z.literal("change_intensity"),
        path,
        restarts: z.int().min(0),
        period: z.string().regex(durationForm),
      }),
      z.strictObject({ do: z.literal("debug"), path }),
      z.strictObject({ do: z.literal("reload"), path }),
      z.strictObject({ do: z.literal("open_log"), path }),
      z.strictObject({ do: z.literal("start_tree") }),
    ]),
  }),
  z.strictObject({ kind: z.literal("selected"), path: path.nullable() }),
  /** What this child's process uses is wanted from now on; null: nobody looks any more. */
  z.strictObject({ kind: z.literal("watch_metrics"), path: path.nullable() }),
  /** What these children write is wanted from now on (all of them for none named); null: nobody looks any more. */
  z.strictObject({ kind: z.literal("follow_logs"), paths: z.array(path).nullable() }),
  /** A file that a stack trace names, as it is written there; a source map leads on to what it was made of. */
  z.strictObject({ kind: z.literal("open_source"), file: z.string(), line: z.int().min(1), column: z.int().min(1) }),
  /** Where a child is described in the spec. */
  z.strictObject({ kind: z.literal("open_spec"), path }),
  /** A text to be kept as a file that the person names; `name` is offered. */
  z.strictObject({ kind: z.literal("save"), id: z.int(), name: z.string(), text: z.string() }),
  /** A timeline that was saved is to be chosen and shown. */
  z.strictObject({ kind: z.literal("open_recording") }),
  /** What would happen; the events are those of the command `rehearse`. */
  z.strictObject({
    kind: z.literal("rehearse"),
    id: z.int(),
    events: z.array(z.record(z.string(), z.unknown())).min(1).max(1000),
  }),
]);
export type FromPanel = z.infer<typeof fromPanel>;
export type PanelAct = Extract<FromPanel, { kind: "act" }>["act"];

export const toPanel = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("tree"), snapshot }),
  z.strictObject({ kind: z.literal("delta"), delta }),
  /** No tree to show, and why: `idle` when none runs, `lost` when the connection broke. */
  z.strictObject({ kind: z.literal("empty"), why: z.enum(["idle", "lost"]), message: z.string() }),
  z.strictObject({ kind: z.literal("select"), path }),
  /** Selects a child and offers to ask what would happen if it exited. */
  z.strictObject({ kind: z.literal("what_if"), path }),
  z.strictObject({ kind: z.literal("metrics"), metrics }),
  /** What is known of a child beside the tree: its child spec as one would write it, secrets masked, and what it has loaded. */
  z.strictObject({
    kind: z.literal("described"),
    path,
    childspec: z.record(z.string(), z.unknown()),
    modules: z.array(moduleVersion),
  }),
  /** What has become of the tree until now; comes after each `tree` that begins a connection. */
  z.strictObject({ kind: z.literal("history"), history }),
  /** What the history goes on with, beside deltas. */
  z.strictObject({ kind: z.literal("noted"), entry: historyEntry }),
  /** A timeline out of a file. */
  z.strictObject({ kind: z.literal("recording"), name: z.string(), history }),
  /** Lines of the children that are followed; `anew`: in place of all that were told before. */
  z.strictObject({ kind: z.literal("logs"), anew: z.boolean(), lines: z.array(logLine) }),
  /** What became of act `id`: a sentence for the person who asked. */
  z.strictObject({ kind: z.literal("result"), id: z.int(), ok: z.boolean(), message: z.string() }),
  /** What rehearsal `id` told, or why there is none. */
  z.strictObject({ kind: z.literal("rehearsed"), id: z.int(), trace: z.array(traceLine) }),
  z.strictObject({ kind: z.literal("not_rehearsed"), id: z.int(), message: z.string() }),
]);
export type ToPanel = z.infer<typeof toPanel>;
