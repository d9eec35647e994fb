import { diff, extended, type History, type HistoryEntry, type Snapshot, standing } from "../wire/index.ts";
import type { KeptPast } from "./state/past-file.ts";

/** So many nodes' versions are kept: some megabytes, and at a few crashes a minute more than a day. */
const weightKept = 8000;
/** Entries are put in place so many at a time, since that reads the whole history. */
const batch = 256;

/** What has happened to the tree since it was started, also under the runtimes before this one, or as far back as there is room for. */
export class Chronicle {
  readonly #kept: KeptPast | null;
  #past: History;
  #fresh: HistoryEntry[] = [];

  /** `now` is the tree as this runtime begins with it, at `at`. */
  constructor(now: Snapshot, at: number, kept: KeptPast | null) {
    this.#kept = kept;
    this.#past = kept?.former ? goingOn(kept.former, now, at) : { base: now, from: at, entries: [] };
    kept?.write(this.#past);
  }

  add(entry: HistoryEntry): void {
    this.#fresh.push(entry);
    this.#kept?.append(entry);
    if (this.#fresh.length >= batch) this.#settle();
  }

  history(): History {
    this.#settle();
    return this.#past;
  }

  #settle(): void {
    const { base } = this.#past;
    this.#past = extended(this.#past, this.#fresh, weightKept);
    this.#fresh = [];
    if (this.#past.base !== base) this.#kept?.write(this.#past);
  }
}

/** What changed while no runtime lived is one entry, whose number is where this runtime's own begin. */
function goingOn(former: History, now: Snapshot, at: number): History {
  const then = standing(former, Number.POSITIVE_INFINITY);
  const { changed, removed } = diff(then, now) ?? { changed: [], removed: [] };
  const gap = { kind: "delta", at, delta: { seq: now.seq, changed, removed } } as const;
  return extended(former, [gap], weightKept);
}
