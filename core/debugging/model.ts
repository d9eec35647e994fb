import type { DebugAction } from "./happenings.ts";
import type { Request } from "./requests.ts";

/**
 * One debug session over a tree, as values. `react(session, event)` is the only place that decides; the adapter's one loop
 * feeds it events and performs its actions. Lines and columns count from 1 everywhere in here; files are absolute paths as the editor has them.
 */
export interface DebugSession {
  phase: Phase;
  client: ClientWays;
  settings: Settings;
  processes: ReadonlyMap<ThreadId, Process>;
  /** Never reused, so that a late request about a dead incarnation meets an error and not its successor. */
  nextThread: ThreadId;
  breakpoints: ReadonlyMap<BreakpointId, Breakpoint>;
  nextBreakpoint: BreakpointId;
  pauseOn: ReadonlyMap<ErrorKind, ErrorFilter>;
  /** `setBreakpoints` requests that wait until every process has answered for these breakpoints. */
  answering: readonly { seq: number; ids: readonly BreakpointId[] }[];
  /** What the client was last told of each breakpoint, so that only changes are sent. */
  told: ReadonlyMap<BreakpointId, string>;
  /** The processes that the client was told of as threads. */
  shown: ReadonlySet<ThreadId>;
}

/** How the client counts (what it sends and gets is converted at the edge), and what it can show. */
export interface ClientWays {
  linesFrom: 0 | 1;
  columnsFrom: 0 | 1;
  /** Progress bars for long waits. */
  progress: boolean;
  /** Colours in output. */
  ansi: boolean;
  /** That memory, or everything it shows, has changed. */
  memory: boolean;
  invalidated: boolean;
  /** It starts other debug adapters when it is asked to. */
  startsOthers: boolean;
}

export type ThreadId = number;
export type BreakpointId = number;

export type Phase =
  /** Nothing was asked yet. */
  | { is: "new" }
  /** `initialize` was answered; `launch` or `attach` is due. */
  | { is: "initialized" }
  /** A runtime is being found, started and dialled. */
  | { is: "joining"; seq: number; request: Joining }
  /** The client sends its breakpoints; held processes wait for `configurationDone`. */
  | { is: "configuring"; request: Joining; tree: TreeState }
  | { is: "running"; request: Joining }
  /** The runtime is gone; the one that goes on with its processes is being reached. */
  | { is: "reconnecting"; request: Joining }
  /** The tree is being stopped, to be started anew for this request; the breakpoints stay. */
  | { is: "restarting"; seq: number; request: Joining }
  /** The tree is being stopped; `seq` are the requests to answer when it is. */
  | { is: "stopping"; seqs: readonly number[] }
  | { is: "ended" };

/** A launch owns its tree: ending the session stops it. An attach leaves everything as it was. */
export type Joining = Extract<Request, { command: "launch" | "attach" }>;
/** `down`: the runtime runs, its tree does not; a launch starts it. */
export type TreeState = "down" | "up";

/** What `launch` and `attach` say about debugging, defaults filled in; the names are js-debug's. */
export interface Settings {
  /** Path patterns of the processes that are always threads. */
  pinned: readonly string[];
  holdOnCrash: boolean;
  stopOnEntry: boolean;
  smartStep: boolean;
}

/** `crash` is `uncaught` by another name: what it pauses is called held. */
export type ErrorKind = "caught" | "uncaught" | "crash";

/** Which errors of a kind pause a process, where, and who is paused along. */
export interface ErrorFilter {
  /** An expression over `error`; null: all of them. */
  condition: string | null;
  /** Path pattern of the processes it is for; null: all. */
  paths: string | null;
  reach: Reach;
  fault: string | null;
}

/** Who pauses where one process stops: it alone, its siblings and all below them too, or all. DAP's breakpoint mode. */
export type Reach = "process" | "subtree" | "tree";

/** What one process pauses on: the condition of each kind of error, empty for all of them; null for none. */
export interface PauseOn {
  caught: string | null;
  uncaught: string | null;
}

/** Which part of an incarnation a thread is. */
export type Part =
  /** The process itself. */
  | { is: "process" }
  /** A process that it has started. */
  | { is: "descendant" }
  /** A worker thread of the process with the thread `of`, the `number`th that we met in it. */
  | { is: "worker"; of: ThreadId; number: number };

/** One thread: of an incarnation of a child, or of what it has started. */
export interface Process {
  thread: ThreadId;
  path: string;
  incarnation: number;
  pid: number;
  part: Part;
  /** Held at entry by the runtime until we release it. */
  held: boolean;
  /** How many worker threads of it we have met. */
  workers: number;
  /** Whether the Debugger domain is on in it; it costs await-heavy code dearly, so only while it is wanted. */
  armed: boolean;
  state: ProcessState;
}

export type ProcessState =
  /** Its debug channel is being opened. */
  | { is: "attaching" }
  | { is: "running" }
  /** Runs until the step that the client asked for is done; `lines`: not before it reaches another line. */
  | { is: "stepping"; step: StepKind; from: Spot; lines: boolean }
  /** A pause was asked for that has not come yet: by the client, or because a process of this name stopped. */
  | { is: "pausing"; with: string | null }
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
  site: Site;
  /** Path pattern of the processes it is for; null: all. */
  paths: string | null;
  reach: Reach;
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

/** What a breakpoint was set on. */
export type Site =
  | { is: "line"; file: string; line: number; column: number | null }
  /** Every function of this name, or method where it is `Class.method`. */
  | { is: "function"; name: string };

export interface Place {
  file: string;
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
  /** A frame was begun again. */
  | { by: "restart" }
  | { by: "debugger" }
  /** Another debugger of the same process wanted it. */
  | { by: "other" }
  | { by: "exception"; text: string; uncaught: boolean };

export interface Reaction {
  session: DebugSession;
  actions: readonly DebugAction[];
}
