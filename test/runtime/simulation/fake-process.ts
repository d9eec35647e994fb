import assert from "node:assert/strict";
import type { Cancel, Hear, Life, StartOrder } from "../../../runtime/world.ts";
import type { ExitReason, Path } from "../../../wire/index.ts";
import type { FakeWorld } from "./fake-world.ts";

/** A process that is slow, crashes, is deaf, cannot be spawned or dies hard, as chance has it. */
export class FakeProcess implements Life {
  readonly path: Path;
  readonly incarnation: number;
  spawned = false;
  adopted = false;
  killed = false;
  readonly #world: FakeWorld;
  /** Null while no runtime is there. */
  #hear: Hear | null;
  /** What is told to the next runtime first. */
  #end: { exited: ExitReason } | { failed: string } | null = null;
  readonly #pid: number;
  readonly #deaf: boolean;
  #isAsked = false;
  #dying: Cancel | null = null;

  constructor(world: FakeWorld, { path, incarnation }: StartOrder, hear: Hear, pid: number) {
    this.path = path;
    this.incarnation = incarnation;
    this.#world = world;
    this.#hear = hear;
    this.#pid = pid;
    this.#deaf = world.chance.comes(0.15);
    world.after(world.chance.delayMs(30), () => this.#spawn());
  }

  get isForsaken(): boolean {
    return this.#hear === null;
  }

  forsake(): void {
    this.#hear = null;
  }

  /** Told again what the runtime before may have heard already. */
  takeUp(hear: Hear): void {
    this.#hear = hear;
    if (this.spawned) hear.spawned(this.#pid);
    if (this.#end && "failed" in this.#end) hear.failed(this.#end.failed);
    if (this.#end && "exited" in this.#end) hear.exited(this.#end.exited);
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
    const cancel = this.#world.asked(this.#world.after(chance.delayMs(1500), ready));
    return () => {
      if (chance.comes(0.9)) cancel(); // else it says so although nobody asks any more
    };
  }

  watch(failed: (error: string) => void): Cancel {
    const { chance } = this.#world;
    if (chance.comes(0.8)) return () => {}; // it lives as long as its process
    return this.#world.asked(this.#world.after(chance.delayMs(10_000), () => failed("3 checks in a row have failed")));
  }

  hushInspector(): void {}

  forget(): void {
    if (this.#world.dead.get(this.path) === this) this.#world.dead.delete(this.path);
  }

  /** Ends as soon as the world is calm, whatever it was deaf to. */
  relent(): void {
    if (this.spawned) this.#dieIn(this.#world.chance.below(60_000), { code: 1 });
  }

  #asked(): void {
    if (!this.#isAsked) this.#world.onStop(this.path);
    this.#isAsked = true;
  }

  #spawn(): void {
    const { chance } = this.#world;
    if (this.#world.living.get(this.path) !== this) return; // nobody wants to adopt it any more
    if (chance.comes(this.#world.calm ? 0 : 0.05)) {
      this.#over({ failed: "no such program" });
      return;
    }
    this.spawned = true;
    this.#hear?.spawned(this.#pid);
    if (chance.comes(0.7)) this.#dieIn(chance.delayMs(20_000), chance.one(ends));
    else if (this.#world.calm) this.relent();
  }

  /** The first of several deaths is the one. */
  #dieIn(ms: number, reason: ExitReason): void {
    const at = this.#world.clock + ms;
    const earlier = this.#dying;
    this.#dying = this.#world.at(at, () => this.#die(reason));
    if (earlier && this.killed) earlier();
  }

  #die(reason: ExitReason): void {
    const { chance } = this.#world;
    if (this.#world.living.get(this.path) !== this) return;
    this.#over({ exited: reason });
    if (chance.comes(0.03)) this.#world.after(chance.delayMs(4000), () => this.#hear?.exited(reason)); // told twice
  }

  #over(end: { exited: ExitReason } | { failed: string }): void {
    this.#end = end;
    this.#world.living.delete(this.path);
    this.#world.dead.set(this.path, this);
    if ("failed" in end) this.#hear?.failed(end.failed);
    else this.#hear?.exited(end.exited);
  }
}

const ends = ["normal", { code: 1 }, { code: 2 }, { signal: "SIGSEGV" }] as const;
