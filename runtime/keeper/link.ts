import type {
  Ended,
  FromKeeper,
  Incarnation,
  Kept,
  Path,
  SpawnFailure,
  StartByKeeper,
  ToKeeper,
} from "../../wire/index.ts";
import { spoolName } from "../output/spools.ts";

/** What a keeper tells of one incarnation: `started` and then, perhaps after signals, `ended`, or `failed`; `lost` when the keeper itself is gone. */
export interface KeptListener {
  started(pid: number): void;
  failed(failure: SpawnFailure): void;
  /** The oldest signal that was not told yet has been sent. */
  signalled(): void;
  ended(ended: Ended): void;
  /** Nobody will tell of its end any more; `survivor` is the process that was found to live on. */
  lost(survivor: number | null): void;
}

/** What is known of an incarnation that was started before: by its keeper, or, where that is gone, by what the system shows. */
export type Known = Kept | { is: "orphan"; pid: number };

/** The runtime's side of its keeper: who listens to what, and what was there already. Does no input or output of its own. */
export class KeeperLink {
  readonly #listeners = new Map<string, { of: Incarnation; listener: KeptListener }>();
  /** Of an earlier runtime's time, until somebody takes it up. */
  readonly #kept = new Map<string, Kept>();
  /** Of a keeper that is gone, by the name of what they write into. */
  #orphans = new Map<string, number>();
  #send: ((message: ToKeeper) => void) | null = null;
  /** What was asked while no keeper was there. */
  #waiting: ToKeeper[] = [];

  /** The keeper's first message is known: what waited is sent. */
  connected(send: (message: ToKeeper) => void, kept: readonly Kept[], env: Record<string, string>): void {
    for (const each of kept) this.#kept.set(keyOf(each), each);
    this.#send = send;
    send({ kind: "environment", env });
    for (const message of this.#waiting) send(message);
    this.#waiting = [];
  }

  disconnected(): void {
    this.#send = null;
  }

  /** The keeper is gone, and these are the processes of it that live on: each listener hears so once. */
  orphaned(survivors: ReadonlyMap<string, number>): void {
    this.#orphans = new Map(survivors);
    const listeners = [...this.#listeners.values()];
    this.#listeners.clear();
    for (const { of, listener } of listeners) listener.lost(this.#takeOrphan(of));
  }

  hear(message: Exclude<FromKeeper, { kind: "hello" }>): void {
    const listener = this.#listeners.get(keyOf(message))?.listener;
    if (message.kind === "failed" || message.kind === "ended") this.#listeners.delete(keyOf(message));
    switch (message.kind) {
      case "started":
        listener?.started(message.pid);
        return;
      case "signalled":
        listener?.signalled();
        return;
      case "failed":
        listener?.failed(message);
        return;
      case "ended":
        listener?.ended(message);
    }
  }

  start(order: StartByKeeper, listener: KeptListener): void {
    this.#listeners.set(keyOf(order), { of: order, listener });
    this.#ask({ kind: "start", ...order });
  }

  /** What is known of an incarnation from before; null when it was never started. One that is kept is listened to from now on. */
  takeUp(of: Incarnation, listener: KeptListener): Known | null {
    const key = keyOf(of);
    const kept = this.#kept.get(key);
    this.#kept.delete(key);
    if (kept?.is === "living") this.#listeners.set(key, { of, listener });
    if (kept) return kept;
    const pid = this.#takeOrphan(of);
    return pid === null ? null : { is: "orphan", pid };
  }

  signal({ path, incarnation }: Incarnation, signal: string, to: "process" | "group"): void {
    this.#ask({ kind: "signal", path, incarnation, signal, group: to === "group" });
  }

  /** It is written down how this one ended: the keeper need not know any more. */
  forget({ path, incarnation }: Incarnation): void {
    this.#ask({ kind: "forget", path, incarnation });
  }

  /** The incarnation of this child that lives, as far as nobody has taken it up; the newest, should there be several. */
  living(path: Path): number | null {
    const kept = [...this.#kept.values()].filter((each) => each.path === path && each.is === "living");
    const prefix = spoolName({ path, incarnation: 0 }).slice(0, -1);
    const orphans = [...this.#orphans.keys()].filter((name) => name.startsWith(prefix));
    const all = [
      ...kept.map(({ incarnation }) => incarnation),
      ...orphans.map((name) => Number(name.slice(prefix.length))),
    ];
    return all.length > 0 ? Math.max(...all) : null;
  }

  /** Gives up what is known and not welcome, by the name of what it writes into. */
  strangers(isWelcome: (name: string) => boolean): { kept: Kept[]; orphans: number[] } {
    const kept = [...this.#kept.values()].filter((each) => !isWelcome(spoolName(each)));
    const orphans = [...this.#orphans].filter(([name]) => !isWelcome(name));
    for (const each of kept) this.#kept.delete(keyOf(each));
    for (const [name] of orphans) this.#orphans.delete(name);
    return { kept, orphans: orphans.map(([, pid]) => pid) };
  }

  #takeOrphan(of: Incarnation): number | null {
    const name = spoolName(of);
    const pid = this.#orphans.get(name) ?? null;
    this.#orphans.delete(name);
    return pid;
  }

  #ask(message: ToKeeper): void {
    if (this.#send) this.#send(message);
    else this.#waiting.push(message);
  }
}

const keyOf = ({ path, incarnation }: Incarnation) => `${incarnation} ${path}`;
