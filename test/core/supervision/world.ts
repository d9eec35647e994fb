import assert from "node:assert/strict";
import {
  type Action,
  type Event,
  type Functions,
  type Happening,
  load,
  plan,
  type Reply,
  type Timer,
  type Tree,
  view,
} from "../../../core/index.ts";
import type { TreeSpec } from "../../../spec/index.ts";
import type { About, EndReason, ExitReason, Path } from "../../../wire/index.ts";
import { assertSound, assertTouched, type Drawing, draw } from "./invariants.ts";

/**
 * Processes and a clock that obey `plan`: a start is spawned at once, a stop signal is obeyed at once, time moves when a test says so.
 * A test can take single children out of that: `fails` to spawn, `hangs` at spawning, is `deaf` to the stop signal.
 * Every step is checked against the invariants.
 */
export class World {
  tree: Tree;
  now = 0;
  seed = 1;
  readonly trace: string[] = [];
  readonly reports: string[] = [];
  /** What each report was about, those of severity `debug` included. */
  readonly abouts: About[] = [];
  /** Incarnations that live, as the outside sees them. */
  readonly living = new Map<Path, number>();
  /** Who was asked to stop and has not ended yet. */
  readonly asked = new Set<Path>();
  readonly timers = new Map<string, { timer: Timer; at: number }>();
  readonly oddities = new Map<Path, "fails" | "hangs" | "deaf">();
  /** How many starts of a child fail before they succeed again. */
  readonly failures = new Map<Path, number>();
  readonly replies = new Map<number, Reply>();
  /** Processes that are over, though nobody has been told yet. */
  readonly #untold = new Map<Path, ExitReason>();
  /** Why the tree ended last. */
  ended: EndReason | null = null;
  readonly #functions: Functions | undefined;
  readonly #unspawned = new Set<Path>();
  readonly #inbox: Happening[] = [];
  /** How many calls were given: their ids count from 1. */
  calls = 0;
  readonly answered: number[] = [];
  #pid = 100;
  #loggedAt = 0;
  #drawn: Drawing;

  constructor(spec: TreeSpec, functions?: Functions) {
    this.tree = load(spec);
    this.#drawn = draw(this.tree);
    this.#functions = functions;
  }

  /** Events that come at once, in this order, and all that follows from them at this moment. */
  put(...happenings: Happening[]): void {
    this.#inbox.push(...happenings);
    for (let next = this.#inbox.shift(); next; next = this.#inbox.shift()) this.#step(next);
  }

  /** Lets time pass; timers ring in their order. */
  wait(ms: number): void {
    const end = this.now + ms;
    for (let next = this.#nextTimer(end); next; next = this.#nextTimer(end)) {
      this.now = Math.max(this.now, next.at);
      this.timers.delete(keyOf(next.timer));
      this.put({ kind: "due", timer: next.timer });
    }
    this.now = end;
  }

  incarnationOf(path: Path): number {
    return view(this.tree, path)?.incarnation ?? 0;
  }

  /** A process that hung at spawning is there at last. */
  spawn(path: Path): void {
    if (this.#unspawned.delete(path)) {
      this.put({ kind: "spawned", path, incarnation: this.incarnationOf(path), pid: this.#pid++ });
    }
  }

  exit(path: Path, reason: ExitReason, incarnation = this.incarnationOf(path), ...meanwhile: Happening[]): void {
    if (this.living.get(path) === incarnation) this.#forget(path);
    this.put({ kind: "exited", path, incarnation, reason }, ...meanwhile);
  }

  /** They end at the same moment; their exits are told in this order. */
  exitTogether(paths: readonly Path[], reason: ExitReason): void {
    for (const path of paths) if (this.living.has(path)) this.#untold.set(path, reason);
    for (const path of paths) if (this.#untold.delete(path)) this.exit(path, reason);
  }

  #step(happening: Happening): void {
    const event = { ...happening, at: this.now, seed: this.seed++ } as Event;
    const before = this.#drawn;
    const step = plan(this.tree, event, this.#functions);
    assertTouched(before, draw(this.tree), []); // the old tree is as it was
    this.tree = step.tree;
    this.#drawn = draw(step.tree);
    for (const action of step.actions) this.#perform(action);
    assertTouched(before, this.#drawn, step.touched);
    assertSound(step, this.living);
  }

  #perform(action: Action): void {
    switch (action.do) {
      case "start":
        this.#start(action.path, action.incarnation);
        return;
      case "stop":
        if (this.#wasOver(action.path, action.incarnation)) return;
        this.#log(`stop ${short(action.path)}${action.signal === "SIGTERM" ? "" : ` ${action.signal}`}`);
        this.asked.add(action.path);
        if (this.oddities.get(action.path) !== "deaf") this.#end(action.path, action.incarnation, action.signal);
        return;
      case "kill":
        this.#log(`kill ${short(action.path)}`);
        this.#end(action.path, action.incarnation, "SIGKILL");
        return;
      case "wake":
        this.timers.set(keyOf(action.timer), action);
        return;
      case "cancel":
        this.timers.delete(keyOf(action.timer));
        return;
      case "reply":
        this.answered.push(action.id);
        this.replies.set(action.id, action.answer);
        this.#log(action.answer.ok ? `reply ${action.id} ok` : `reply ${action.id} ${action.answer.code}`);
        return;
      case "ended":
        this.ended = action.reason;
        this.#log(`ended ${typeof action.reason === "string" ? action.reason : JSON.stringify(action.reason)}`);
        return;
      case "report":
        if (action.severity !== "debug") this.reports.push(`${action.severity} ${action.path}: ${action.message}`);
        this.abouts.push(action.about);
        return;
      case "adopt":
        this.#log(`adopt ${short(action.path)}#${action.incarnation} ${action.pid}`);
        this.#begin(action.path, action.incarnation, action.pid);
        return;
      case "watch":
        this.#log(`watch ${short(action.path)}#${action.incarnation}`);
        return;
      case "probe":
        return;
    }
  }

  #start(path: Path, incarnation: number): void {
    this.#log(`start ${short(path)}#${incarnation}`);
    this.#begin(path, incarnation, this.#pid++);
  }

  #begin(path: Path, incarnation: number, pid: number): void {
    assert.equal(this.living.get(path), undefined, `${path} has one living incarnation at most`);
    const oddity = this.oddities.get(path);
    const failures = this.failures.get(path) ?? 0;
    if (failures > 0) this.failures.set(path, failures - 1);
    if (oddity === "fails" || failures > 0)
      this.#inbox.push({ kind: "spawn_failed", path, incarnation, error: "no such program" });
    else {
      this.living.set(path, incarnation);
      if (oddity === "hangs") this.#unspawned.add(path);
      else this.#inbox.push({ kind: "spawned", path, incarnation, pid });
    }
  }

  /** What was to be stopped is over already. */
  #wasOver(path: Path, incarnation: number): boolean {
    const reason = this.#untold.get(path);
    if (!reason) return false;
    this.#untold.delete(path);
    this.#forget(path);
    this.#inbox.push({ kind: "exited", path, incarnation, reason });
    return true;
  }

  #forget(path: Path): void {
    this.living.delete(path);
    this.asked.delete(path);
    this.#unspawned.delete(path);
  }

  #end(path: Path, incarnation: number, signal: string): void {
    assert.equal(this.living.get(path), incarnation, `what is stopped at ${path} lives`);
    assert.ok(!this.#unspawned.has(path), `what is stopped at ${path} is spawned`);
    this.#forget(path);
    this.#inbox.push({ kind: "exited", path, incarnation, reason: { signal } });
  }

  /** `@5000` once for what happens at that moment. */
  #log(text: string): void {
    this.trace.push(this.now === this.#loggedAt ? text : `@${this.now} ${text}`);
    this.#loggedAt = this.now;
  }

  #nextTimer(until: number) {
    const due = [...this.timers.values()].filter(({ at }) => at <= until);
    return due.sort((a, b) => a.at - b.at)[0];
  }
}

/** Without the root's name: `t/a` → `a`. */
export function short(path: Path): string {
  return path.replace(/^t\//, "");
}

export function full(path: string): Path {
  return path === "t" ? "t" : `t/${path}`;
}

function keyOf({ path, incarnation, kind }: Timer): string {
  return `${kind} ${path}#${incarnation}`;
}
