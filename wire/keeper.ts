/**
 * The language between a runtime and its keeper, the small process that is the parent of the tree's children and outlives the runtime:
 * one JSON object a line, over a Unix socket (a named pipe on Windows) in a folder that only the owner can enter. A keeper serves
 * runtimes of later versions, too, so this only grows. The keeper imports these as types alone, so that it stays small.
 */
export const keeperProtocol = 1;

/** One incarnation of one child; a keeper starts it at most once. */
export interface Incarnation {
  path: string;
  incarnation: number;
}

export type ToKeeper =
  /** The environment that every child inherits from now on. */
  | { kind: "environment"; env: Record<string, string> }
  | ({ kind: "start" } & StartByKeeper)
  /** A signal to the process, or to its whole group; nothing happens when it is over. */
  | ({ kind: "signal"; signal: string; group: boolean } & Incarnation)
  /** The runtime has written down how this one ended. */
  | ({ kind: "forget" } & Incarnation);

export interface StartByKeeper extends Incarnation {
  program: string;
  words: string[];
  cwd: string;
  /** What differs from the inherited environment; null takes a variable out. */
  env: Record<string, string | null>;
  /** The files that standard output and standard error are appended to: `NAME.INCARNATION.KIND`, so that those of the next one are known. */
  stdout: string;
  stderr: string;
  /** A descriptor on which the child says that it is ready, and the file behind it. */
  announce: { fd: number; file: string } | null;
}

export type FromKeeper =
  /** The first message to each runtime that connects: all that was started and not forgotten yet. */
  | { kind: "hello"; protocol: number; pid: number; kept: Kept[] }
  | ({ kind: "started"; pid: number } & Incarnation)
  /** The answer to each `signal`: one that has none, when the keeper is gone, may not have been sent. */
  | ({ kind: "signalled" } & Incarnation)
  | ({ kind: "failed" } & Incarnation & SpawnFailure)
  | ({ kind: "ended" } & Incarnation & Ended);

export type Kept = Incarnation &
  ({ is: "living"; pid: number } | ({ is: "failed" } & SpawnFailure) | ({ is: "ended"; pid: number } & Ended));

/** As the system says it: `ENOENT` and its text. */
export interface SpawnFailure {
  code: string | null;
  message: string;
}

export interface Ended {
  code: number | null;
  signal: string | null;
  /** Milliseconds since the epoch. */
  at: number;
  /** Whether others of its group were left when it ended. */
  left: boolean;
}
