import { setTimeout as sleep } from "node:timers/promises";
import type { Reporting } from "../../spec/index.ts";
import type { Report } from "../../wire/index.ts";
import type { Cancel } from "../world.ts";

/** What is told in one go, as JSON. */
export interface Telling {
  tree: string;
  /** Oldest first. */
  reports: readonly Report[];
  /** How many more there were than are kept while nobody can be told. */
  omitted: number;
}

export interface OutboxOptions {
  tree: string;
  reporting: Pick<Reporting, "severity" | "everyMs">;
  now(): number;
  wake(at: number, ring: () => void): Cancel;
  /** Settles with why it could not be told; null when it was. Never fails. */
  deliver(telling: Telling): Promise<string | null>;
  /** Nobody outside hears anything at the moment: told once, until it works again. */
  failed(reason: string): void;
}

/** The first ones tell what led to the others. */
const mostKept = 100;
const lastWordsMs = 2_000;
const longestPauseMs = 5 * 60_000;
const severities = ["debug", "info", "warning", "error"] as const;
const contexts = new Set(["child_terminated", "start_error", "shutdown_error", "shutdown"]);

/**
 * Tells somebody outside of exits that nobody asked for: one telling at a time and never more often than asked, so that ten thousand
 * exits are a few tellings. What could not be told is tried again, more and more slowly. Nobody waits for any of it.
 */
export class Outbox {
  readonly #options: OutboxOptions;
  #kept: Report[] = [];
  #omitted = 0;
  #failures = 0;
  #nextAt = Number.NEGATIVE_INFINITY;
  #timer: Cancel | null = null;
  #telling: Promise<void> | null = null;
  #closed = false;

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  put(report: Report): void {
    if (!isMeant(report, this.#options.reporting.severity)) return;
    if (this.#kept.length < mostKept) this.#kept.push(report);
    else this.#omitted += 1;
    this.#go();
  }

  /** Tells what is left, without a pause, once, and without waiting for long. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#timer?.();
    await Promise.race([this.#tellRest(), sleep(lastWordsMs, undefined, { ref: false })]);
  }

  async #tellRest(): Promise<void> {
    await this.#telling;
    if (this.#kept.length > 0) await this.#tell();
  }

  #go(): void {
    const { now, wake } = this.#options;
    if (this.#closed || this.#telling || this.#timer || this.#kept.length === 0) return;
    if (now() >= this.#nextAt) {
      this.#telling = this.#tell().finally(() => {
        this.#telling = null;
        this.#go();
      });
      return;
    }
    this.#timer = wake(this.#nextAt, () => {
      this.#timer = null;
      this.#go();
    });
  }

  async #tell(): Promise<void> {
    const { tree, deliver, now, reporting } = this.#options;
    const [reports, omitted] = [this.#kept, this.#omitted];
    this.#kept = [];
    this.#omitted = 0;
    const problem = await deliver({ tree, reports, omitted });
    if (problem === null) this.#failures = 0;
    else this.#keepAgain(reports, omitted, problem);
    const pauseMs = reporting.everyMs * 2 ** this.#failures;
    this.#nextAt = now() + Math.min(pauseMs, Math.max(reporting.everyMs, longestPauseMs));
  }

  #keepAgain(reports: readonly Report[], omitted: number, problem: string): void {
    const all = [...reports, ...this.#kept];
    this.#kept = all.slice(0, mostKept);
    this.#omitted += omitted + all.length - this.#kept.length;
    if (this.#failures === 0) this.#options.failed(problem);
    this.#failures += 1;
  }
}

function isMeant({ severity, about }: Report, mildest: Reporting["severity"]): boolean {
  return about !== null && contexts.has(about.context) && severities.indexOf(severity) >= severities.indexOf(mildest);
}
