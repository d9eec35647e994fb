import type {
  Breakpoint,
  BreakpointId,
  Joining,
  PauseCause,
  PauseOn,
  Place,
  Spot,
  StepKind,
  ThreadId,
  TreeState,
} from "./model.ts";
import type { Request } from "./requests.ts";

/** A debug configuration of another adapter. */
export type EditorConfiguration = Readonly<Record<string, unknown>> & { readonly type: string };

/** What happens to a debug session, and what is done about it. */
export type DebugEvent =
  | { kind: "request"; seq: number; request: Request }
  /** The runtime is reached and holds new incarnations for us. */
  | { kind: "joined"; tree: TreeState }
  | { kind: "join_failed"; message: string }
  | { kind: "tree_stopped" }
  | { kind: "tree_failed"; message: string }
  /** The connection to the runtime is gone. */
  /** The connection is over. `ended`: in order, with the tree; else its processes live on, and another runtime may go on with them. */
  | { kind: "lost"; ended: boolean; message: string }
  | { kind: "held" | "running"; path: string; incarnation: number; pid: number; descendant: boolean }
  /** A descendant is gone. */
  | { kind: "left"; path: string; incarnation: number; pid: number }
  /** A process of this thread has a worker thread, which waits before its first line if it is held; `worker` is the adapter's number for it. */
  | { kind: "worker"; of: ThreadId; worker: number; held: boolean }
  /** A worker thread is over. */
  | { kind: "ended"; thread: ThreadId }
  /** A child runs that another debugger is for, with the configuration that the editor has to start. */
  | { kind: "elsewhere"; path: string; incarnation: number; configuration: EditorConfiguration }
  | { kind: "exited"; path: string; incarnation: number }
  | { kind: "attached"; thread: ThreadId }
  | { kind: "attach_failed"; thread: ThreadId; message: string }
  | { kind: "detached"; thread: ThreadId }
  /** Code with these sources is loaded; `waiting`: the process stands still until `go_on`, so that breakpoints are in time. */
  | { kind: "loaded"; thread: ThreadId; sources: readonly string[]; waiting: boolean }
  | { kind: "bound"; thread: ThreadId; breakpoint: BreakpointId; place: Place | null }
  | { kind: "paused"; thread: ThreadId; cause: PauseCause; spot: Spot }
  | { kind: "resumed"; thread: ThreadId }
  | { kind: "logged"; thread: ThreadId; breakpoint: BreakpointId; text: string }
  | { kind: "condition_failed"; thread: ThreadId; breakpoint: BreakpointId; message: string }
  /** A wait asked for with `wake` is over. */
  | { kind: "due"; seq: number }
  /** Nothing else is in the inbox: the moment to tell the client what has become of its breakpoints. */
  | { kind: "idle" };

/** What the adapter is to do. Actions of one step are performed in order. */
export type DebugAction =
  | { do: "respond"; seq: number; body: object }
  | { do: "refuse"; seq: number; message: string }
  | { do: "emit"; event: string; body: object }
  /** Asks the editor to debug a process with another adapter (`startDebugging`). */
  | { do: "start_debugging"; name: string; request: "launch" | "attach"; configuration: EditorConfiguration }
  | { do: "join"; request: Joining }
  /** Reach the tree's runtime again; answered as `join`. */
  | { do: "rejoin"; request: Joining }
  | { do: "start_tree" }
  | { do: "stop_tree" }
  /** Gives up the connection to the runtime, which releases whatever is still held for us; with `suspend` what is paused stays so. */
  | { do: "leave"; suspend: boolean }
  /** `pid`: a descendant's; null for the incarnation's own process. */
  | { do: "attach"; thread: ThreadId; path: string; incarnation: number; pid: number | null }
  | { do: "attach_worker"; thread: ThreadId; of: ThreadId; worker: number }
  | { do: "detach"; thread: ThreadId }
  /** Switches the Debugger domain on, with these exceptions to pause on. */
  | { do: "arm"; thread: ThreadId; pauseOn: PauseOn; stopOnEntry: boolean }
  | { do: "disarm"; thread: ThreadId }
  | { do: "bind"; thread: ThreadId; breakpoint: Breakpoint }
  | { do: "unbind"; thread: ThreadId; breakpoint: BreakpointId }
  /** Lets a held process go on, once everything sent to it before has been answered. */
  | { do: "release"; thread: ThreadId; path: string; incarnation: number; pid: number | null }
  /** Lets a process go on that waits after `loaded`. */
  | { do: "go_on"; thread: ThreadId }
  | { do: "resume"; thread: ThreadId }
  /** `target`: a call in the statement, as `stepInTargets` numbered it, to step into. */
  | { do: "step"; thread: ThreadId; step: StepKind; target: number | null }
  | { do: "restart_frame"; seq: number; frame: number }
  | { do: "pause"; thread: ThreadId }
  /** A question that changes nothing: asks the process and answers the request. */
  | { do: "inspect"; seq: number; request: Inspection }
  | { do: "restart" | "kill"; seq: number; path: string }
  /** Each child of the root, in start order. */
  | { do: "restart_children"; seq: number; root: string }
  /** Ends these processes in order and leaves them down. */
  | { do: "end_processes"; seq: number; paths: readonly string[] }
  /** The client does not want this answer, or this wait, any longer. */
  | { do: "cancel"; request: number | null; progress: string | null }
  /** Sends `due` after `delayMs`. */
  | { do: "wake"; seq: number; delayMs: number };

/** Requests that the processes answer, and which change nothing of the session. */
export type Inspection = Extract<
  Request,
  {
    command:
      | "breakpointLocations"
      | "stepInTargets"
      | "stackTrace"
      | "scopes"
      | "variables"
      | "setVariable"
      | "setExpression"
      | "evaluate"
      | "completions"
      | "exceptionInfo"
      | "source"
      | "loadedSources"
      | "modules"
      | "locations"
      | "readMemory"
      | "writeMemory"
      | "supertree/evaluate";
  }
>;
