import type { Request } from "./requests.ts";

/**
 * One debug session over a tree, as values. `react(session, event)` is the only place that decides; the adapter's one loop
 * feeds it events and performs its actions. Lines and columns count from 1 everywhere in here; files are absolute paths as the editor has them.
 */
export interface DebugSession {
  phase: Phase;
  /** How the client counts; what it sends and gets is converted at the edge. */
  client: { linesFrom: 0 | 1; columnsFrom: 0 | 1 };
  settings: Settings;
  processes: ReadonlyMap<ThreadId, Process>;
  /** Never reused, so that a late request about a dead incarnation meets an error and not its successor. */
  nextThread: ThreadId;
  breakpoints: ReadonlyMap<BreakpointId, Breakpoint>;
  nextBreakpoint: BreakpointId;
  pauseOn: PauseOn;
  /** `setBreakpoints` requests that wait until every process has answered for these breakpoints. */
  answering: readonly { seq: number; ids: readonly BreakpointId[] }[];
  /** What the client was last told of each breakpoint, so that only changes are sent. */
  told: ReadonlyMap<BreakpointId, string>;
}

export type ThreadId = number;
export type BreakpointId = number;

export type Phase =
  /** Nothing was asked yet. */
  | { is: "new" }
  /** `initialize` was answered; `launch` or `attach` is due. */
  | { is: "initialized" }
  /** A runtime is being found, started and dialled. */
  | { is: "joining"; seq: number; how: How }
  /** The client sends its breakpoints; held processes wait for `configurationDone`. */
  | { is: "configuring"; how: How; tree: TreeState }
  | { is: "running"; how: How }
  /** The tree is being stopped; `seq` are the requests to answer when it is. */
  | { is: "stopping"; seqs: readonly number[] }
  | { is: "ended" };

/** A launch owns its tree: ending the session stops it. An attach leaves everything as it was. */
export type How = "launch" | "attach";
/** `down`: the runtime runs, its tree does not; a launch starts it. */
export type TreeState = "down" | "up";

/** What `launch` and `attach` say about debugging, defaults filled in; the names are js-debug's. */
export interface Settings {
  only: readonly string[];
  holdOnCrash: boolean;
  stopOnEntry: boolean;
  smartStep: boolean;
}

export interface PauseOn {
  caught: boolean;
  uncaught: boolean;
}

/** One incarnation of a child: one thread. */
export interface Process {
  thread: ThreadId;
  path: string;
  incarnation: number;
  pid: number;
  /** Held at entry by the runtime until we release it. */
  held: boolean;
  /** Whether the Debugger domain is on in it; it costs await-heavy code dearly, so only while it is wanted. */
  armed: boolean;
  state: ProcessState;
}

export type ProcessState =
  /** Its debug channel is being opened. */
  | { is: "attaching" }
  | { is: "running" }
  /** Runs until the step that the client asked for is done. */
  | { is: "stepping"; step: StepKind; from: Spot }
  /** The client asked for a pause that has not come yet. */
  | { is: "pausing" }
  | { is: "paused"; at: Spot }
  /** Its debug channel is closed; it is about to end. */
  | { is: "detached" };

export type StepKind = "over" | "into" | "out";

/** Where a process paused, as far as stepping must know. */
export interface Spot {
  /** The source file after mapping; null for code without a file. */
  file: string | null;
  line: number;
  /** The code has a source map, but this place of it is nobody's source. */
  unmapped: boolean;
  /** The place was mapped back to another text, whose lines are what a step counts by. */
  mapped: boolean;
  /** The file is one of `skipFiles`. */
  skipped: boolean;
  /** Which function, and how many frames deep: together they name the frame. */
  frame: string;
}

export interface Breakpoint {
  id: BreakpointId;
  file: string;
  line: number;
  column: number | null;
  /** An expression; the breakpoint holds where it is true. */
  condition: string | null;
  /** `5`, `>= 5`, `% 3`: which hits count. */
  hits: string | null;
  /** Text with `{expressions}` to print instead of stopping. */
  log: string | null;
  /** Why it cannot be set anywhere: its condition is no expression, say. */
  fault: string | null;
  bindings: ReadonlyMap<ThreadId, Binding>;
  /** Where it was bound first, kept while no process has it. */
  place: Place | null;
  /** An error in its condition has been shown; once is enough. */
  complained: boolean;
}

export interface Place {
  line: number;
  column: number | null;
}

export type Binding =
  | { is: "setting" }
  /** Set, but the process has not loaded the file. */
  | { is: "waiting" }
  | { is: "bound"; place: Place };

/** What a pause is, told by the process itself. */
export type PauseCause =
  | { by: "breakpoint"; breakpoints: readonly BreakpointId[] }
  | { by: "step" }
  | { by: "pause" }
  | { by: "entry" }
  | { by: "debugger" }
  | { by: "exception"; text: string; uncaught: boolean };

export type DebugEvent =
  | { kind: "request"; seq: number; request: Request }
  /** The runtime is reached and holds new incarnations for us. */
  | { kind: "joined"; tree: TreeState }
  | { kind: "join_failed"; message: string }
  | { kind: "tree_stopped" }
  | { kind: "tree_failed"; message: string }
  /** The connection to the runtime is gone. */
  | { kind: "lost"; message: string }
  | { kind: "held"; path: string; incarnation: number; pid: number }
  | { kind: "running"; path: string; incarnation: number; pid: number }
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
  | { do: "join"; request: Extract<Request, { command: "launch" | "attach" }> }
  | { do: "start_tree" }
  | { do: "stop_tree" }
  /** Gives up the connection to the runtime, which releases whatever is still held for us. */
  | { do: "leave" }
  | { do: "attach"; thread: ThreadId; path: string; incarnation: number }
  | { do: "detach"; thread: ThreadId }
  /** Switches the Debugger domain on, with these exceptions to pause on. */
  | { do: "arm"; thread: ThreadId; pauseOn: PauseOn; stopOnEntry: boolean }
  | { do: "disarm"; thread: ThreadId }
  | { do: "bind"; thread: ThreadId; breakpoint: Breakpoint }
  | { do: "unbind"; thread: ThreadId; breakpoint: BreakpointId }
  /** Lets a held process go on, once everything sent to it before has been answered. */
  | { do: "release"; thread: ThreadId; path: string; incarnation: number }
  /** Lets a process go on that waits after `loaded`. */
  | { do: "go_on"; thread: ThreadId }
  | { do: "resume"; thread: ThreadId }
  | { do: "step"; thread: ThreadId; step: StepKind }
  | { do: "pause"; thread: ThreadId }
  /** A question that changes nothing: asks the process and answers the request. */
  | { do: "inspect"; seq: number; request: Inspection }
  | { do: "restart" | "kill"; seq: number; path: string }
  /** Sends `due` after `delayMs`. */
  | { do: "wake"; seq: number; delayMs: number };

/** Requests that only look. */
export type Inspection = Extract<
  Request,
  {
    command:
      | "stackTrace"
      | "scopes"
      | "variables"
      | "setVariable"
      | "evaluate"
      | "completions"
      | "source"
      | "exceptionInfo";
  }
>;

export interface Reaction {
  session: DebugSession;
  actions: readonly DebugAction[];
}
