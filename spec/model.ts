import type { DefaultChild, WorkerDocument } from "./schema.ts";

/**
 * What a spec says, once it is parsed: defaults filled in, templates expanded, durations in milliseconds.
 * Only `spec` makes these values; `core` decides by them and `runtime` starts processes by them.
 */

/** A tree: its name is the root supervisor's id and the first part of every path. */
export interface TreeSpec {
  name: string;
  root: SupervisorSpec;
  /** Who outside is told of what went wrong; null: nobody. */
  reporting: Reporting | null;
  /** Whether its processes are traced, and who gets their spans besides; null: they are not. */
  tracing: { forward: string | null } | null;
  /** How the children's logs are kept. */
  logs: LogRules;
}

export interface LogRules {
  /** A file that is longer, or was begun longer ago, is followed by another; null: age does not count. */
  fullBytes: number;
  ageMs: number | null;
  /** So many files a child, the one that is written into counted. */
  keep: number;
  /** Whether full files are compressed. */
  compress: boolean;
  /** All files together are no longer; null: no bound. */
  totalBytes: number | null;
}

export interface Reporting {
  to: { by: "command"; command: Command } | { by: "url"; url: string };
  /** The mildest that is told. */
  severity: "info" | "warning" | "error";
  /** From one telling to the next at least so long. */
  everyMs: number;
}

export type ChildSpec = WorkerSpec | SupervisorSpec;

/** What both kinds of child have. */
interface Child {
  id: string;
  /** What the child's exits lead to: its own plan, or OTP's restart type. Never both. */
  life: Life;
  /** OTP: an exit of a significant child may end its supervisor (see `autoShutdown`). */
  significant: boolean;
  /** Ids of siblings that it relies on: they are started before it. */
  needs: readonly string[];
}

export type Life =
  | { by: "plan"; plan: readonly PlanStep[]; count: Count }
  | { by: "restart"; restart: "permanent" | "transient" | "temporary" };

export type Count = number | "infinity";

export interface WorkerSpec extends Child {
  kind: "worker";
  run: Command;
  cwd: string | null;
  env: Readonly<Record<string, string>>;
  ready: Ready | null;
  alive: Alive | null;
  stop: Stop;
  /** After so long a life it is stopped in order and started again, its plan not asked; null: never. */
  maxUptimeMs: number | null;
  /** What the child says itself, where it is combined with the supervisor's default child spec (`append: true`). */
  appends: WorkerDocument | null;
  /** Load the project's modules so that they can be reloaded; `auto`: where the process's Node does it at no notable cost; with packages: those of node_modules, too. */
  hot: boolean | "auto" | { packages: readonly string[] };
  /** `auto`: a Node process by the agent; `false`: never; else what the editor is asked to start for another language. */
  debug: "auto" | false | EditorDebug;
}

/** A debug configuration of another adapter, e.g. `{ type: "debugpy", request: "attach", connect: { port: 5678 } }`. */
export type EditorDebug = Readonly<Record<string, unknown>> & { readonly type: string };

/** A program with its arguments; no shell is involved unless the program is one. */
export interface Command {
  /** As written in the spec, for people: what looks secret is masked. */
  text: string;
  words: readonly string[];
}

/** When a started child counts as ready; others wait for it. Without one, a child is ready once it is spawned. */
export type Ready =
  | { by: "port"; port: number; host: string; timeoutMs: number }
  | { by: "http"; url: string; timeoutMs: number }
  | { by: "log"; pattern: string; timeoutMs: number }
  /** It writes a line on this descriptor, as s6 has it. */
  | { by: "fd"; fd: number; timeoutMs: number }
  /** This command, run every so often, exits with 0. */
  | { by: "command"; command: Command; everyMs: number; timeoutMs: number };

/** How a child that is up is asked whether it still lives; so many failures in a row are an exit with reason `error`. */
export interface Alive {
  check: { by: "port"; port: number; host: string } | { by: "http"; url: string } | { by: "command"; command: Command };
  everyMs: number;
  /** No answer by then is a failure. */
  timeoutMs: number;
  failures: number;
}

/** How a child is asked to end: by the signal, or by a file that it watches for; after `timeoutMs` by SIGKILL for its whole process group. */
export interface Stop {
  signal: string;
  /** Made to ask instead of the signal, relative to the child's folder; null: it is asked by the signal. */
  file: string | null;
  timeoutMs: number | "infinity";
}

export interface SupervisorSpec extends Child {
  kind: "supervisor";
  strategy: Strategy;
  /** More than `restarts` within `periodMs` ends the supervisor. `counts`: of which children; a spec that names no intensity counts only those with `restart:`. */
  intensity: { restarts: number; periodMs: number; counts: "restart" | "every" };
  autoShutdown: "never" | "any_significant" | "all_significant";
  dynamic: Dynamic | null;
  /** The default child spec in document form; null where the spec has none. */
  default: DefaultChild | null;
  /** How `children: { from, to, id }` names its children, e.g. `device-{n}`; null when they are listed. `scale` uses it. */
  template: { id: string; from: number } | null;
  children: readonly ChildSpec[];
}

/** What a supervisor whose children come and go while it runs lets happen. */
export interface Dynamic {
  /** At most so many children. */
  max: number | "infinity";
  startRatePerSecond: number | null;
  /** At most so many that start, or that stop, at the same time. */
  atOnce: number;
}

export type Strategy = "one_for_one" | "one_for_all" | "rest_for_one";

/** A child as one writes it in the document. */
export type ChildDocument = Readonly<Record<string, unknown>>;

/** A plan element with its durations in milliseconds. */
export type PlanStep =
  | { do: "restart"; delay: Delay }
  | { do: "wait" }
  | { do: "delete" }
  /** The supervisor ends: with the child's own reason (null) or this one. */
  | { do: "stop"; reason: string | null }
  | { do: "when"; clauses: readonly Clause[] }
  /** A function of a config module, called by name; it answers with an element. */
  | { do: "function"; name: string };

export interface Clause {
  codes: readonly number[] | null;
  signals: readonly string[] | null;
  /** `normal`, `shutdown`, `code`, `signal` or `error`. */
  reason: string | null;
  restarts: { atMost: number | null; atLeast: number | null } | null;
  element: PlanStep;
}

export type Delay =
  | { by: "fixed"; delayMs: number }
  | { by: "backoff"; delayMs: number; factor: number; maxMs: number; jitter: number; resetAfterMs: number | null };

/** Something wrong with a spec, at its place. Lines and columns from 1; `end` is exclusive. */
export interface Problem {
  code: string;
  severity: "error" | "warning" | "hint";
  /** A sentence that says what is wrong and what to do. */
  message: string;
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
  /** Where in the document, e.g. `["children", 2, "id"]`; a mistake of syntax has no such place. */
  place?: readonly (string | number)[];
  /** Other places that have to do with it, e.g. where the same id stands already. */
  related?: readonly RelatedPlace[];
}

export interface RelatedPlace {
  message: string;
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
}

/** A parsed spec: `tree` is null exactly when a problem is an error. */
export interface Parsed {
  tree: TreeSpec | null;
  problems: readonly Problem[];
}

/** Something wrong with a document that has no text; `where` names the place, e.g. `plan[2].restart`. */
export interface Fault {
  code: string;
  severity: "error" | "warning" | "hint";
  message: string;
  where: string;
}

/** What a document says, or why it says nothing; warnings come with either. */
export type Checked<T> = { ok: true; value: T; problems: readonly Fault[] } | { ok: false; problems: readonly Fault[] };
