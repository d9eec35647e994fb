import { type FSWatcher, watch } from "node:fs";
import { unlink } from "node:fs/promises";
import { basename, join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Incarnation, LogLine } from "../../wire/index.ts";
import { unlessMissing } from "../refusal.ts";
import { freeBefore } from "./free.ts";
import { logName } from "./log-text.ts";
import { Spool } from "./spool.ts";

/** Where the processes of one incarnation write: standard output, standard error, and the descriptor on which it says that it is ready. */
export interface SpoolFiles {
  stdout: string;
  stderr: string;
  announce: string;
}

/** A line, and the place in its file where the next one begins. */
export type Give = (stream: LogLine["stream"], text: string, end: number) => void;

/** One incarnation's output while it is read. */
export interface Reading {
  /** Gives what was written before anybody followed; of what is written from then on, the system tells. */
  look(): void;
  /** Gives all that was written, to a last line without an end. Nobody writes any more. */
  finish(): Promise<void>;
}

/**
 * The folder that all children write into. One watch tells of every change; a child is read in turns, so that one that writes
 * a great deal keeps nobody else waiting.
 */
export class Spools {
  readonly #folder: string;
  readonly #watcher: FSWatcher;
  /** By the name of the file that has changed. */
  readonly #listeners = new Map<string, () => void>();

  /** Files to be removed. */
  readonly #unneeded: string[] = [];
  #tidying: NodeJS.Timeout | null = null;

  constructor(folder: string) {
    this.#folder = folder;
    this.#watcher = watch(folder, (_, name) => {
      if (name !== null) this.#listeners.get(name)?.();
    });
  }

  files(of: Incarnation): SpoolFiles {
    const file = join(this.#folder, spoolName(of));
    return { stdout: `${file}.out`, stderr: `${file}.err`, announce: `${file}.ready` };
  }

  /** Gives each line from these places on, as soon as it is written; never much more than is `kept` by then. */
  follow(of: Incarnation, from: { stdout: number; stderr: number }, give: Give, kept: () => Promise<void>): Reading {
    const files = this.files(of);
    const streams = (["stdout", "stderr"] as const).map((name) => {
      const stream = new Stream(new Spool(files[name], from[name]), (text, end) => give(name, text, end), kept);
      return { stream, ignore: this.onChange(files[name], () => stream.look()) };
    });
    return {
      look() {
        for (const { stream } of streams) stream.look();
      },
      async finish() {
        for (const { ignore } of streams) ignore();
        for (const { stream } of streams) if (stream.isBehind) await stream.finish();
      },
    };
  }

  /** Tells that this file changes, until it is cancelled. */
  onChange(file: string, changed: () => void): () => void {
    const name = basename(file);
    this.#listeners.set(name, changed);
    return () => {
      if (this.#listeners.get(name) === changed) this.#listeners.delete(name);
    };
  }

  /** Once its lines are kept elsewhere, nobody needs them here. There is no hurry, and the next one is being started just then. */
  remove(files: readonly string[]): void {
    this.#unneeded.push(...files);
    this.#tidying ??= setTimeout(() => void this.#tidy(), tidyMs);
  }

  async close(): Promise<void> {
    this.#watcher.close();
    await this.#tidy();
  }

  async #tidy(): Promise<void> {
    if (this.#tidying) clearTimeout(this.#tidying);
    this.#tidying = null;
    await Promise.all(this.#unneeded.splice(0).map((file) => unlink(file).catch(unlessMissing)));
  }
}

/** `fleet/api` #3 → `fleet%2Fapi.3` */
export function spoolName({ path, incarnation }: Incarnation): string {
  return `${logName(path)}.${incarnation}`;
}

const tidyMs = 100;

/** So many reads may be ahead of what is kept. */
const turnsAhead = 16;
/** A child that writes for weeks needs no more room than about this: what is in its log is freed. */
const freeEveryBytes = 16 * 1024 * 1024;

class Stream {
  readonly #spool: Spool;
  readonly #give: (text: string, end: number) => void;
  readonly #kept: () => Promise<void>;
  #busy = false;
  #turns = 0;
  /** What is before this was given back to the disk, or could not be. */
  #freed = 0;

  constructor(spool: Spool, give: (text: string, end: number) => void, kept: () => Promise<void>) {
    this.#spool = spool;
    this.#give = give;
    this.#kept = kept;
  }

  get isBehind(): boolean {
    return this.#spool.isBehind;
  }

  look(): void {
    if (this.#busy || !this.#spool.read(this.#give)) return;
    this.#busy = true;
    void this.#pause().then(() => {
      this.#busy = false;
      this.look();
    });
  }

  /** Others have their turn; now and then what was read has to be kept before more is. */
  async #pause(): Promise<void> {
    this.#turns += 1;
    await (this.#turns % turnsAhead === 0 ? this.#keep() : nextTurn());
  }

  async #keep(): Promise<void> {
    const { place } = this.#spool;
    await this.#kept();
    if (place - this.#freed < freeEveryBytes) return;
    this.#freed = place;
    await freeBefore(this.#spool.file, place);
  }

  async finish(): Promise<void> {
    while (this.#spool.read(this.#give)) await this.#pause();
    this.#spool.readRest(this.#give);
  }
}
