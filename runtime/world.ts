import type { WorkerSpec } from "../spec/index.ts";
import type { ExitReason, LogLine, Path } from "../wire/index.ts";
import type { Usage } from "./metrics/usage.ts";
import type { LogFile, LogOptions } from "./output/log-file.ts";

export type Cancel = () => void;

/**
 * Everything outside that the loop leans on: clock, chance, timers, processes. `main.ts` hands in the real one;
 * a simulation hands in its own and the same loop runs on it.
 */
export interface World {
  /** Milliseconds since the epoch. */
  now(): number;
  /** A fresh number below 2^32 for the decisions that need chance. */
  seed(): number;
  wake(at: number, ring: () => void): Cancel;
  /** Starts a process, or takes up the one that an earlier runtime has had started for this incarnation. */
  start(order: StartOrder, hear: Hear): Life;
  /** What every process of the machine uses now; null where the system does not tell. */
  usage(): Promise<readonly Usage[] | null>;
  /** Opens a log, or begins it. */
  openLog(file: string, options: LogOptions): LogFile;
  /** Takes over a process that runs already; it is told as if it had been started. */
  adopt(order: AdoptOrder, hear: Hear): Life;
  /** Those whom a signal to the group of this process does not reach; null when there are none. */
  escaped(pid: number): Escaped | null;
}

export interface StartOrder {
  path: Path;
  incarnation: number;
  spec: WorkerSpec;
  /** Added to the spec's environment: what the agent needs. */
  extraEnv: (specEnv: Readonly<Record<string, string | undefined>>) => Record<string, string>;
  /** The process that it had when the runtime before this one wrote it down; null for one that was not known to run. */
  former: ProcessIdentity | null;
}

/** One process of a system for ever: ids are used again, but not within the same moment. */
export interface ProcessIdentity {
  pid: number;
  /** As the system counts; null where it does not tell. */
  startTime: string | null;
}

/** How far what an incarnation wrote has been kept: the places in its files. */
export interface Places {
  stdout: number;
  stderr: number;
}

export interface AdoptOrder {
  path: Path;
  incarnation: number;
  spec: WorkerSpec;
  pid: number;
  /** The processes of the tree, none of which may be adopted. */
  taken: ReadonlyMap<number, Path>;
}

/** What a life tells: `spawned` once and later `exited` once, or `failed` once and nothing else. */
export interface Hear {
  spawned(pid: number): void;
  failed(error: string): void;
  /** The process and all of its group are gone. */
  exited(reason: ExitReason): void;
  /** `end` is the place behind this line in the file that the process writes; null for a word of the runtime's own. */
  line(line: LogLine, end: number | null): void;
  /** Which of all processes that have had this id it is; comes after `spawned`. */
  born(process: ProcessIdentity): void;
  /** How far its lines were kept before. */
  keptUpTo(): Promise<Places>;
  /** Settles when all lines that were told are kept. */
  kept(): Promise<void>;
}

/** Processes that a child has started and that have left its group. */
export interface Escaped {
  signal(name: string): void;
  /** Settles when none of them lives. From when on `killed` holds, it waits only so long. */
  gone(killed: () => boolean): Promise<void>;
}

/** One incarnation's process, from before it is spawned until its whole group is gone. */
export interface Life {
  /** A signal to the process alone, as from a terminal's `kill`. */
  signal(name: string): void;
  /** Asks the whole group to end. Only for a life that was spawned. */
  stop(name: string): void;
  /** SIGKILL to the whole group. */
  kill(): void;
  /** Watches for what `spec.ready` asks, until then or until it is cancelled. */
  probe(ready: () => void): Cancel;
  /** Checks from now on what `spec.alive` asks, until it is cancelled: `failed` is told each time too many checks in a row have failed. */
  watch(failed: (error: string) => void): Cancel;
  /** From now on lines that Node prints about its inspector are dropped. */
  hushInspector(): void;
  /** Its end is written down: nobody needs to know of it any more. */
  forget(): void;
}
