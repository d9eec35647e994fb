import assert from "node:assert/strict";
import type { LogFile } from "../../../runtime/output/log-file.ts";
import type { AdoptOrder, Cancel, Hear, Life, StartOrder, World } from "../../../runtime/world.ts";
import type { Path } from "../../../wire/index.ts";
import type { Chance } from "./chance.ts";
import { FakeProcess } from "./fake-process.ts";

/** A timer rings at most so late. */
export const latestRingMs = 400;

interface Entry {
  at: number;
  act: () => void;
}

/**
 * A machine that is not there: its clock moves only when the loop has nothing to do, its processes are slow, crash, are deaf to
 * signals, cannot be spawned, die hard, never become ready or say so too late; its timers ring early, late and too often.
 */
export class FakeWorld implements World {
  clock = 0;
  /** From now on processes obey at last, so that whatever is stopped ends. */
  calm = false;
  readonly chance: Chance;
  readonly living = new Map<Path, FakeProcess>();
  /** Those whose end no runtime has written down yet, by their path. */
  readonly dead = new Map<Path, FakeProcess>();
  /** Looks at each start before it happens. */
  onStart: (order: StartOrder) => void = () => {};
  onStop: (path: Path) => void = () => {};
  readonly #agenda: Entry[] = [];
  /** What the runtime waits for. */
  readonly #asked: Cancel[] = [];
  #lastPid = 0;

  constructor(chance: Chance) {
    this.chance = chance;
  }

  now(): number {
    return this.clock;
  }

  seed(): number {
    return this.chance.below(2 ** 32);
  }

  wake(at: number, ring: () => void): Cancel {
    const early = this.chance.comes(0.05) ? this.chance.below(20) : 0;
    const late = this.chance.comes(0.1) ? this.chance.below(latestRingMs) : 0;
    return this.asked(this.at(at - early + late, ring));
  }

  /** Ends with the runtime that has asked for it. */
  asked(cancel: Cancel): Cancel {
    this.#asked.push(cancel);
    return cancel;
  }

  /** The runtime is gone, with its timers and all it asked; what lives goes on. `isOurs`: it was written down that it was taken over. */
  forsake(isOurs: (path: Path) => boolean): void {
    for (const cancel of this.#asked.splice(0)) cancel();
    for (const process of this.living.values()) {
      if (process.adopted && !isOurs(process.path)) this.living.delete(process.path);
      process.forsake();
    }
    for (const process of this.dead.values()) process.forsake();
  }

  /** A process that an earlier runtime had started is taken up, dead or alive. */
  start(order: StartOrder, hear: Hear): Life {
    const known = this.living.get(order.path) ?? this.dead.get(order.path);
    if (known?.incarnation === order.incarnation && known.isForsaken) {
      known.takeUp(hear);
      return known;
    }
    this.onStart(order);
    assert.ok(!this.living.has(order.path), `${order.path} has at most one living incarnation`);
    const process = new FakeProcess(this, order, hear, ++this.#lastPid);
    this.living.set(order.path, process);
    return process;
  }

  /** A process that nobody here has started: whoever supervises it sees no difference. */
  adopt({ path, incarnation, spec }: AdoptOrder, hear: Hear): Life {
    const order = { path, incarnation, spec, extraEnv: () => ({}), former: null };
    const process = this.start(order, hear);
    const adopted = this.living.get(path);
    if (adopted) adopted.adopted = true;
    return process;
  }

  /** Nobody leaves a group here. */
  escaped(): null {
    return null;
  }

  /** What is written is nobody's business here. */
  openLog(): LogFile {
    return { append: () => {}, tail: async () => [], flushed: async () => {} };
  }

  /** Its processes use nothing that could be told. */
  usage(): Promise<null> {
    return Promise.resolve(null);
  }

  after(ms: number, act: () => void): Cancel {
    return this.at(this.clock + ms, act);
  }

  at(at: number, act: () => void): Cancel {
    const entry = { at, act };
    this.#agenda.splice(this.#agenda.findLastIndex((one) => one.at <= at) + 1, 0, entry);
    return () => {
      const place = this.#agenda.indexOf(entry);
      if (place >= 0) this.#agenda.splice(place, 1);
    };
  }

  /** Lets the next thing happen that comes within this time; false when nothing does. */
  pass(withinMs = Number.POSITIVE_INFINITY): boolean {
    const [next] = this.#agenda;
    if (!next || next.at > this.clock + withinMs) return false;
    this.#agenda.shift();
    this.clock = Math.max(this.clock, next.at);
    next.act();
    return true;
  }
}
