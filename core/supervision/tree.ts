import type { OrderedSet, Map as PersistentMap } from "immutable";
import type { SupervisorSpec, WorkerSpec } from "../../spec/index.ts";
import type { EndReason, Exit, ExitReason, Path } from "../../wire/index.ts";
import type { Gate } from "./gate.ts";
import type { Failure } from "./model.ts";

/** A supervision tree at one moment: a value that no step changes. Its nodes are core's own; clients see them through `view`. */
export interface Tree {
  readonly root: Path;
  readonly nodes: PersistentMap<Path, Node>;
  /** Calls that wait for several children (`scale`), by their id. */
  readonly scaling: PersistentMap<number, Scaling>;
  /** The last incarnation of each path whose child was forgotten: one that comes to the same path counts on from it. */
  readonly forgotten: PersistentMap<Path, number>;
  /** Of each dynamic supervisor whose children have moved. */
  readonly gates: PersistentMap<Path, Gate>;
}

export type Node = WorkerNode | SupervisorNode;

export interface Common {
  readonly path: Path;
  readonly parent: Path | null;
  /** Start order among siblings, ascending; never used twice. */
  readonly rank: number;
  readonly incarnation: number;
  /** Exits that this child's plan or restart type has answered, since its supervisor started. */
  readonly restarts: number;
  readonly progress: Progress;
  readonly phase: Phase;
  /** When the state that clients see was entered. */
  readonly since: number;
  readonly lastExit: Exit | null;
  readonly clock: Clock;
  /** When this incarnation became ready, on its own clock; null when it never was. */
  readonly readySince: number | null;
  readonly callers: readonly Caller[];
  /** Somebody keeps it from going on (`hold`). */
  readonly onHold: boolean;
}

export interface WorkerNode extends Common {
  readonly kind: "worker";
  readonly spec: WorkerSpec;
  readonly pid: number | null;
  /** Of the incarnation that lives or lived last; null where that was never spawned. */
  readonly lastPid: number | null;
  readonly node: string | null;
  readonly debugged: boolean;
}

export interface SupervisorNode extends Common {
  readonly kind: "supervisor";
  readonly spec: SupervisorSpec;
  /** In start order. */
  readonly children: OrderedSet<Path>;
  readonly nextRank: number;
  readonly flow: Flow;
  /** The restarts that still count against the intensity, oldest first. */
  readonly counted: readonly Counted[];
}

/** How far a plan has been run: the element that the next exit executes, whole runs, back-offs in a row. */
export interface Progress {
  readonly at: number;
  readonly runs: number;
  readonly backoffs: number;
}

/** A child's life. Deadlines are moments on the child's own clock. */
export type Phase =
  /** Nothing lives and nothing is due. */
  | { is: "down"; as: "stopped" | "waiting" | "failed" }
  /** It ended while it was on hold: its plan is asked about `reason` when it is released. */
  | { is: "down"; as: "held"; reason: ExitReason }
  /** Nothing lives; it starts when its turn among its siblings has come, when its delayed restart is due, or when its supervisor's gate lets it. */
  | { is: "queued"; by: Starter; dueAt: number; awaits: "turn" | "restart" | { ticket: number } }
  /** The runtime was asked to start it. */
  | { is: "spawning"; by: Starter }
  /** A process that is not ready yet; a supervisor whose children start. */
  | { is: "starting"; by: Starter; deadline: number | null }
  | { is: "up" }
  /** It was asked to end, or will be as soon as it is spawned; `after` happens when it is down. */
  | { is: "stopping"; after: After; spawned: boolean; deadline: number | null };

/** Who wanted a start, and so who hears that it failed: the supervisor's own start, the child's plan, or a call. */
export type Starter = "supervisor" | "plan" | "start_child" | "become_supervisor" | "restart";

/** What follows when a stopping child is down. */
export type After =
  | { do: "rest"; as: "stopped" | "failed" }
  | { do: "start"; by: Starter }
  /** It goes along with a sibling's restart. */
  | { do: "queue"; dueAt: number }
  | { do: "forget" }
  /** It did not end by our wish: its plan, or whoever wanted its start, hears of this exit. */
  | { do: "exit"; reason: ExitReason; by: Starter | null };

/** What a supervisor does to its children, one after the other. */
export type Flow =
  | { is: "none" }
  | { is: "starting"; queue: readonly Path[]; next: number }
  /** Takes children along with a restart: the last started first. */
  | { is: "stopping"; queue: readonly Companion[]; next: number }
  | { is: "ending"; queue: readonly Path[]; next: number; reason: EndReason };

/** A child that goes along with a sibling's restart, and when it may start again. */
export interface Companion {
  readonly path: Path;
  readonly dueAt: number;
}

/** Own time = `at - stoodMs`; it stands still while the process is held or paused. */
export interface Clock {
  readonly stoodMs: number;
  readonly stands: { since: number; by: readonly Still[] } | null;
}
export type Still = "held" | "paused";

/** A counted restart, dated by the clock of the child that was restarted. */
export interface Counted {
  readonly path: Path;
  readonly own: number;
}

/** A call that is answered when the child is ready, or when it is down. */
export interface Caller {
  readonly id: number;
  readonly until: "ready" | "down";
  readonly value: unknown;
}

export interface Scaling {
  readonly left: number;
  readonly failure: Failure | null;
}
