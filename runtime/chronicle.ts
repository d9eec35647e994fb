import { extended, type History, type HistoryEntry, type Snapshot } from "../wire/index.ts";

/** So many nodes' versions are kept: some megabytes, and at a few crashes a minute more than a day. */
const weightKept = 8000;
/** Entries are put in place so many at a time, since that reads the whole history. */
const batch = 256;

/** What has happened to the tree since the runtime started, or as far back as there is room for. */
export class Chronicle {
  #past: History;
  #fresh: HistoryEntry[] = [];

  constructor(base: Snapshot, from: number) {
    this.#past = { base, from, entries: [] };
  }

  add(entry: HistoryEntry): void {
    this.#fresh.push(entry);
    if (this.#fresh.length >= batch) this.#settle();
  }

  history(): History {
    this.#settle();
    return this.#past;
  }

  #settle(): void {
    this.#past = extended(this.#past, this.#fresh, weightKept);
    this.#fresh = [];
  }
}
