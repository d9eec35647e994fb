import assert from "node:assert/strict";
import type { LogFile } from "../../../runtime/output/log-file.ts";
import type { AdoptOrder, Cancel, Hear, Life, StartOrder, World } from "../../../runtime/world.ts";
import type { ExitReason, Path } from "../../../wire/index.ts";
import type { Chance } from "./chance.ts";

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
  /** Looks at each start before it happens. */
  onStart: (order: StartOrder) => void = () => {};
  onStop: (path: Path) => void = () => {};
  readonly #agenda: Entry[] = [];
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
    return this.at(at - early + late, ring);
  }

  start(order: StartOrder, hear: Hear): Life {
    this.onStart(order);
    assert.ok(!this.living.has(order.path), `${order.path} has at most one living incarnation`);
    const process = new FakeProcess(this, order, hear, ++this.#lastPid);
    this.living.set(order.path, process);
    return process;
  }

  /** A process that nobody here has started: whoever supervises it sees no difference. */
  adopt({ path, incarnation, spec }: AdoptOrder, hear: Hear): Life {
    return this.start({ path, incarnation, spec, extraEnv: () => ({}) }, hear);
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

export class FakeProcess implements Life {
  readonly path: Path;
  readonly incarnation: number;
  spawned = false;
  killed = false;
  readonly #world: FakeWorld;
  readonly #hear: Hear;
  readonly #deaf: boolean;
  #isAsked = false;
  #dying: Cancel | null = null;

  constructor(world: FakeWorld, { path, incarnation }: StartOrder, hear: Hear, pid: number) {
    this.path = path;
    this.incarnation = incarnation;
    this.#world = world;
    this.#hear = hear;
    this.#deaf = world.chance.comes(0.15);
    world.after(world.chance.delayMs(30), () => this.#spawn(pid));
  }

  signal(name: string): void {
    if (this.spawned && (!this.#deaf || name === "SIGKILL"))
      this.#dieIn(this.#world.chance.delayMs(20), { signal: name });
  }

  stop(name: string): void {
    this.#asked();
    assert.ok(this.spawned, `${this.path} is asked to stop only when it is spawned`);
    if (!this.#deaf || this.#world.calm) this.#dieIn(this.#world.chance.delayMs(3000), { signal: name });
  }

  kill(): void {
    this.#asked();
    this.killed = true;
    this.#dieIn(this.#world.chance.delayMs(100), { signal: "SIGKILL" });
  }

  probe(ready: () => void): Cancel {
    const { chance } = this.#world;
    if (chance.comes(0.1)) return () => {}; // its readiness is lost
    const cancel = this.#world.after(chance.delayMs(1500), ready);
    return () => {
      if (chance.comes(0.9)) cancel(); // else it says so although nobody asks any more
    };
  }

  watch(failed: (error: string) => void): Cancel {
    const { chance } = this.#world;
    if (chance.comes(0.8)) return () => {}; // it lives as long as its process
    return this.#world.after(chance.delayMs(10_000), () => failed("3 checks in a row have failed"));
  }

  hushInspector(): void {}

  /** Ends as soon as the world is calm, whatever it was deaf to. */
  relent(): void {
    if (this.spawned) this.#dieIn(this.#world.chance.below(60_000), { code: 1 });
  }

  #asked(): void {
    if (!this.#isAsked) this.#world.onStop(this.path);
    this.#isAsked = true;
  }

  #spawn(pid: number): void {
    const { chance } = this.#world;
    if (chance.comes(this.#world.calm ? 0 : 0.05)) {
      this.#world.living.delete(this.path);
      this.#hear.failed("no such program");
      return;
    }
    this.spawned = true;
    this.#hear.spawned(pid);
    if (chance.comes(0.7)) this.#dieIn(chance.delayMs(20_000), chance.one(ends));
    else if (this.#world.calm) this.relent();
  }

  /** The first of several deaths is the one. */
  #dieIn(ms: number, reason: ExitReason): void {
    const at = this.#world.clock + ms;
    const earlier = this.#dying;
    this.#dying = this.#world.at(at, () => this.#end(reason));
    if (earlier && this.killed) earlier();
  }

  #end(reason: ExitReason): void {
    const { chance } = this.#world;
    if (this.#world.living.get(this.path) !== this) return;
    this.#world.living.delete(this.path);
    this.#hear.exited(reason);
    if (chance.comes(0.03)) this.#world.after(chance.delayMs(4000), () => this.#hear.exited(reason)); // told twice
  }
}

const ends = ["normal", { code: 1 }, { code: 2 }, { signal: "SIGSEGV" }] as const;
