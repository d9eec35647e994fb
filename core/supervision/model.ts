import type { ChildSpec, Count, DefaultChild, PlanStep, Strategy, WorkerSpec } from "../../spec/index.ts";
import type { About, EndReason, ErrorCode, ExitReason, Path, Report } from "../../wire/index.ts";
import type { Tree } from "./tree.ts";

/**
 * What happens to a tree and what is to be done about it. `plan(tree, event)` is the only place that decides;
 * the runtime's one loop feeds it events and performs its actions. Times are milliseconds since the epoch and arrive as `at`;
 * chance arrives as `seed` with every event, since any of them may end in a restart with jitter.
 * An event of a child that is gone, or of a dead incarnation, changes nothing.
 */
export type Event = Happening & { at: number; seed: number };

export type Happening =
  /** Start the whole tree (again), as its spec has it. Changes nothing unless the tree is down. */
  | { kind: "start_tree" }
  /** Stop everything in reverse start order; the action `ended` follows when the last child is gone, at once if none lives. */
  | { kind: "stop_tree" }
  /** A runtime goes on with a tree that another one has written down: what should live is taken up, timers are set again. */
  | { kind: "resume_tree" }
  | { kind: "spawned"; path: Path; incarnation: number; pid: number }
  /** The process could not be started: an exit with reason `{error}`. */
  | { kind: "spawn_failed"; path: Path; incarnation: number; error: string }
  | { kind: "ready"; path: Path; incarnation: number }
  /** It cannot become ready: it is stopped, and its exit counts with `{error}`. A missed deadline needs no such event. */
  | { kind: "not_ready"; path: Path; incarnation: number; error: string }
  /** It does not answer any more: it is stopped, and its exit counts with `{error}`. */
  | { kind: "not_alive"; path: Path; incarnation: number; error: string }
  | { kind: "exited"; path: Path; incarnation: number; reason: ExitReason }
  /** A timer asked for with `wake` is due. */
  | { kind: "due"; timer: Timer }
  /** The agent in the process waits at entry / goes on. A held child's deadlines stand still. */
  | { kind: "held"; path: Path; incarnation: number }
  | { kind: "released"; path: Path; incarnation: number }
  /** A debugger paused / resumed the process: its deadlines stand still meanwhile. */
  | { kind: "paused"; path: Path; incarnation: number }
  | { kind: "resumed"; path: Path; incarnation: number }
  /** The agent said hello: a Node process. */
  | { kind: "agent"; path: Path; incarnation: number; node: string }
  | { kind: "debugged"; path: Path; incarnation: number; debugged: boolean }
  /** A client's call; `id` comes back with the one `reply` to it. */
  | { kind: "call"; id: number; call: Call };

/** The calls that change or ask supervision; their names and meaning are OTP's and director's. */
export type Call =
  /** Answers `{ path }` once the child is ready; a child that cannot start is forgotten again. */
  | { name: "start_child"; path: Path; child: ChildSpec }
  /** Answers `{}` once the child is ready. */
  | { name: "restart_child"; path: Path }
  /** Answers `{}` once the child is down. */
  | { name: "terminate_child"; path: Path }
  /** Answers `{}` once the child is down; it stays there. */
  | { name: "stop"; path: Path }
  | { name: "delete_child"; path: Path }
  /** Answers `{}` once the child is ready again. */
  | { name: "restart"; path: Path }
  /** Answers `{}` once the new children are ready and the surplus ones are gone. */
  | { name: "scale"; path: Path; to: number }
  /** director's: a process that runs already becomes a child. Answers `{ path }` once it is known to live. */
  | { name: "become_supervisor"; path: Path; child: WorkerSpec; pid: number }
  | { name: "change_strategy"; path: Path; strategy: Strategy }
  /** From now on every restart counts, as where a spec names its intensity. */
  | { name: "change_intensity"; path: Path; restarts: number; periodMs: number }
  | { name: "get_default_childspec"; path: Path }
  /** Combines every child that appends anew, its plan at its first element. Answers `{ combined }`, their paths. */
  | { name: "change_default_childspec"; path: Path; childspec: DefaultChild }
  /** From now on the child's plan is asked about its next exit, and a restart that is due happens, only after `release`. */
  | { name: "hold"; path: Path }
  | { name: "release"; path: Path }
  | { name: "get_pid"; path: Path }
  | { name: "get_pids"; path: Path }
  | { name: "which_children"; path: Path }
  | { name: "count_children"; path: Path }
  | { name: "get_childspec"; path: Path }
  | { name: "get_plan"; path: Path }
  /** `count: null` keeps the count. */
  | { name: "change_plan"; path: Path; plan: readonly PlanStep[]; count: Count | null }
  | { name: "get_count"; path: Path }
  | { name: "change_count"; path: Path; count: Count };

/** The next tree, what to do in this order, and whose view changed or is gone (`view` tells which). */
export interface Step {
  tree: Tree;
  actions: readonly Action[];
  touched: readonly Path[];
  /** Whose state is another one now, whether clients see a difference or not. */
  changed: readonly Path[];
}

/** Runs a config module's function by its name. One that throws or answers no element ends the supervisor with `run_plan_element`. */
export type Functions = (name: string, reason: ExitReason, restarts: number) => PlanStep | null;

/** What the runtime is to do. Actions of one step are performed in order. */
export type Action =
  | { do: "start"; path: Path; incarnation: number; spec: WorkerSpec }
  /** Go on with the process that an earlier runtime has had started; one that was never started is started. Answer as to `start`, as far as that is not known. */
  | { do: "take_up"; path: Path; incarnation: number; spec: WorkerSpec }
  /** Ask the process to end: by its stop file where it has one, else by its stop signal to its process group. Its exit comes as an event. */
  | { do: "stop"; path: Path; incarnation: number; signal: string; file: string | null }
  /** SIGKILL to the whole process group. */
  | { do: "kill"; path: Path; incarnation: number }
  /** Watch the process for readiness; answer with `ready`, never later than it dies. */
  | { do: "probe"; path: Path; incarnation: number; spec: WorkerSpec }
  /** Ask the child from now on whether it lives (`spec.alive`); answer with `not_alive` each time too many checks in a row have failed. */
  | { do: "watch"; path: Path; incarnation: number; spec: WorkerSpec }
  /** Take a process over that runs already: answer as to `start`, with `spawn_failed` when there is none of this id. */
  | { do: "adopt"; path: Path; incarnation: number; spec: WorkerSpec; pid: number }
  /** Send `due` with this timer at `at`; a timer with the same key replaces the earlier one. */
  | { do: "wake"; timer: Timer; at: number }
  | { do: "cancel"; timer: Timer }
  | { do: "reply"; id: number; answer: Reply }
  | ({ do: "report" } & Report & { about: About })
  /** The whole tree is down: because it was stopped, or because its root gave up. */
  | { do: "ended"; reason: EndReason; at: number };

/** A timer's key: at most one of each kind runs for an incarnation of a child. */
export interface Timer {
  path: Path;
  incarnation: number;
  /** A delayed restart; the readiness deadline; the stop timeout; the maximum uptime; the next start that a supervisor's `start_rate` lets happen. */
  kind: "restart" | "ready" | "stop" | "uptime" | "start_rate";
}

/** The one answer to a call; `value` is the shape that wire's `commands` gives for its name. */
export type Reply = { ok: true; value: unknown } | ({ ok: false } & Failure);

/** Why a call was refused: the message says what to do. Nothing has changed then. */
export interface Failure {
  code: ErrorCode;
  message: string;
  where: Path;
}
