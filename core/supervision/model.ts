import type { ChildDocument, ChildSpec, Count, PlanStep, WorkerSpec } from "../../spec/index.ts";
import type { ErrorCode, ExitReason, Path } from "../../wire/index.ts";

/**
 * What happens to a tree and what is to be done about it. `plan(tree, event)` is the only place that decides;
 * the runtime's one loop feeds it events and performs its actions. Times are milliseconds since the epoch and arrive as `at`;
 * chance arrives as `seed` with the event that may need it.
 */
export type Event =
  /** Start the whole tree (again), as its spec has it. */
  | { kind: "start_tree"; at: number }
  /** Stop everything in reverse start order; `ended` follows when the last child is gone. */
  | { kind: "stop_tree"; at: number }
  | { kind: "spawned"; path: Path; incarnation: number; pid: number; at: number }
  /** The process could not be started: an exit with reason `{error}`. */
  | { kind: "spawn_failed"; path: Path; incarnation: number; error: string; at: number; seed: number }
  | { kind: "ready"; path: Path; incarnation: number; at: number }
  /** It did not become ready in time: it is stopped, and its exit counts with this reason. */
  | { kind: "not_ready"; path: Path; incarnation: number; error: string; at: number; seed: number }
  | { kind: "exited"; path: Path; incarnation: number; reason: ExitReason; at: number; seed: number }
  /** A timer asked for with `wake` is due. */
  | { kind: "due"; timer: Timer; at: number; seed: number }
  /** The agent in the process waits at entry / goes on. A held child's readiness deadline stands still. */
  | { kind: "held"; path: Path; incarnation: number; at: number }
  | { kind: "released"; path: Path; incarnation: number; at: number }
  /** A debugger paused / resumed the process: its deadlines stand still meanwhile. */
  | { kind: "paused"; path: Path; incarnation: number; at: number }
  | { kind: "resumed"; path: Path; incarnation: number; at: number }
  /** The agent said hello: a Node process. */
  | { kind: "agent"; path: Path; incarnation: number; node: string; at: number }
  | { kind: "debugged"; path: Path; incarnation: number; debugged: boolean; at: number }
  /** A client's call; `id` comes back with the one `reply` to it. */
  | { kind: "call"; id: number; call: Call; at: number; seed: number };

/** The calls that change or ask supervision; their names and meaning are OTP's and director's. */
export type Call =
  | { name: "start_child"; path: Path; child: ChildSpec }
  | { name: "restart_child"; path: Path }
  | { name: "terminate_child"; path: Path }
  | { name: "delete_child"; path: Path }
  | { name: "restart"; path: Path }
  | { name: "scale"; path: Path; to: number }
  | { name: "which_children"; path: Path }
  | { name: "count_children"; path: Path }
  | { name: "get_childspec"; path: Path }
  | { name: "get_plan"; path: Path }
  | { name: "change_plan"; path: Path; plan: readonly PlanStep[]; count: Count | null }
  | { name: "get_count"; path: Path }
  | { name: "change_count"; path: Path; count: Count };

/** What the runtime is to do. Actions of one step are performed in order. */
export type Action =
  | { do: "start"; path: Path; incarnation: number; spec: WorkerSpec }
  /** Ask the process to end: its stop signal to its process group. Its exit comes as an event. */
  | { do: "stop"; path: Path; incarnation: number; signal: string }
  /** SIGKILL to the whole process group. */
  | { do: "kill"; path: Path; incarnation: number }
  /** Watch the process for readiness; answer with `ready`, never later than it dies. */
  | { do: "probe"; path: Path; incarnation: number; spec: WorkerSpec }
  /** Send `due` with this timer at `at`; a timer with the same key replaces the earlier one. */
  | { do: "wake"; timer: Timer; at: number }
  | { do: "cancel"; timer: Timer }
  | { do: "reply"; id: number; answer: Reply }
  | { do: "report"; severity: "info" | "warning" | "error"; path: Path; message: string; at: number }
  /** The whole tree is down: because it was stopped, or because its root gave up. */
  | { do: "ended"; reason: EndReason; at: number };

/** A timer's key: at most one of each kind runs for an incarnation of a child. */
export interface Timer {
  path: Path;
  incarnation: number;
  kind: "restart" | "ready" | "stop" | "start_rate";
}

export type Reply = { ok: true; value: unknown } | { ok: false; code: ErrorCode; message: string; where: string };

/** Why a supervisor ended. The words are director's and OTP's. */
export type EndReason =
  | "shutdown"
  | "normal"
  | "reached_max_restart_intensity"
  | "reached_max_restart_plan"
  | "empty_plan_child_terminated"
  | "run_plan_element"
  | { child: Path; reason: ExitReason }
  | { reason: string };

/** The default child spec travels as a document. */
export type { ChildDocument };
