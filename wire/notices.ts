import { z } from "zod";
import { debuggedProcess, logLine } from "./commands.ts";
import { metrics } from "./metrics.ts";
import { reloadEvent, reloadProgress } from "./reload.ts";
import { report } from "./report.ts";
import { traceCounts } from "./traces.ts";
import { childState, delta, exitReason } from "./tree.ts";

const process = { path: z.string(), incarnation: z.int() };

/** What a runtime tells its clients unasked, as JSON-RPC notifications; the key is the `method`. */
export const notices = {
  tree: delta,
  /** Spans came in since this client last heard so. */
  traces_changed: z.strictObject({ counts: traceCounts }),
  output: z.strictObject({ lines: z.array(logLine) }),
  /** A child is held at entry for the clients that debug it: set breakpoints, then `release`. */
  held: debuggedProcess,
  /** A Node child runs that was not held (it was running, or started before this client debugged). */
  running: debuggedProcess,
  /** A descendant that was debugged on purpose is gone; the end of an incarnation's own process is `exited`. */
  left: z.strictObject({ ...process, pid: z.int() }),
  /** A child runs that another debugger is for: the editor is to be asked to start this configuration. */
  debug_elsewhere: z.strictObject({
    ...process,
    pid: z.int(),
    configuration: z.looseObject({ type: z.string() }),
  }),
  exited: z.strictObject({ ...process, reason: exitReason, at: z.number() }),
  /** Something happened that a person wants to read: an unasked exit, a plan at its end, a supervisor that gave up. */
  report,
  /** What a supervisor that this client traces (`trace`) was told, what it did about it, and how its children are then. */
  trace: z.strictObject({
    at: z.number(),
    path: z.string(),
    event: z.record(z.string(), z.unknown()),
    actions: z.array(z.record(z.string(), z.unknown())),
    children: z.array(z.strictObject({ path: z.string(), state: childState, incarnation: z.int() })),
  }),
  /** What processes use, once a second, for clients that asked with `watch_metrics`. */
  metrics,
  /** A reload or a roll back was committed. */
  reloaded: reloadEvent,
  reload_progress: reloadProgress,
} as const;

export type Notices = typeof notices;
export type NoticeName = keyof Notices;
export type NoticeParams<N extends NoticeName> = z.infer<Notices[N]>;
export type Notice = { [N in NoticeName]: { name: N; params: NoticeParams<N> } }[NoticeName];
