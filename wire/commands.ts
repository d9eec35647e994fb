import { z } from "zod";
import { history } from "./history.ts";
import { remoteAddress } from "./listening.ts";
import { count, durationForm, planElement } from "./plan.ts";
import { traceLine } from "./rehearsal.ts";
import { moduleVersion, reloadResult, rollingRestart } from "./reload.ts";
import { report } from "./report.ts";
import { roles } from "./roles.ts";
import { span, traceCounts, traceQuery, traceSummary } from "./traces.ts";
import { delta, restartType, snapshot, strategy, treeNode } from "./tree.ts";

const path = z.string().min(1);
const none = z.strictObject({});
const done = z.strictObject({});
const at = z.strictObject({ path });

/** A child spec as one would write it in the document; `spec` in the runtime checks it. */
const childDocument = z.record(z.string(), z.unknown());

const planAnswer = z.strictObject({
  path,
  plan: z.array(planElement).nullable(),
  restart: restartType.nullable(),
  at: z.int(),
  runs: z.int(),
  count: count.nullable(),
});

export const logLine = z.strictObject({
  path,
  incarnation: z.int(),
  stream: z.enum(["stdout", "stderr"]),
  /** Milliseconds since the epoch. */
  at: z.number(),
  text: z.string(),
});
/** A Node process that is debugged: an incarnation's own, or a descendant of it. */
export const debuggedProcess = z.strictObject({
  path,
  incarnation: z.int(),
  pid: z.int(),
  descendant: z.boolean(),
});
export type DebuggedProcess = z.infer<typeof debuggedProcess>;

/** One fault of a document; `where` is its place, e.g. `children[1].plan[0]`. */
const fault = z.strictObject({
  code: z.string(),
  severity: z.enum(["error", "warning", "hint"]),
  message: z.string(),
  where: z.string(),
});

/** One line that a child wrote, without its line end. */
export type LogLine = z.infer<typeof logLine>;

/**
 * Every command a client may give, with the shape of its parameters and of its answer. A JSON-RPC request's `method` is the key.
 * A method that is not here is answered with `unknown_command`, parameters of another shape with `invalid_params`.
 */
export const commands = {
  status: {
    params: none,
    answer: z.strictObject({
      pid: z.int(),
      url: z.string(),
      version: z.string(),
      spec: z.string(),
      state: z.enum(["starting", "running", "stopping", "stopped", "failed"]),
      /** What this client may do. */
      role: z.enum(roles),
      /** Where clients of other machines reach it, and the SHA-256 of the certificate that it shows them; null when it serves none. */
      remote: remoteAddress.nullable(),
    }),
  },
  /** Answers with the tree and sends `tree` notices from then on. With `since`, answers with what was missed where that is still known. */
  watch_tree: {
    params: z.strictObject({ since: z.int().optional() }),
    answer: z.union([z.strictObject({ snapshot }), z.strictObject({ deltas: z.array(delta) })]),
  },
  /** Answers with the last `lines` of the children whose path matches, then sends `output` notices of them if `follow`. */
  logs: {
    params: z.strictObject({ paths: z.array(z.string()), lines: z.int().min(0), follow: z.boolean() }),
    answer: z.strictObject({ lines: z.array(logLine) }),
  },
  /** From now on a `metrics` notice a second tells this client what the processes use whose path matches (all when empty). Replaces an earlier one of this client. */
  watch_metrics: { params: z.strictObject({ paths: z.array(z.string()) }), answer: done },
  unwatch_metrics: { params: none, answer: done },
  /** Answers with the last `lines` reports; all later ones come as notices to every client. */
  reports: { params: z.strictObject({ lines: z.int().min(0) }), answer: z.strictObject({ reports: z.array(report) }) },
  /** What has become of the tree, as far back as it is kept; what follows comes as `tree`, `report` and `reloaded` notices. */
  history: { params: none, answer: history },
  /** From now on (or, with `on: false`, no longer) `trace` notices tell this client what the supervisor is told and does: OTP's `sys:trace`. */
  trace: { params: z.strictObject({ path, on: z.boolean() }), answer: done },
  /** The traces there are, latest first, and how many spans are kept. */
  traces: {
    params: z.strictObject(traceQuery),
    answer: z.strictObject({ traces: z.array(traceSummary), counts: traceCounts }),
  },
  /** The spans of one trace by their begin, and what supervision did at that time to the processes that took part. */
  trace_spans: {
    params: z.strictObject({ trace: z.string() }),
    answer: z.strictObject({ spans: z.array(span), acts: z.array(span) }),
  },
  /** The last spans of one process that began until then (microseconds since the epoch): what led to a crash, for one. */
  spans_of: {
    params: z.strictObject({ path, until: z.number().optional(), limit: z.int().min(1).max(10_000) }),
    answer: z.strictObject({ spans: z.array(span) }),
  },
  /** From now on, or no longer, `traces_changed` notices tell this client, at most one a second, that there are others. */
  watch_traces: { params: z.strictObject({ on: z.boolean() }), answer: done },
  /**
   * What would happen from now on if these events did (`supertree simulate` has their form; `at` is milliseconds from now).
   * The very same decisions in virtual time; nothing of the tree is touched.
   */
  rehearse: {
    params: z.strictObject({ events: z.array(z.record(z.string(), z.unknown())).min(1).max(1000) }),
    answer: z.strictObject({ trace: z.array(traceLine) }),
  },

  // The tree as OTP has it.
  which_children: { params: at, answer: z.strictObject({ children: z.array(treeNode) }) },
  count_children: {
    params: at,
    answer: z.strictObject({ specs: z.int(), active: z.int(), supervisors: z.int(), workers: z.int() }),
  },
  get_childspec: { params: at, answer: z.strictObject({ childspec: childDocument }) },
  /** What is wrong with these documents as children of this supervisor; nothing is started. */
  check_childspecs: {
    params: z.strictObject({ path, children: z.array(childDocument) }),
    answer: z.strictObject({ problems: z.array(fault) }),
  },
  /** Null while the child has no process. */
  get_pid: { params: at, answer: z.strictObject({ pid: z.int().nullable() }) },
  /** Of the workers directly below a supervisor that have a process, in start order. */
  get_pids: { params: at, answer: z.strictObject({ pids: z.array(z.strictObject({ path, pid: z.int() })) }) },
  start_child: { params: z.strictObject({ path, child: childDocument }), answer: at },
  /** Starts a child that is down. */
  restart_child: { params: at, answer: done },
  /** Stops a child and leaves it down, its child spec kept; a temporary child, and one of a dynamic supervisor, is forgotten. */
  terminate_child: { params: at, answer: done },
  /** Forgets the child spec of a child that is down. */
  delete_child: { params: at, answer: done },
  /** Makes a dynamic supervisor with a template have `to` children: starts the missing ones, stops the last ones. */
  scale: { params: z.strictObject({ path, to: z.int().min(0) }), answer: done },
  /** director's: a process that runs already becomes a child of this supervisor, which watches over it from then on. */
  become_supervisor: {
    params: z.strictObject({ path, child: childDocument, pid: z.int().min(1) }),
    answer: at,
  },
  change_strategy: { params: z.strictObject({ path, strategy }), answer: done },
  /** `period` is written as in a spec: `10s`. */
  change_intensity: {
    params: z.strictObject({ path, restarts: z.int().min(0), period: z.string().regex(durationForm) }),
    answer: done,
  },
  get_default_childspec: { params: at, answer: z.strictObject({ childspec: childDocument.nullable() }) },
  /** Combines every child that appends anew; answers with their paths. Processes are not touched. */
  change_default_childspec: {
    params: z.strictObject({ path, childspec: childDocument }),
    answer: z.strictObject({ combined: z.array(path) }),
  },

  // Plans, as director has them.
  get_plan: { params: at, answer: planAnswer },
  change_plan: {
    params: z.strictObject({ path, plan: z.array(planElement), count: count.optional() }),
    answer: planAnswer,
  },
  get_count: { params: at, answer: z.strictObject({ count }) },
  change_count: { params: z.strictObject({ path, count }), answer: planAnswer },

  // A person's hand on a process.
  /** Stops a child in order and starts it again; a child that is down is started. Asks neither plan nor intensity. */
  restart: { params: at, answer: done },
  /** Stops a child in order and leaves it down, its child spec kept whatever supervises it. */
  stop: { params: at, answer: done },
  /** Sends a signal to the process (default SIGKILL) as a failure would: the exit is the plan's to answer. */
  kill: { params: z.strictObject({ path, signal: z.string().optional() }), answer: done },
  /** Sends a signal that is not meant to end the process, e.g. SIGUSR2; the same as `kill` with a signal. */
  signal: { params: z.strictObject({ path, signal: z.string() }), answer: done },
  /** Keeps a child from going on: its plan is asked about its next exit, and a restart that is due happens, only after `release`. */
  hold: { params: at, answer: done },

  // Hot reload.
  /**
   * `by`: who asks, for the event that every client hears of. `unless_anew`: where module state would begin anew, nothing is committed;
   * the answer, `checked`, says what, so that a person can be told before.
   */
  reload: {
    params: z.strictObject({
      files: z.array(z.string()).min(1),
      dry_run: z.boolean(),
      unless_anew: z.boolean().optional(),
      by: z.string().optional(),
    }),
    answer: reloadResult,
  },
  rollback: { params: z.strictObject({ by: z.string().optional() }), answer: reloadResult },
  /** Restarts these processes one after the other in the tree's order, each when the one before is ready; stops at the first that fails. */
  rolling_restart: { params: z.strictObject({ paths: z.array(path).min(1) }), answer: rollingRestart },
  /** `path`: only of this process, or of those below this supervisor. */
  modules: {
    params: z.strictObject({ path: path.optional() }),
    answer: z.strictObject({ modules: z.array(moduleVersion) }),
  },

  // Debugging. The protocol itself goes over a connection of its own, see `debugUrl`.
  /**
   * From now on every new incarnation of a Node child whose path matches one of `only` (all when empty) is held at entry until
   * `release`, or until this client is gone. With `descendants` also the Node processes that those start, which otherwise carry
   * nothing of ours. Answers with what runs already.
   */
  debug: {
    params: z.strictObject({ only: z.array(z.string()), descendants: z.boolean().optional() }),
    answer: z.strictObject({ targets: z.array(debuggedProcess) }),
  },
  undebug: { params: none, answer: done },
  /** With `incarnation`: lets a process that is held at entry go on, a descendant where `pid` names one. Without: ends what `hold` began. */
  release: {
    params: z.strictObject({ path, incarnation: z.int().optional(), pid: z.int().optional() }),
    answer: done,
  },

  /** Stops the tree in order, then ends the runtime. Answered when the last child is gone. */
  shutdown: { params: none, answer: done },
  /**
   * The runtime in this file (default: the one that runs, from its file anew) takes the tree over; no child is touched. Answered with its
   * version before; then the connection closes, and the same address and token lead to the next one.
   */
  upgrade: {
    params: z.strictObject({ runtime: z.string().optional() }),
    answer: z.strictObject({ version: z.string() }),
  },
  /** Starts a tree that failed or was stopped again. */
  start_tree: { params: none, answer: done },
} as const;

export type Commands = typeof commands;
export type CommandName = keyof Commands;
export type Params<C extends CommandName> = z.infer<Commands[C]["params"]>;
export type Answer<C extends CommandName> = z.infer<Commands[C]["answer"]>;
/** One command with its parameters: the closed union of what a client may ask. */
export type Command = { [C in CommandName]: { name: C; params: Params<C> } }[CommandName];
