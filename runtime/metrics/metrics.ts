import { type EventLoop, type FromAgent, type MetricsSample, metricsEveryMs, type Path } from "../../wire/index.ts";
import type { AgentLink } from "../agents/links.ts";
import type { Child } from "../children/children.ts";
import type { Cancel } from "../world.ts";
import { type Reading, readingOf, samplesOf, type Watched } from "./samples.ts";
import type { Usage } from "./usage.ts";

export interface MetricsOptions {
  now: () => number;
  wake: (at: number, ring: () => void) => Cancel;
  /** Reads what the system says and puts it into the inbox, as `used`. */
  read: () => void;
  /** It is time for the next sample: puts that into the inbox, as `due`. */
  ring: () => void;
  children: () => readonly Child[];
  isPaused: (path: Path) => boolean;
  /** Whether somebody wants to know what this child uses; whether anybody wants to know anything. */
  isWatched: (path: Path) => boolean;
  isAnyWatched: () => boolean;
  tell: (at: number, samples: readonly MetricsSample[]) => void;
}

/** What an agent has been asked, and what it last said. */
interface Asked {
  /** When the question went off that is not answered yet. */
  since: number | null;
  eventLoop: EventLoop | null;
}

/**
 * Measures what processes use, once a second, for as long as somebody looks. While nobody does there is no timer,
 * nothing is read, and no agent measures.
 */
export class Metrics {
  readonly #options: MetricsOptions;
  readonly #asked = new Map<AgentLink, Asked>();
  #before: Reading | null = null;
  #rest: Cancel | null = null;
  #measuring = false;

  constructor(options: MetricsOptions) {
    this.#options = options;
  }

  /** Somebody began to look, or looks at something else: the first sample comes at once. */
  look(): void {
    if (!this.#measuring) this.due();
  }

  due(): void {
    this.#rest = null;
    this.#measuring = this.#options.isAnyWatched();
    this.#ask();
    if (this.#measuring) this.#options.read();
    else this.#before = null;
  }

  used(at: number, usages: readonly Usage[] | null): void {
    const watched = this.#watched();
    const now = readingOf(at, usages, watched);
    this.#options.tell(at, samplesOf(this.#before, now, watched));
    this.#before = now;
    this.#rest = this.#options.wake(at + metricsEveryMs, this.#options.ring);
  }

  hear(link: AgentLink, message: FromAgent): void {
    const asked = this.#asked.get(link);
    if (asked === undefined || message.kind !== "measured") return;
    asked.since = null;
    asked.eventLoop = message.eventLoop;
  }

  gone(link: AgentLink): void {
    this.#asked.delete(link);
  }

  close(): void {
    this.#rest?.();
  }

  /** Asks the agents of what is watched, and lets those rest whom nobody watches any more. */
  #ask(): void {
    const wanted = this.#living().flatMap(({ agent }) => (agent ? [agent.link] : []));
    for (const link of this.#asked.keys()) {
      if (wanted.includes(link)) continue;
      link.send({ kind: "stop_measuring" });
      this.#asked.delete(link);
    }
    for (const link of wanted) {
      const asked = this.#asked.get(link) ?? { since: null, eventLoop: null };
      this.#asked.set(link, asked);
      if (asked.since !== null) continue;
      asked.since = this.#options.now();
      link.send({ kind: "measure" });
    }
  }

  #watched(): Watched[] {
    return this.#living().flatMap(({ path, incarnation, pid, agent }) =>
      pid === null ? [] : [{ path, incarnation, pid, eventLoop: this.#eventLoop(path, agent?.link) }],
    );
  }

  #living(): Child[] {
    return this.#options.children().filter(({ path }) => this.#options.isWatched(path));
  }

  /** Whoever has not answered for longer than a sample takes is that late by now. */
  #eventLoop(path: Path, link: AgentLink | undefined): EventLoop | null {
    const asked = link && this.#asked.get(link);
    if (!asked || this.#options.isPaused(path)) return null;
    const lateMs = asked.since === null ? 0 : this.#options.now() - asked.since;
    if (lateMs < metricsEveryMs) return asked.eventLoop;
    return { meanDelayMs: lateMs, maxDelayMs: lateMs, utilization: 1 };
  }
}
