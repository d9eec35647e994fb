import type { ChildProcess } from "node:child_process";
import type { FromKeeper, Incarnation, Kept, SpawnFailure, StartByKeeper, ToKeeper } from "../wire/keeper.ts";
import { Ahead, filesAfter } from "./ahead.ts";
import { groupIsLeft, signalGroup } from "./group.ts";
import type { Ledger } from "./ledger.ts";
import { spawnChild } from "./spawn.ts";

type Tell = (message: FromKeeper) => void;

/** What was started and is not forgotten; `child` is null once it is over. */
interface Entry {
  kept: Kept;
  child: ChildProcess | null;
  /** What the incarnation after this one would write into; none where the end is asked for, or was. */
  next: readonly string[];
}

/** Does what a runtime asks, and tells the one that is connected; the newest connection is the tree's runtime. */
export class Keeper {
  readonly #entries = new Map<string, Entry>();
  readonly #ledger: Ledger;
  readonly #ahead = new Ahead();
  #living = 0;
  /** How many have ended and are not forgotten. */
  #noted = 0;
  #env: Record<string, string> = {};
  #tell: Tell | null = null;
  #done = () => {};

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
    for (const kept of ledger.read()) this.#entries.set(keyOf(kept), { kept, child: null, next: [] });
    this.#noted = this.#entries.size;
  }

  /** `done` is called when nothing lives that is kept and nobody will ask for more. */
  whenDone(done: () => void): void {
    this.#done = done;
  }

  connect(tell: Tell): void {
    this.#ledger.reopen();
    this.#tell = tell;
  }

  /** A runtime is gone; while something lives, another one will come for it. What has ended is in the ledger. */
  disconnect(tell: Tell): void {
    if (this.#tell !== tell) return;
    this.#tell = null;
    this.#ahead.dropAll();
    this.#endIfDone();
  }

  kept(): Kept[] {
    return [...this.#entries.values()].map(({ kept }) => kept);
  }

  hear(message: ToKeeper): void {
    switch (message.kind) {
      case "environment":
        this.#env = message.env;
        return;
      case "start":
        this.#start(message);
        return;
      case "signal":
        this.#signal(message, message.signal, message.group);
        return;
      case "forget":
        this.#forget(message);
        return;
    }
  }

  /** What was started already is not started again: whoever asks once more learns of it from `hello`. */
  #start(order: StartByKeeper): void {
    if (this.#entries.has(keyOf(order))) return;
    const { path, incarnation } = order;
    const failed = (failure: SpawnFailure) => {
      this.#entries.set(keyOf(order), { kept: { path, incarnation, is: "failed", ...failure }, child: null, next: [] });
      this.#tell?.({ kind: "failed", path, incarnation, ...failure });
    };
    const child = spawnChild(order, this.#env, (file) => this.#ahead.take(file), failed);
    if (!child) return;
    const { pid } = child;
    const entry: Entry = { kept: { path, incarnation, is: "living", pid }, child, next: filesAfter(order) };
    this.#entries.set(keyOf(order), entry);
    this.#living++;
    child.once("exit", (code, signal) => this.#end(entry, pid, code, signal));
    this.#tell?.({ kind: "started", path, incarnation, pid });
  }

  #end(entry: Entry, pid: number, code: number | null, signal: string | null): void {
    const { path, incarnation } = entry.kept;
    const ended = { code, signal, at: Date.now(), left: groupIsLeft(pid) };
    entry.kept = { path, incarnation, is: "ended", pid, ...ended };
    entry.child = null;
    this.#living--;
    this.#noted++;
    this.#ledger.note(entry.kept); // first: whoever is told may take the file away
    this.#tell?.({ kind: "ended", path, incarnation, ...ended });
    if (this.#tell) this.#ahead.open(entry.next);
    this.#endIfDone();
  }

  /** A process is signalled only while its parent has not collected it, so its id cannot be another's. */
  #signal(incarnation: Incarnation, signal: string, group: boolean): void {
    const entry = this.#entries.get(keyOf(incarnation));
    const child = entry?.child;
    if (entry && child?.pid !== undefined) {
      entry.next = [];
      if (group) signalGroup(child.pid, signal);
      else child.kill(signal as NodeJS.Signals);
    }
    this.#tell?.({ kind: "signalled", path: incarnation.path, incarnation: incarnation.incarnation });
  }

  #forget(incarnation: Incarnation): void {
    const entry = this.#entries.get(keyOf(incarnation));
    if (!entry || entry.child) return;
    this.#entries.delete(keyOf(incarnation));
    this.#ahead.drop(entry.next);
    if (entry.kept.is === "ended" && --this.#noted === 0) this.#ledger.clear();
  }

  #endIfDone(): void {
    if (this.#living === 0 && this.#tell === null) this.#done();
  }
}

const keyOf = ({ path, incarnation }: Incarnation) => `${incarnation} ${path}`;
